import type { FeasibilityReport, Finding, RiskLevel } from '../feasibility/finding.ts'
import type { SetUpParameter } from '../rosette/set-up.ts'
import type { CutEffort, SetUpFigures, SetUpOutcome } from './set-up-outcome.ts'

/** One of two set-ups: `a` is the plan as it is, `b` what is tried. */
export type Side = 'a' | 'b'

/** One thing of both set-ups. */
export interface Compared<T> {
  /** Null where that set-up has nothing of the kind, or where nobody knows. */
  readonly a: T | null
  readonly b: T | null
  readonly differs: boolean
  /** The side that is better; null where neither is, or where it cannot be said. */
  readonly better: Side | null
}

/** What one rule says of one part in both set-ups. */
export interface ComparedRule extends Compared<Finding> {
  readonly ruleId: string
  /** As of `Finding`; the plan's own bit is `tool:` and its machine `machine:`, whichever record they are. */
  readonly subject: string
}

/** One choice in both set-ups; no choice is better by itself. */
export interface ComparedParameter extends Compared<Pick<SetUpParameter, 'value'>> {
  readonly of: string
  readonly name: string
  readonly key: SetUpParameter['key']
}

/** What one cut takes in both set-ups; the faster one is better. */
export interface ComparedCut extends Compared<CutEffort> {
  readonly key: string
  readonly name: string
}

/** One figure in both set-ups. */
export interface ComparedFigure extends Compared<number> {
  readonly key: keyof SetUpFigures
}

/** Two set-ups of one plan held against each other. Turned round, everything is the same the other way. */
export interface SetUpComparison {
  /** By grade, and within a grade by score. */
  readonly verdict: Compared<Pick<FeasibilityReport, 'overall' | 'score'>>
  readonly parameters: readonly ComparedParameter[]
  /** Every rule of either report on every part once: the worse of the two first, as in a report. */
  readonly rules: readonly ComparedRule[]
  readonly figures: readonly ComparedFigure[]
  readonly cuts: readonly ComparedCut[]
  /** Why nothing could be planned of a set-up, one sentence each; null where it was. */
  readonly refusals: { readonly a: string | null; readonly b: string | null }
}

/** Numbers nearer than this share of the larger are the same: what differs in them is rounding. */
const SAME_SHARE = 1e-9

/** Worst first; that the two worst block alike is for `betterGrade` to say. */
const WORST_FIRST: readonly RiskLevel[] = ['UNKNOWN', 'RED', 'YELLOW', 'GREEN']

function areSame(a: number, b: number): boolean {
  return Math.abs(a - b) <= SAME_SHARE * Math.max(Math.abs(a), Math.abs(b))
}

/** The side with the smaller number; null where they are the same or one is not known. */
function smaller(a: number | null, b: number | null): Side | null {
  if (a === null || b === null || areSame(a, b)) return null
  return a < b ? 'a' : 'b'
}

/** Unknown is never better, and RED is no better than unknown: both block. */
function betterGrade(a: RiskLevel, b: RiskLevel): Side | null {
  const [ofA, ofB] = [WORST_FIRST.indexOf(a), WORST_FIRST.indexOf(b)]
  if (ofA === ofB || Math.max(ofA, ofB) <= WORST_FIRST.indexOf('RED')) return null
  return ofA > ofB ? 'a' : 'b'
}

/** Of two of one grade the one with the more room; where nothing is known neither. */
function roomier(grade: RiskLevel, a: number, b: number): Side | null {
  if (grade === 'UNKNOWN' || areSame(a, b)) return null
  return a > b ? 'a' : 'b'
}

function betterFinding(a: Finding | null, b: Finding | null): Side | null {
  // a rule that is silent has not been passed: another asks for what it misses, or it does not concern this one
  if (a === null || b === null) return null
  if (a.grade !== b.grade) return betterGrade(a.grade, b.grade)
  return roomier(a.grade, a.margin, b.margin)
}

function sameNumber(a: number | null, b: number | null): boolean {
  return a === null || b === null ? a === b : areSame(a, b)
}

function findingsDiffer(a: Finding | null, b: Finding | null): boolean {
  if (a === null || b === null) return a !== b
  return (
    a.grade !== b.grade ||
    !areSame(a.margin, b.margin) ||
    !sameNumber(a.value, b.value) ||
    !sameNumber(a.limit, b.limit)
  )
}

/** Pairs what has the same key on both sides, each key once, in the order of `a` with what only `b` has after. */
function paired<T>(
  a: readonly T[],
  b: readonly T[],
  keyOf: (item: T) => string,
): readonly (readonly [T | null, T | null])[] {
  const ofB = new Map(b.map((item) => [keyOf(item), item]))
  const ofA = new Set(a.map(keyOf))
  return [
    ...a.map((item) => [item, ofB.get(keyOf(item)) ?? null] as const),
    ...b.filter((item) => !ofA.has(keyOf(item))).map((item) => [null, item] as const),
  ]
}

/** One of a pair: that of `a` where it has one. */
function either<T>([a, b]: readonly [T | null, T | null]): T {
  const one = a ?? b
  if (one === null) throw new Error('a pair of nothing')
  return one
}

