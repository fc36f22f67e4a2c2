import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'
import type { TileOption } from '#core/rosette/ring-options.ts'
import type { RingSolution, TileSolution } from '#core/rosette/solve-rosette.ts'
import { formatDecimal, formatLength, formatLengthNumber } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { usePlan } from '../../session/plan.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { Segmented } from '../../ui/Choice.tsx'
import { withRing } from './ring-editing.ts'
import { solutionStrings as words } from './solution.strings.ts'
import { TileShapePicture } from './TileShapePicture.tsx'

function optionRows(
  option: TileOption,
  closureMm: number,
  unit: LengthUnit,
): readonly (readonly [string, string])[] {
  const length = (value: number) => formatLength(value, unit)
  const number = (value: number) => formatLengthNumber(value, unit)
  const sign = option.distortionRatio < 0 ? '−' : '+'
  return [
    [words.wanted, words.wantedGot(number(option.wantedWidthMm), length(option.middleWidthMm))],
    [
      words.distortion,
      `${sign}${words.percent(formatDecimal(Math.abs(option.distortionRatio) * 100, 2))}`,
    ],
    [words.widths, words.range(number(option.innerWidthMm), length(option.outerWidthMm))],
    [words.taper, formatLength(option.taperMm, unit, 'fine')],
    [words.face, words.degrees(formatDecimal(option.faceAngleDeg, 3))],
    [words.sled, words.degrees(formatDecimal(option.columnSledAngleDeg, 4))],
    [words.perTile, words.upTo(formatLength(closureMm, unit, 'fine'))],
  ]
}

interface OptionProps {
  readonly ring: TileRing
  readonly option: TileOption
  readonly evenOnly: boolean
  /** Closing error that is spread over the tiles, mm. */
  readonly closureMm: number
}

function OptionCard({ ring, option, evenOnly, closureMm }: OptionProps) {
  const unit = useUnits()
  const edit = usePlan((state) => state.edit)
  const { tileCount, current, advised } = option
  return (
    <li className={current ? 'option option-on' : 'option'}>
      <header>
        <strong>{words.optionOf(tileCount)}</strong>
        {advised && <span className="tag">{words.advised}</span>}
      </header>
      <TileShapePicture option={option} ring={ring} />
      <dl>
        {optionRows(option, closureMm / tileCount, unit).map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {evenOnly && tileCount % 2 === 1 && <p className="caption">{words.oddOnly}</p>}
      {current ? (
        <p className="option-now">{words.inPlan}</p>
      ) : (
        <Button
          size="small"
          onClick={() => {
            edit((plan) =>
              withRing(plan, ring.id, (now) => (now.kind === 'tile' ? { ...now, tileCount } : now)),
            )
          }}
        >
          {words.take(tileCount)}
        </Button>
      )}
    </li>
  )
}

const TAPERS = (['auto', 'column', 'log'] as const).map((value) => ({
  value,
  label: words.tapers[value],
}))

function TaperNote({ ring, tiles }: { ring: TileRing; tiles: TileSolution }) {
  const unit = useUnits()
  const edit = usePlan((state) => state.edit)
  const { taperDecision, chosenTaper } = tiles
  const fine = (value: number) => formatLength(value, unit, 'fine')
  const sentence = taperDecision.taper === 'column' ? words.taperColumn : words.taperLog
  return (
    <section>
      <h3>{words.taperTitle}</h3>
      <p>{sentence(fine(taperDecision.edgeLossMm), fine(taperDecision.limitMm))}</p>
      {chosenTaper.taper !== taperDecision.taper && (
        <p className="solution-warning">{words.overruled}</p>
      )}
      <Segmented
        label={words.taperLabel}
        value={ring.taper}
        options={TAPERS}
        onChange={(taper) => {
          edit((plan) =>
            withRing(plan, ring.id, (now) => (now.kind === 'tile' ? { ...now, taper } : now)),
          )
        }}
      />
    </section>
  )
}

function ClosureNote({ solution, tiles }: { solution: RingSolution; tiles: TileSolution }) {
  const unit = useUnits()
  const fine = (value: number) => formatLength(value, unit, 'fine')
  const { hiddenArcDeg } = solution
  const { visibleTileCount, hiddenGapMm, tileCount } = tiles
  const known = hiddenArcDeg !== null && hiddenGapMm !== null && visibleTileCount !== null
  // a systematic error is some thousandths of a millimetre
  const same =
    unit === 'mm'
      ? `${formatDecimal(tiles.closureBudgetPerTileMm, 4)} mm`
      : fine(tiles.closureBudgetPerTileMm)
  return (
    <section>
      <h3>{words.closureTitle}</h3>
      <p>{words.closure(same, fine(tiles.randomBudgetPerTileMm))}</p>
      <p>
        {known
          ? words.hidden(
              words.degrees(formatDecimal(hiddenArcDeg, 1)),
              formatLength(hiddenGapMm, unit),
              visibleTileCount,
              tileCount,
            )
          : words.hiddenUnknown}
      </p>
    </section>
  )
}

function RowsNote({ solution, tiles }: { solution: RingSolution; tiles: TileSolution }) {
  const unit = useUnits()
  const length = (value: number) => formatLength(value, unit)
  const { drawn, excessMm } = tiles.rows
  return (
    <section>
      <h3>{words.rowsTitle}</h3>
      <p>{words.rows(tiles.rowCount, tiles.sacrificialRowsPerSide)}</p>
      <p>{words.edge(words.percent(formatDecimal(tiles.choice.edgeDistortionRatio * 100, 1)))}</p>
      {drawn !== null && excessMm !== null && Math.abs(excessMm) >= 0.005 && (
        <p className="solution-warning">
          {words.height(
            length(drawn.heightMm),
            length(solution.widthMm),
            excessMm > 0 ? words.higher(length(excessMm)) : words.lower(length(-excessMm)),
          )}
        </p>
      )}
      {drawn !== null && drawn.unevenMm >= 0.005 && (
        <p className="solution-warning">{words.uneven(length(drawn.unevenMm))}</p>
      )}
    </section>
  )
}

/** What `SolutionPanel` takes. */
export interface SolutionPanelProps {
  readonly plan: Plan
  readonly ring: TileRing
  readonly solution: RingSolution
}

/** The counts a ring of tiles could have side by side, and why it is tapered and closed as it is. */
export function SolutionPanel({ ring, solution }: SolutionPanelProps) {
  const { tiles } = solution
  if (tiles === null) return null
  const { options, evenOnly } = tiles.choice
  return (
    <div className="solution">
      <ul className="options" aria-label={words.options}>
        {options.map((option) => (
          <OptionCard
            key={option.tileCount}
            ring={ring}
            option={option}
            evenOnly={evenOnly}
            closureMm={tiles.closureBudgetPerTileMm * tiles.tileCount}
          />
        ))}
      </ul>
      <div className="solution-notes">
        <TaperNote ring={ring} tiles={tiles} />
        <ClosureNote solution={solution} tiles={tiles} />
        <RowsNote solution={solution} tiles={tiles} />
      </div>
    </div>
  )
}
