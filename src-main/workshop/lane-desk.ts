import { JOB_TYPES } from '#core/analytics/job-types.ts'
import { statedFragility } from '#core/analytics/logged-job.ts'
import type { LaneAdvice, LaneEvent, LibraryEntry } from '#core/contract/plans.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import {
  decideLane,
  fragilityOfScore,
  isPromotion,
  type JudgedJob,
  type Lane,
  LANE_POLICY,
  LANES,
  laneOf,
} from '#core/workflow/lane-policy.ts'
import type { JobLogRecord, Kept, PatternRecord } from '../store/record.ts'
import type { Store } from '../store/store.ts'
import { problem } from './problems.ts'
import { SHIPPED_PREFIX } from './shipped-plans.ts'
import type { Surroundings } from './surroundings.ts'

/** How a job came out. */
export interface Outcome {
  readonly planId: string
  readonly runId: string | null
  readonly grade: 'GREEN' | 'YELLOW' | 'RED'
  readonly note: string
}

/** What is known of a plan's way through the lanes. */
export interface LaneHistory {
  readonly lane: LibraryEntry['lane']
  readonly advice: LaneAdvice[]
  readonly events: LaneEvent[]
}

/** Where plans are promoted and put back, every move in the job log. */
export interface LaneDesk {
  readonly history: (planId: string) => Result<LaneHistory, Problem>
  readonly setLane: (
    planId: string,
    lane: Lane,
    reason: string,
  ) => Result<{ planId: string; lane: Lane }, Problem>
  readonly recordOutcome: (
    outcome: Outcome,
  ) => Result<{ planId: string; lane: LibraryEntry['lane']; demoted: boolean }, Problem>
}

const OUTCOME = 'rosette_outcome'
const { promoted: PROMOTED, rolledBack: ROLLED_BACK } = JOB_TYPES
/** Longest history that is shown. */
const EVENT_LIMIT = 50

type PlanRecord = Kept<PatternRecord>

function judged(record: Kept<JobLogRecord>): JudgedJob {
  const grade = record.risk_grade?.toUpperCase()
  const known = (['GREEN', 'YELLOW', 'RED'] as const).find((one) => one === grade)
  return { grade: known ?? 'UNKNOWN', fragility: statedFragility(record) }
}

