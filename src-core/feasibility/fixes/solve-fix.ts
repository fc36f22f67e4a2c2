import type { Plan } from '../../rosette/plan.schema.ts'
import { evaluateFeasibility, jobContextOf } from '../evaluate.ts'
import type { FeasibilityReport, Finding, RiskLevel } from '../finding.ts'
import { type JobContext, jobRecords, type LibraryRecords } from '../job-context.ts'
import { RULES } from '../registry.ts'
import type { Rule } from '../rule.ts'
import type { ChoiceKnob, Knob, KnobRange, NumberKnob } from './knob.ts'
import { editPlan, type PlanEdit } from './plan-edit.ts'
import { RING_KNOBS } from './ring-knobs.ts'
import { ROUTER_KNOBS } from './router-knobs.ts'
import { SAW_KNOBS } from './saw-knobs.ts'

const KNOBS: readonly Knob[] = [...ROUTER_KNOBS, ...RING_KNOBS, ...SAW_KNOBS]

/** How a number was turned: from where, in which steps, and the edit to any other of them. */
interface Turn {
  readonly from: number
  readonly to: number
  readonly step: number
  readonly editTo: (value: number) => PlanEdit
}

/** A change that mends a finding. */
interface Candidate {
  readonly edit: PlanEdit
  readonly cost: number
  /** Null for a choice. */
  readonly turn: Turn | null
}

/** The cheapest change of one field that makes a finding GREEN without making anything worse. */
export interface Fix {
  /** The finding it mends. */
  readonly ruleId: string
  readonly subject: string
  readonly edit: PlanEdit
  /** What it costs the person, against other fixes; smaller is easier. */
  readonly cost: number
}

/** A fix on its way, with how it was found and how bad its finding is. */
interface FoundFix extends Candidate {
  readonly finding: Finding
}

/** How bad a report is: nothing unknown before nothing RED before nothing YELLOW. */
const WEIGHT: Readonly<Record<RiskLevel, number>> = {
  GREEN: 0,
  YELLOW: 1,
  RED: 1000,
  UNKNOWN: 1_000_000,
}

function badness({ findings }: FeasibilityReport): number {
  return findings.reduce((sum, { grade }) => sum + WEIGHT[grade], 0)
}

function judge(plan: Plan, library: LibraryRecords): FeasibilityReport {
  return evaluateFeasibility(plan, jobRecords(plan, library))
}

/** Whether a finding is mended: what its rule says of its subject is GREEN, or it says nothing any more. */
function isMended(findings: readonly Finding[], { ruleId, subject }: Finding): boolean {
  return findings.every(
    (found) => found.ruleId !== ruleId || found.subject !== subject || found.grade === 'GREEN',
  )
}

/** Everything the search for one finding looks at. */
interface Search {
  readonly plan: Plan
  readonly library: LibraryRecords
  readonly job: JobContext
  readonly finding: Finding
  /** The rules that speak of it: the only ones asked until a candidate is found. */
  readonly rules: readonly Rule[]
}

function mends({ plan, library, finding, rules }: Search, edit: PlanEdit): boolean {
  const changed = editPlan(plan, [edit])
  const job = jobContextOf(changed, jobRecords(changed, library))
  return isMended(
    rules.flatMap((rule) => rule(job)),
    finding,
  )
}

/** A value on the knob's steps, free of the dust that adding steps leaves. */
function onStep(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toFixed(6))
}

/**
 * The nearest step in one direction that mends the finding: strides double until one does, and halving
 * finds the first. Null when none up to the bound does.
 */
function nearest(search: Search, knob: NumberKnob, range: KnobRange, sign: 1 | -1): number | null {
  const { now, least, greatest, step } = range
  const start = onStep(now, step)
  const bound = sign > 0 ? greatest : least
  const most = Math.floor((Math.abs(bound - start) + 1e-9) / step)
  const valueAt = (strides: number) => onStep(start + sign * strides * step, step)
  const good = (strides: number) => {
    const value = valueAt(strides)
    return mends(search, knob.editTo(value, search.finding, search.job))
  }
  let bad = 0
  for (let strides = 1; strides <= most; strides = Math.min(2 * strides, most)) {
    if (good(strides)) {
      let mended = strides
      while (mended - bad > 1) {
        const middle = (mended + bad) >> 1
        if (good(middle)) mended = middle
        else bad = middle
      }
      return valueAt(mended)
    }
    bad = strides
    if (strides === most) break
  }
  return null
}