/**
 * The part a finding is about, as both set-ups have it: the plan's own bit and its machine are the same part
 * whichever record they are.
 */
function partOf(subject: string, { parameters }: SetUpOutcome): string {
  const own = (key: SetUpParameter['key']) =>
    String(parameters.find((one) => one.of === 'plan' && one.key === key)?.value)
  const [kind, id, ...rest] = subject.split(':')
  const isOwn =
    (kind === 'tool' && id === own('toolId')) || (kind === 'machine' && id === own('machineId'))
  return isOwn ? [kind, '', ...rest].join(':') : subject
}

/** Findings by rule, part and, where a rule speaks of a part several times, which of them it is. */
function placedFindings(outcome: SetUpOutcome) {
  const seen = new Map<string, number>()
  return outcome.report.findings.map((finding) => {
    const subject = partOf(finding.subject, outcome)
    const place = `${finding.ruleId} ${subject}`
    const count = seen.get(place) ?? 0
    seen.set(place, count + 1)
    return { key: `${place} ${String(count)}`, subject, finding }
  })
}

function severityOf({ a, b }: ComparedRule): number {
  const of = (finding: Finding | null) =>
    finding === null ? WORST_FIRST.length : WORST_FIRST.indexOf(finding.grade)
  return Math.min(of(a), of(b))
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function comparedRules(a: SetUpOutcome, b: SetUpOutcome): readonly ComparedRule[] {
  return paired(placedFindings(a), placedFindings(b), ({ key }) => key)
    .map((pair) => {
      const { key, subject, finding } = either(pair)
      const [ofA, ofB] = [pair[0]?.finding ?? null, pair[1]?.finding ?? null]
      const { ruleId } = finding
      const rule: ComparedRule = {
        ...{ ruleId, subject, a: ofA, b: ofB },
        differs: findingsDiffer(ofA, ofB),
        better: betterFinding(ofA, ofB),
      }
      return { key, rule }
    })
    .sort(
      (one, other) =>
        severityOf(one.rule) - severityOf(other.rule) || compareText(one.key, other.key),
    )
    .map(({ rule }) => rule)
}

function comparedParameters(a: SetUpOutcome, b: SetUpOutcome): readonly ComparedParameter[] {
  return paired(a.parameters, b.parameters, ({ of, key }) => `${of} ${key}`).map((pair) => {
    const { of, name, key } = either(pair)
    const differs = pair[0]?.value !== pair[1]?.value
    return { of, name, key, a: pair[0], b: pair[1], differs, better: null }
  })
}

function comparedCuts(a: SetUpOutcome, b: SetUpOutcome): readonly ComparedCut[] {
  return paired(a.cuts, b.cuts, ({ key }) => key).map((pair) => {
    const { key, name } = either(pair)
    const [ofA, ofB] = [pair[0]?.seconds ?? null, pair[1]?.seconds ?? null]
    const same =
      sameNumber(ofA, ofB) && sameNumber(pair[0]?.lengthMm ?? null, pair[1]?.lengthMm ?? null)
    return { key, name, a: pair[0], b: pair[1], differs: !same, better: smaller(ofA, ofB) }
  })
}

/** Figures of which less is better; a shorter way is not, for its time says that. */
const LESS_IS_BETTER: Readonly<Record<keyof SetUpFigures, boolean>> = {
  seconds: true,
  cutLengthMm: false,
  rapidLengthMm: false,
  toolChanges: true,
  deepestPassMm: false,
  mostBendingMm: true,
  wideCutMm: true,
  faults: true,
}
const FIGURE_KEYS = Object.keys(LESS_IS_BETTER) as readonly (keyof SetUpFigures)[]

function comparedFigures(a: SetUpFigures, b: SetUpFigures): readonly ComparedFigure[] {
  return FIGURE_KEYS.map((key) => {
    const [ofA, ofB] = [a[key], b[key]]
    const better = LESS_IS_BETTER[key] ? smaller(ofA, ofB) : null
    return { key, a: ofA, b: ofB, differs: !sameNumber(ofA, ofB), better }
  })
}

function comparedVerdict(a: FeasibilityReport, b: FeasibilityReport): SetUpComparison['verdict'] {
  const isSameGrade = a.overall === b.overall
  return {
    a: { overall: a.overall, score: a.score },
    b: { overall: b.overall, score: b.score },
    differs: !isSameGrade || a.score !== b.score,
    better: isSameGrade ? roomier(a.overall, a.score, b.score) : betterGrade(a.overall, b.overall),
  }
}

/**
 * Holds two set-ups of one plan against each other: judgement, choices, every rule, figures and what each cut
 * takes. What is not known on one side is never the better side.
 */
export function compareSetUps(a: SetUpOutcome, b: SetUpOutcome): SetUpComparison {
  return {
    verdict: comparedVerdict(a.report, b.report),
    parameters: comparedParameters(a, b),
    rules: comparedRules(a, b),
    figures: comparedFigures(a.figures, b.figures),
    cuts: comparedCuts(a, b),
    refusals: { a: a.refusal, b: b.refusal },
  }
}
