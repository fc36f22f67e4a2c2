import type {
  Compared,
  ComparedFigure,
  ComparedParameter,
  ComparedRule,
  SetUpComparison,
  Side,
} from '#core/compare/compare-set-ups.ts'
import type { SetUpFigures } from '#core/compare/set-up-outcome.ts'
import type { Finding } from '#core/feasibility/finding.ts'
import type { SetUpKey } from '#core/rosette/set-up.ts'
import { clockTime, mm, textTable } from './table.ts'

const CHOICES: Readonly<Record<SetUpKey, string>> = {
  machineId: 'machine',
  toolId: 'bit',
  stickoutMm: 'stick-out, mm',
  spindleRpm: 'spindle, rpm',
  feedMmPerMin: 'feed, mm/min',
  plungeMmPerMin: 'plunge feed, mm/min',
  maxDepthPerPassMm: 'depth of a pass, mm',
  stepoverRatio: 'stepover, of the diameter',
  finishAllowanceMm: 'finishing allowance, mm',
  direction: 'direction',
  safeHeightMm: 'safe height, mm',
  rampDeg: 'entry ramp, degrees',
  peckMm: 'peck, mm',
  dwellSeconds: 'wait at the bottom, s',
  leadRadiusMm: 'lead radius, mm',
}

const FIGURES: Readonly<
  Record<keyof SetUpFigures, readonly [label: string, show: (value: number) => string]>
> = {
  seconds: ['time in all', clockTime],
  cutLengthMm: ['cutting', mm],
  rapidLengthMm: ['travelling', mm],
  toolChanges: ['changes of bit', String],
  deepestPassMm: ['deepest pass', mm],
  mostBendingMm: ['most bending of a bit', (valueMm) => `${valueMm.toFixed(4)} mm`],
  wideCutMm: ['cut with more than a quarter turn in the wood', mm],
  faults: ['found by the simulation', String],
}

type Cells = readonly [what: string, a: string, b: string, better: string]

function betterText(better: Side | null): string {
  return better === null ? '' : `${better.toUpperCase()} is better`
}

function cells<T>(what: string, one: Compared<T>, show: (value: T) => string): Cells {
  const text = (value: T | null) => (value === null ? '-' : show(value))
  return [what, text(one.a), text(one.b), betterText(one.better)]
}

function findingText({ grade, value, limit, unit }: Finding): string {
  const number = (one: number) => String(Number(one.toPrecision(4)))
  if (value === null) return grade
  const held = limit === null ? '' : ` against ${number(limit)}`
  return `${grade} ${number(value)}${held} ${unit}`.trim()
}

const choiceRow = (one: ComparedParameter): Cells =>
  cells([one.name, CHOICES[one.key]].filter(Boolean).join(': '), one, ({ value }) =>
    value === null ? 'none' : String(value),
  )
const ruleRow = (one: ComparedRule): Cells =>
  cells(`${one.ruleId} ${one.subject}`, one, findingText)
const figureRow = (one: ComparedFigure): Cells => {
  const [label, show] = FIGURES[one.key]
  return cells(label, one, show)
}

function block(head: string, rows: readonly Cells[], otherwise: string): readonly Cells[] {
  const none: Cells = [`  ${otherwise}`, '', '', '']
  const told = rows.map(([what, ...rest]): Cells => [`  ${what}`, ...rest])
  return [['', '', '', ''], [head, '', '', ''], ...(told.length > 0 ? told : [none])]
}

/** A comparison for reading: the judgement and all figures, and of choices, rules and cuts those that differ. */
export function comparisonText(comparison: SetUpComparison): string {
  const { verdict, parameters, rules, figures, cuts, refusals } = comparison
  const different = <T extends Compared<unknown>>(all: readonly T[]) =>
    all.filter(({ differs }) => differs)
  const table = textTable([
    ['', 'A', 'B', ''],
    cells('judgement', verdict, ({ overall, score }) => `${overall} ${String(score)}`),
    ...block('choices that differ', different(parameters).map(choiceRow), 'none'),
    ...block('rules that differ', different(rules).map(ruleRow), 'none'),
    ...block('figures', figures.map(figureRow), 'none'),
    ...block(
      'time of each cut',
      cuts.map((one) => cells(one.name || 'Soundhole', one, ({ seconds }) => clockTime(seconds))),
      'nothing was planned',
    ),
  ])
  const refused = (['a', 'b'] as const).flatMap((side) => {
    const why = refusals[side]
    return why === null ? [] : [`${side.toUpperCase()} is not planned: ${why}`]
  })
  return [table, ...refused].join('\n')
}