function numberCandidates(search: Search, knob: NumberKnob): readonly Candidate[] {
  const range = knob.rangeOf(search.job, search.finding)
  if (range === null) return []
  return ([-1, 1] as const).flatMap((sign) => {
    const value = nearest(search, knob, range, sign)
    if (value === null || value <= 0) return []
    const turned = Math.abs(Math.log2(value / Math.max(range.now, range.step)))
    const editTo = (to: number) => knob.editTo(to, search.finding, search.job)
    const turn = { from: onStep(range.now, range.step), to: value, step: range.step, editTo }
    return [{ edit: editTo(value), cost: knob.cost * turned, turn }]
  })
}

/** Of two choices that mend, the one that leaves less to mend costs less. */
const COST_OF_BADNESS = 1e-3

function choiceCandidates(search: Search, knob: ChoiceKnob): readonly Candidate[] {
  const { job, finding, plan, library } = search
  return knob
    .editsOf(job, finding)
    .filter((edit) => mends(search, edit))
    .map((edit) => {
      const left = badness(judge(editPlan(plan, [edit]), library))
      return { edit, cost: knob.cost + COST_OF_BADNESS * left, turn: null }
    })
}

/** The cheapest change that mends one finding of a report and makes nothing worse; null when there is none. */
function cheapestFix(
  plan: Plan,
  library: LibraryRecords,
  report: FeasibilityReport,
  finding: Finding,
): FoundFix | null {
  const job = jobContextOf(plan, jobRecords(plan, library))
  const rules = RULES.filter((rule) => rule(job).some(({ ruleId }) => ruleId === finding.ruleId))
  const search: Search = { plan, library, job, finding, rules }
  const candidates = KNOBS.filter(({ ruleIds }) => ruleIds.includes(finding.ruleId))
    .flatMap((knob) =>
      knob.kind === 'number' ? numberCandidates(search, knob) : choiceCandidates(search, knob),
    )
    .sort((a, b) => a.cost - b.cost)
  for (const candidate of candidates) {
    const after = judge(editPlan(plan, [candidate.edit]), library)
    if (isMended(after.findings, finding) && badness(after) < badness(report)) {
      return { ...candidate, finding }
    }
  }
  return null
}

/** The fixes of a plan: the cheapest for each finding that has one, and a set that makes as much GREEN as can be. */
export interface FixProposal {
  readonly fixes: readonly Fix[]
  /** Made one after another, in this order. */
  readonly together: readonly PlanEdit[]
  /** How the plan would be judged with all of `together`. */
  readonly overallAfter: RiskLevel
}

function mendsAlso(
  plan: Plan,
  library: LibraryRecords,
  { edit }: FoundFix,
  finding: Finding,
): boolean {
  return isMended(judge(editPlan(plan, [edit]), library).findings, finding)
}

/** The cheapest fix of every finding that has one, the worst finding first. */
function fixesOf(
  plan: Plan,
  library: LibraryRecords,
  report: FeasibilityReport,
): readonly FoundFix[] {
  const fixes: FoundFix[] = []
  for (const finding of report.findings) {
    if (finding.grade === 'GREEN') continue
    // one change often mends every ring at once, and then it is the same change
    const shared = fixes.find(
      (fix) => fix.finding.ruleId === finding.ruleId && mendsAlso(plan, library, fix, finding),
    )
    const fix =
      shared === undefined ? cheapestFix(plan, library, report, finding) : { ...shared, finding }
    if (fix !== null) fixes.push(fix)
  }
  return fixes
}