/** Moves of lanes are no jobs, and neither is what was never judged. */
function isJob({ job_type, risk_grade }: Kept<JobLogRecord>): boolean {
  return job_type !== PROMOTED && job_type !== ROLLED_BACK && typeof risk_grade === 'string'
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function eventOf(record: Kept<JobLogRecord>): LaneEvent | null {
  const kinds: Readonly<Record<string, LaneEvent['kind']>> = {
    [OUTCOME]: 'outcome',
    [PROMOTED]: 'promoted',
    [ROLLED_BACK]: 'rolled-back',
  }
  const kind = kinds[record.job_type ?? '']
  if (kind === undefined) return null
  return {
    atUtc: record.created_at,
    kind,
    grade: record.risk_grade ?? null,
    oldLane: textOf(record['old_lane']),
    newLane: textOf(record.promotion_lane),
    note: record.notes ?? '',
  }
}

type DeskStore = Pick<Store, 'patterns' | 'jobLog' | 'runs' | 'transact'>

function planRecord(store: DeskStore, planId: string): Result<PlanRecord | null, Problem> {
  if (planId.startsWith(SHIPPED_PREFIX)) return success(null)
  const record = store.patterns.get(planId)
  if (!record.ok) return record
  // tile patterns lie in the same table and are no plans
  if (record.value === null || record.value['kind'] !== undefined) {
    return failure(
      problem('not-found', `There is no plan ${planId}.`, 'Choose one from the list of plans.'),
    )
  }
  return success(record.value)
}

/** The desk over an open store. */
export function createLaneDesk(store: DeskStore, { newId }: Pick<Surroundings, 'newId'>): LaneDesk {
  const jobsOf = (planId: string): Result<readonly JudgedJob[], Problem> => {
    const records = store.jobLog.listByPreset(planId, 2 * LANE_POLICY.lookbackJobs)
    return records.ok ? success(records.value.filter(isJob).map(judged)) : records
  }
  /** Moves and notes it; the caller has asked the policy and holds a transaction. */
  const move = (record: PlanRecord, lane: Lane, reason: string): Result<Lane, Problem> => {
    const oldLane = laneOf(record.lane)
    const updated = store.patterns.update(record.id, { lane })
    if (!updated.ok) return updated
    const noted = store.jobLog.upsert({
      id: newId(),
      job_type: isPromotion(oldLane, lane) ? PROMOTED : ROLLED_BACK,
      preset_id: record.id,
      old_lane: oldLane,
      promotion_lane: lane,
      status: 'completed',
      notes: reason,
    })
    return noted.ok ? success(lane) : noted
  }
  const setLane: LaneDesk['setLane'] = (planId, lane, reason) =>
    store.transact((): Result<{ planId: string; lane: Lane }, Problem> => {
      const record = planRecord(store, planId)
      if (!record.ok) return record
      if (record.value === null) {
        return failure(
          problem('invalid-input', 'A shipped example is in no lane.', 'Duplicate it first.'),
        )
      }
      const now = laneOf(record.value.lane)
      if (now === lane) return success({ planId, lane })
      const jobs = jobsOf(planId)
      if (!jobs.ok) return jobs
      const decision = decideLane(lane, jobs.value)
      if (isPromotion(now, lane) && !decision.allowed) {
        return failure(problem('invalid-input', `The plan stays where it is: ${decision.reason}`))
      }
      const moved = move(record.value, lane, reason)
      return moved.ok ? success({ planId, lane: moved.value }) : moved
    })
  const history: LaneDesk['history'] = (planId) => {
    const record = planRecord(store, planId)
    if (!record.ok) return record
    const jobs = jobsOf(planId)
    if (!jobs.ok) return jobs
    const log = store.jobLog.listByPreset(planId, EVENT_LIMIT)
    if (!log.ok) return log
    const lane = record.value === null ? null : laneOf(record.value.lane)
    const advice = LANES.map((to): LaneAdvice => {
      if (lane === null || !isPromotion(lane, to))
        return { lane: to, allowed: lane !== null, reason: '' }
      const { allowed, reason } = decideLane(to, jobs.value)
      return { lane: to, allowed, reason }
    })
    const events = log.value.map(eventOf).filter((event) => event !== null)
    return success({ lane, advice, events })
  }
  return { history, setLane, recordOutcome: outcomeRecorder({ store, newId, move }) }
}

interface OutcomeParts {
  readonly store: DeskStore
  readonly newId: () => string
  readonly move: (record: PlanRecord, lane: Lane, reason: string) => Result<Lane, Problem>
}

/** The fragility of a run, from feasibility's score of it; unknown without a run. */
function runFragility(store: DeskStore, outcome: Outcome): Result<number | null, Problem> {
  if (outcome.runId === null) return success(null)
  const row = store.runs.get(outcome.runId)
  if (!row.ok) return row
  if (row.value?.plan_id !== outcome.planId) {
    return failure(
      problem(
        'not-found',
        `There is no run ${outcome.runId} of this plan.`,
        'Choose one of its runs.',
      ),
    )
  }
  return success(fragilityOfScore(row.value.score))
}

/** Whether a plan stands in a lane that a RED job takes it out of. */
function isTrusted(lane: LibraryEntry['lane']): boolean {
  return lane === 'safe' || lane === 'tuned_v1' || lane === 'tuned_v2'
}

function outcomeRecorder({ store, newId, move }: OutcomeParts): LaneDesk['recordOutcome'] {
  const note = (outcome: Outcome, lane: string | null) => {
    const fragility = runFragility(store, outcome)
    if (!fragility.ok) return fragility
    return store.jobLog.upsert({
      id: newId(),
      job_type: OUTCOME,
      preset_id: outcome.planId,
      parent_job_id: outcome.runId,
      lane,
      status: 'completed',
      risk_grade: outcome.grade,
      notes: outcome.note,
      metadata: { cam_profile_summary: { worst_fragility_score: fragility.value } },
    })
  }
  type Recorded = ReturnType<LaneDesk['recordOutcome']>
  return (outcome) =>
    store.transact((): Recorded => {
      const { planId, grade } = outcome
      const found = planRecord(store, planId)
      if (!found.ok) return found
      const record = found.value
      const lane = record === null ? null : laneOf(record.lane)
      const noted = note(outcome, lane)
      if (!noted.ok) return noted
      if (record === null || grade !== 'RED' || !isTrusted(lane)) {
        return success({ planId, lane, demoted: false })
      }
      const moved = move(record, 'experimental', outcome.note || 'A job ended RED.')
      return moved.ok ? success({ planId, lane: moved.value, demoted: true }) : moved
    })
}
