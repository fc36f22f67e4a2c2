import type {
  Compared,
  ComparedParameter,
  ComparedRule,
  SetUpComparison,
  Side,
} from '#core/compare/compare-set-ups.ts'
import type { SetUpFigures } from '#core/compare/set-up-outcome.ts'
import type { Finding, RiskLevel } from '#core/feasibility/finding.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import type { SetUpKey } from '#core/rosette/set-up.ts'
import { formatDecimal, formatLength } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { measureText, subjectText } from '../../../session/finding-text.ts'
import { formatClock } from '../../../session/time-text.ts'
import { operationsStrings } from '../operations.strings.ts'
import { formatTravel } from '../toolpath.view-model.ts'
import { compareStrings as words } from './compare.strings.ts'

/** What one side shows in a row. */
export interface CompareCell {
  readonly text: string
  /** Shown before the text; left out where nothing is judged. */
  readonly grade?: RiskLevel
  /** Smaller, after the text. */
  readonly note?: string
  /** What was said of it in full; left out where nothing was. */
  readonly sentences?: readonly string[]
}

/** One line of the comparison. */
export interface CompareRow {
  readonly id: string
  readonly label: string
  /** The parts it is about; empty for the whole plan. */
  readonly detail: string
  readonly a: CompareCell
  readonly b: CompareCell
  readonly differs: boolean
  readonly better: Side | null
}

/** What the texts depend on besides the comparison. */
export interface CompareTexts {
  readonly unit: LengthUnit
  readonly plan: Plan
  /** Names of machines and bits, by their ids. */
  readonly names: ReadonlyMap<string, string>
}

function rowOf<T>(
  head: Pick<CompareRow, 'id' | 'label' | 'detail'>,
  one: Compared<T>,
  cell: (value: T) => CompareCell,
  missing: string,
): CompareRow {
  const { a, b, differs, better } = one
  const of = (value: T | null) => (value === null ? { text: missing } : cell(value))
  return { ...head, a: of(a), b: of(b), differs, better }
}

const FIGURES: Readonly<Record<keyof SetUpFigures, (value: number, unit: LengthUnit) => string>> = {
  seconds: formatClock,
  cutLengthMm: formatTravel,
  rapidLengthMm: formatTravel,
  toolChanges: String,
  deepestPassMm: (valueMm, unit) => formatLength(valueMm, unit),
  mostBendingMm: (valueMm, unit) => measureText(valueMm, 'mm', unit) ?? '',
  wideCutMm: formatTravel,
  faults: String,
}

/** Every figure, whether it differs or not. */
export function figureRows(
  { figures }: SetUpComparison,
  { unit }: CompareTexts,
): readonly CompareRow[] {
  return figures.map((one) =>
    rowOf(
      { id: one.key, label: words.figures[one.key], detail: '' },
      one,
      (value) => ({ text: FIGURES[one.key](value, unit) }),
      words.notKnown,
    ),
  )
}

/** How a number of a set-up is told; ids and words are told by name. */
const CHOICES: Readonly<Partial<Record<SetUpKey, (value: number, unit: LengthUnit) => string>>> = {
  spindleRpm: (value) => `${formatDecimal(value, 0)} rpm`,
  feedMmPerMin: (value, unit) => measureText(value, 'mm/min', unit) ?? '',
  plungeMmPerMin: (value, unit) => measureText(value, 'mm/min', unit) ?? '',
  stepoverRatio: (value) => `${formatDecimal(value * 100, 0)} %`,
  rampDeg: (value) => `${formatDecimal(value, 1)}°`,
  dwellSeconds: (value) => `${formatDecimal(value, 1)} s`,
}

function choiceText(
  { key }: ComparedParameter,
  value: string | number | null,
  { unit, names }: CompareTexts,
): string {
  if (value === null) return words.none
  if (typeof value === 'number') {
    return (CHOICES[key] ?? formatLength)(value, unit)
  }
  if (value === 'climb' || value === 'conventional') return operationsStrings.directions[value]
  return names.get(value) ?? value
}

/** Every choice, with the part it is for where that is not the rosette itself. */
export function choiceRows(
  { parameters }: SetUpComparison,
  texts: CompareTexts,
): readonly CompareRow[] {
  return parameters.map((one) =>
    rowOf(
      { id: `${one.of} ${one.key}`, label: words.choices[one.key], detail: one.name },
      one,
      ({ value }) => ({ text: choiceText(one, value, texts) }),
      words.none,
    ),
  )
}

function findingCell(
  { grade, value, limit, unit: of, sentence }: Finding,
  unit: LengthUnit,
): CompareCell {
  const held = measureText(limit, of, unit)
  return {
    grade,
    text: measureText(value, of, unit) ?? '',
    ...(value !== null && held !== null && { note: words.limit(held) }),
    sentences: [sentence],
  }
}

const sameCell = (one: CompareCell, other: CompareCell) =>
  one.grade === other.grade && one.text === other.text && one.note === other.note

function joined(one: CompareCell, other: CompareCell): CompareCell {
  const sentences = [...(one.sentences ?? []), ...(other.sentences ?? [])]
  return { ...one, ...(sentences.length > 0 && { sentences }) }
}

/** Rows of one rule that say the same of several parts become one row that names them all. */
function gathered(rows: readonly CompareRow[]): readonly CompareRow[] {
  const found: CompareRow[] = []
  for (const row of rows) {
    const index = found.findIndex(
      (one) =>
        one.label === row.label &&
        one.better === row.better &&
        sameCell(one.a, row.a) &&
        sameCell(one.b, row.b),
    )
    const before = found[index]
    if (before === undefined) found.push(row)
    else {
      found[index] = {
        ...before,
        detail: `${before.detail} · ${row.detail}`,
        differs: before.differs || row.differs,
        a: joined(before.a, row.a),
        b: joined(before.b, row.b),
      }
    }
  }
  return found
}

function ruleRow(one: ComparedRule, index: number, { unit, plan }: CompareTexts): CompareRow {
  return rowOf(
    {
      id: `${one.ruleId} ${one.subject} ${String(index)}`,
      label: words.rules[one.ruleId] ?? one.ruleId,
      detail: subjectText(one.subject, plan),
    },
    one,
    (finding) => findingCell(finding, unit),
    words.notJudged,
  )
}

/** What every rule says, the worst first; parts of which a rule says the same stand in one row. */
export function ruleRows({ rules }: SetUpComparison, texts: CompareTexts): readonly CompareRow[] {
  return gathered(rules.map((one, index) => ruleRow(one, index, texts)))
}

/** What each cut takes. */
export function cutRows({ cuts }: SetUpComparison, { unit }: CompareTexts): readonly CompareRow[] {
  return cuts.map((one) =>
    rowOf(
      { id: one.key, label: one.name === '' ? words.soundhole : one.name, detail: '' },
      one,
      ({ seconds, lengthMm }) => ({
        text: formatClock(seconds),
        note: formatTravel(lengthMm, unit),
      }),
      words.notKnown,
    ),
  )
}