/**
 * The fix to make first: the cheapest of those for the worst findings. Where others want the same field
 * turned, the one that turns it furthest, so that the person sets it once.
 */
function nextOf(open: readonly FoundFix[]): FoundFix {
  const worst = Math.max(...open.map(({ finding }) => WEIGHT[finding.grade]))
  const cheapest = open
    .filter(({ finding }) => WEIGHT[finding.grade] === worst)
    .reduce((least, fix) => (fix.cost < least.cost ? fix : least))
  const place = cheapest.edit.path.join('.')
  return open
    .filter(({ edit }) => edit.path.join('.') === place)
    .reduce((most, fix) => (fix.cost > most.cost ? fix : most))
}

/** No plan needs more changes than it has fields a fix may turn. */
const MOST_CHANGES = 12

/** One change after another, until nothing is left that can be mended; a later one of a field replaces the earlier. */
function mendAll(
  plan: Plan,
  library: LibraryRecords,
  first: readonly FoundFix[],
): readonly FoundFix[] {
  const made = new Map<string, FoundFix>()
  let changed = plan
  let open = first
  for (let count = 0; open.length > 0 && count < MOST_CHANGES; count += 1) {
    const next = nextOf(open)
    made.set(next.edit.path.join('.'), next)
    changed = editPlan(changed, [next.edit])
    open = fixesOf(changed, library, judge(changed, library))
  }
  return [...made.values()]
}

/**
 * Takes back what later changes made needless: each number is turned back towards where it stood as far
 * as the others allow, and a change that is not needed any more is left out.
 */
function relax(
  plan: Plan,
  library: LibraryRecords,
  made: readonly FoundFix[],
): readonly PlanEdit[] {
  let edits: readonly PlanEdit[] = made.map(({ edit }) => edit)
  const target = badness(judge(editPlan(plan, edits), library))
  const isEnough = (tried: readonly PlanEdit[]) =>
    badness(judge(editPlan(plan, tried), library)) <= target
  for (const { edit, turn } of made) {
    const without = edits.filter((other) => other !== edit)
    if (isEnough(without)) edits = without
    else if (turn !== null) {
      const eased = easeTurn(startOf(plan, edit, turn), turn, (to) =>
        isEnough(edits.map((other) => (other === edit ? to : other))),
      )
      edits = edits.map((other) => (other === edit ? eased : other))
    }
  }
  return edits
}

/** Where the field stood in the plan as it was; a turn may have begun at what an earlier one had set. */
function startOf(plan: Plan, { path }: PlanEdit, turn: Turn): number {
  const value = path.reduce<unknown>(
    (node, key) => (typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined),
    plan,
  )
  return typeof value === 'number' ? onStep(value, turn.step) : turn.from
}

/** The edit nearest to `start` that is still enough; that of the turn itself always is. */
function easeTurn(start: number, turn: Turn, isEnough: (edit: PlanEdit) => boolean): PlanEdit {
  const { to, step, editTo } = turn
  const sign = Math.sign(to - start)
  const at = (strides: number) => editTo(onStep(start + sign * strides * step, step))
  let enough = Math.round(Math.abs(to - start) / step)
  let tooFew = 0
  while (enough - tooFew > 1) {
    const middle = (enough + tooFew) >> 1
    if (isEnough(at(middle))) enough = middle
    else tooFew = middle
  }
  return at(enough)
}

/**
 * Solves what would make a plan GREEN: for every finding that is not, the cheapest change of one field
 * that mends it and worsens nothing; and the changes that together mend as much as can be mended, each no
 * larger than it must be. Measurements are never made up: what is unknown has no fix.
 */
export function proposeFixes(plan: Plan, library: LibraryRecords): FixProposal {
  const found = fixesOf(plan, library, judge(plan, library))
  const together = relax(plan, library, mendAll(plan, library, found))
  return {
    fixes: found.map(({ finding: { ruleId, subject }, edit, cost }) => ({
      ruleId,
      subject,
      edit,
      cost,
    })),
    together,
    overallAfter: judge(editPlan(plan, together), library).overall,
  }
}
