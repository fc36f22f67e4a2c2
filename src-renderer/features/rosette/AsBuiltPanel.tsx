import { useMemo } from 'react'
import { type AsBuilt, type AsBuiltOutcome, resolveAsBuilt } from '#core/rosette/as-built.ts'
import { problemSentence } from '#core/outcome/problem.ts'
import { ringRows } from '#core/rosette/drawn-height.ts'
import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'
import { formatLength } from '#core/units/format-length.ts'
import { usePlan } from '../../session/plan.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { Table } from '../../ui/Table.tsx'
import { type BuiltRow, builtRows } from './as-built.view-model.ts'
import { MeasureField } from './MeasureField.tsx'
import { builtOf, draftKey, useMeasured } from './measured.store.ts'
import { solutionStrings as words } from './solution.strings.ts'

interface FieldsProps {
  readonly plan: Plan
  readonly ring: TileRing
  readonly built: AsBuilt
}

function BuiltFields({ plan, ring, built }: FieldsProps) {
  const setBuilt = useMeasured((state) => state.setBuilt)
  const change = (part: Partial<AsBuilt>) => {
    setBuilt(draftKey(plan, ring.id), { ...built, ...part })
  }
  return (
    <div className="fields built-fields">
      <MeasureField
        field="logHeight"
        kind="length"
        ring={ring}
        value={built.logHeightMm}
        range={{ min: 0.2, max: 50 }}
        step={0.01}
        onChange={(logHeightMm) => {
          change({ logHeightMm })
        }}
      />
      <MeasureField
        field="laidTiles"
        kind="count"
        ring={ring}
        value={built.laidTiles}
        range={{ min: 2, max: ring.tileCount }}
        step={1}
        onChange={(laidTiles) => {
          change({ laidTiles: laidTiles ?? 10 })
        }}
      />
      <MeasureField
        field="laidArc"
        kind="length"
        ring={ring}
        value={built.laidArcMm}
        range={{ min: 0.5, max: 4000 }}
        step={0.1}
        onChange={(laidArcMm) => {
          change({ laidArcMm })
        }}
      />
    </div>
  )
}

const COLUMNS = [
  { id: 'what', head: words.columns.what, cell: (row: BuiltRow) => row.label },
  { id: 'before', head: words.columns.before, cell: (row: BuiltRow) => row.before, numeric: true },
  { id: 'after', head: words.columns.after, cell: (row: BuiltRow) => row.after, numeric: true },
  { id: 'change', head: words.columns.change, cell: (row: BuiltRow) => row.change, numeric: true },
]

function Consequences({ outcome }: { outcome: AsBuiltOutcome }) {
  const unit = useUnits()
  const { closingErrorMm, excessPerTileMm, movedWalls, widthChangeMm } = outcome
  const fine = (value: number) => formatLength(Math.abs(value), unit, 'fine')
  const each = fine(excessPerTileMm)
  const all = formatLength(Math.abs(closingErrorMm), unit)
  const closing = Math.abs(closingErrorMm) < 0.005
  const moved = `${widthChangeMm > 0 ? '+' : '−'}${fine(widthChangeMm)}`
  return (
    <>
      <p>
        {closing
          ? words.closes
          : closingErrorMm > 0
            ? words.over(each, all)
            : words.under(each, all)}
      </p>
      <p>{words.whatMoves(moved, movedWalls.length)}</p>
    </>
  )
}

function Foot({ outcome, applied }: { outcome: AsBuiltOutcome; applied: boolean }) {
  const edit = usePlan((state) => state.edit)
  const setApplied = useMeasured((state) => state.setApplied)
  const same = JSON.stringify(outcome.plan) === JSON.stringify(usePlan.getState().history?.present)
  return (
    <div className="built-foot">
      <Consequences outcome={outcome} />
      {applied || same ? (
        <p className="option-now">{applied ? words.applied : words.inPlanBuilt}</p>
      ) : (
        <Button
          look="primary"
          onClick={() => {
            setApplied(outcome)
            edit(() => outcome.plan)
          }}
        >
          {words.apply}
        </Button>
      )}
    </div>
  )
}

/** Old and new side by side, or why there is no new. */
function BuiltResult({ plan, ring, built }: FieldsProps) {
  const unit = useUnits()
  const last = useMeasured((state) => state.applied)
  const solved = useMemo(() => resolveAsBuilt(plan, ring.id, built), [plan, ring.id, built])
  const applied = last?.plan === plan ? last : null
  if (applied === null && !solved.ok) {
    return (
      <p className="solution-warning built-hint" role="alert">
        {problemSentence(solved.error)}
      </p>
    )
  }
  const outcome = applied ?? (solved.ok ? solved.value : null)
  if (outcome === null) return null
  return (
    <>
      <div className="built-table">
        <Table
          label={words.asBuilt}
          rows={builtRows(outcome, unit)}
          columns={COLUMNS}
          keyOf={(row) => row.id}
        />
      </div>
      <Foot outcome={outcome} applied={applied !== null} />
    </>
  )
}

/** What to measure, and what the log should come to as drawn. */
function MeasureFirst({ plan, ring }: { plan: Plan; ring: TileRing }) {
  const unit = useUnits()
  const { drawn } = ringRows(plan, ring)
  return (
    <p className="muted built-hint">
      {words.measureFirst}
      {drawn !== null && ` ${words.shouldBe(formatLength(drawn.heightMm, unit))}`}
    </p>
  )
}

/** What was measured on the built log, and what the ring becomes of it, old and new side by side. */
export function AsBuiltPanel({ plan, ring }: { plan: Plan; ring: TileRing }) {
  const drafts = useMeasured((state) => state.builtByRing)
  const built = builtOf(plan, ring, drafts)
  const untouched = built.logHeightMm === null && built.laidArcMm === null
  return (
    <div className="built">
      <BuiltFields plan={plan} ring={ring} built={built} />
      {untouched ? (
        <MeasureFirst plan={plan} ring={ring} />
      ) : (
        <BuiltResult plan={plan} ring={ring} built={built} />
      )}
    </div>
  )
}
