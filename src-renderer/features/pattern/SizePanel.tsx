import { useState } from 'react'
import { columnCountOf, rowCountOf } from '#core/pattern/grid.ts'
import { PATTERN_LIMITS, type Pattern } from '#core/pattern/pattern.schema.ts'
import { type Anchor, insertLines, removeLines, resize, type Side } from '#core/pattern/size.ts'
import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'
import { formatLength } from '#core/units/format-length.ts'
import { usePlan } from '../../session/plan.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { Segmented } from '../../ui/Choice.tsx'
import { HelpPopover } from '../../ui/HelpPopover.tsx'
import { showToast } from '../../ui/toast.store.ts'
import { tryEditPattern } from './edit-tile.ts'
import { clampedCell } from './matrix-view.ts'
import { CountField } from './NumberField.tsx'
import { usePattern } from './pattern.store.ts'
import { patternStrings } from './pattern.strings.ts'
import { rowFit, withRingFitted } from './tile-size.ts'
import { brushOf } from './tile-in-plan.ts'

const words = patternStrings.size
const ANCHORS = ['start', 'middle', 'end'] as const
const ROW_ANCHORS = ANCHORS.map((value) => ({ value, label: words.rowAnchors[value] }))
// as seen: the last column stands at the left
const COLUMN_ANCHORS = ANCHORS.toReversed().map((value) => ({
  value,
  label: words.columnAnchors[value],
}))

interface Anchors {
  readonly rows: Anchor
  readonly columns: Anchor
}

function setSize(size: { rows: number; columns: number }, anchors: Anchors, gesture?: string) {
  tryEditPattern((pattern) => {
    const fillKey = brushOf(pattern, usePattern.getState().brushKey)
    return resize(pattern, {
      ...size,
      rowAnchor: anchors.rows,
      columnAnchor: anchors.columns,
      fillKey,
    })
  }, gesture)
}

function Lines({ pattern }: { pattern: Pattern }) {
  const rows = rowCountOf(pattern)
  const columns = columnCountOf(pattern)
  const cursor = clampedCell(
    { rows, columns },
    usePattern((state) => state.cursor),
  )
  const insert = (side: Side, index: number) => {
    tryEditPattern((now) =>
      insertLines(now, side, { index, count: 1 }, brushOf(now, usePattern.getState().brushKey)),
    )
  }
  const remove = (side: Side, index: number) => {
    tryEditPattern((now) => removeLines(now, side, { index, count: 1 }))
  }
  return (
    <div className="line-buttons">
      <p className="caption">{words.atCursor(cursor.row + 1, cursor.column + 1)}</p>
      <div className="button-grid">
        <Button
          size="small"
          onClick={() => {
            insert('rows', cursor.row)
          }}
        >
          {words.insertRow}
        </Button>
        <Button
          size="small"
          disabled={rows === 1}
          onClick={() => {
            remove('rows', cursor.row)
          }}
        >
          {words.removeRow}
        </Button>
        <Button
          size="small"
          onClick={() => {
            insert('columns', cursor.column)
          }}
        >
          {words.insertColumn}
        </Button>
        <Button
          size="small"
          disabled={columns === 1}
          onClick={() => {
            remove('columns', cursor.column)
          }}
        >
          {words.removeColumn}
        </Button>
      </div>
    </div>
  )
}

function fitWords(overMm: number, show: (lengthMm: number) => string): string {
  if (Math.abs(overMm) < 0.005) return words.fits
  return overMm > 0 ? words.over(show(overMm)) : words.under(show(-overMm))
}

/** Whether the rows fill the ring, and the two ways to make them. */
function RingFit({ plan, tile, pattern, anchors }: SizePanelProps & { anchors: Anchors }) {
  const unit = useUnits()
  const edit = usePlan((state) => state.edit)
  const rows = rowCountOf(pattern)
  const glueLineMm = plan.stock.glueLineMm
  const fit = rowFit(tile, pattern, glueLineMm)
  const show = (lengthMm: number) => formatLength(lengthMm, unit)
  const off = Math.abs(fit.overMm) >= 0.005
  return (
    <section className="ring-fit" aria-label={words.fitTitle}>
      <h3>
        {words.fitTitle} <HelpPopover content={words.help} labels={patternStrings.help} />
      </h3>
      <dl className="size-facts">
        <div>
          <dt>{words.glued}</dt>
          <dd>{show(fit.highestMm)}</dd>
        </div>
        <div>
          <dt>{words.ringWidth}</dt>
          <dd>{show(fit.ringWidthMm)}</dd>
        </div>
      </dl>
      <p className="caption">{words.formula(rows, show(glueLineMm))}</p>
      <p className={off ? 'note note-warning' : 'note'}>{fitWords(fit.overMm, show)}</p>
      <div className="button-row">
        <Button
          size="small"
          disabled={!off}
          onClick={() => {
            edit((now) => withRingFitted(now, tile.id, fit.highestMm))
            showToast(words.ringMoved)
          }}
        >
          {words.makeRingFit}
        </Button>
        <Button
          size="small"
          disabled={fit.fittingRows === rows || fit.fittingRows > PATTERN_LIMITS.maxRows}
          onClick={() => {
            setSize({ rows: fit.fittingRows, columns: columnCountOf(pattern) }, anchors)
          }}
        >
          {words.makeRowsFit(fit.fittingRows)}
        </Button>
      </div>
    </section>
  )
}

/** What a `SizePanel` takes. */
export interface SizePanelProps {
  readonly plan: Plan
  readonly tile: TileRing
  readonly pattern: Pattern
}

/** Rows, columns, and how they stand to the ring. */
export function SizePanel({ plan, tile, pattern }: SizePanelProps) {
  const [anchors, setAnchors] = useState<Anchors>({ rows: 'middle', columns: 'middle' })
  const brushKey = usePattern((state) => state.brushKey)
  const rows = rowCountOf(pattern)
  const columns = columnCountOf(pattern)
  const brush = brushOf(pattern, brushKey)
  const veneer = pattern.palette.find(({ key }) => key === brush)
  return (
    <div className="fields">
      <h3>{words.title}</h3>
      <CountField
        label={words.rows}
        value={rows}
        range={{ min: 1, max: PATTERN_LIMITS.maxRows }}
        onCommit={(value, dragging) => {
          setSize({ rows: value, columns }, anchors, dragging ? 'pattern-rows' : undefined)
        }}
      />
      <div className="field-row">
        <span>{words.anchorRows}</span>
        <Segmented
          label={words.anchorRows}
          value={anchors.rows}
          options={ROW_ANCHORS}
          onChange={(value) => {
            setAnchors({ ...anchors, rows: value })
          }}
        />
      </div>
      <CountField
        label={words.columns}
        value={columns}
        range={{ min: 1, max: PATTERN_LIMITS.maxColumns }}
        onCommit={(value, dragging) => {
          setSize({ rows, columns: value }, anchors, dragging ? 'pattern-columns' : undefined)
        }}
      />
      <div className="field-row">
        <span>{words.anchorColumns}</span>
        <Segmented
          label={words.anchorColumns}
          value={anchors.columns}
          options={COLUMN_ANCHORS}
          onChange={(value) => {
            setAnchors({ ...anchors, columns: value })
          }}
        />
      </div>
      {veneer !== undefined && <p className="caption">{words.newCells(veneer.name)}</p>}
      <RingFit plan={plan} tile={tile} pattern={pattern} anchors={anchors} />
      <Lines pattern={pattern} />
    </div>
  )
}
