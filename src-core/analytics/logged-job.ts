import { type Lane, laneOf } from '../workflow/lane-policy.ts'
import { JOB_TYPES } from './job-types.ts'
import { type RiskGrade, riskGradeOf } from './risk-grade.ts'

/** A lane, or that a record names none. */
export type NamedLane = Lane | 'unknown'

/** A record of the job log or of a pattern, as the store keeps it. */
export type LogRecord = Readonly<Record<string, unknown>> & {
  readonly id: string
  readonly created_at: string
}

/** A job of the log, as far as risk is concerned. */
export interface LoggedJob {
  readonly id: string
  /** ISO-8601. */
  readonly createdAt: string
  readonly jobType: string
  /** The plan or preset it was a job of. */
  readonly presetId: string | null
  readonly lane: NamedLane
  readonly riskGrade: RiskGrade
  readonly docGrade: RiskGrade
  readonly gantryGrade: RiskGrade
  /** How near to going wrong it was, 0 to 1; null when nobody said. */
  readonly fragility: number | null
}

/** A plan going from one lane to another. */
export interface LaneMove {
  readonly id: string
  readonly createdAt: string
  readonly presetId: string | null
  readonly from: NamedLane
  readonly to: NamedLane
}

/** What an entry of the log is; sends belong to the run they sent and are none of these. */
export type LogEntry =
  | { readonly kind: 'job'; readonly job: LoggedJob }
  | { readonly kind: 'move'; readonly move: LaneMove }
  | { readonly kind: 'send' }

const MOVE_TYPES: readonly unknown[] = [JOB_TYPES.promoted, JOB_TYPES.rolledBack]

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

function firstText(record: LogRecord, keys: readonly string[]): string | null {
  for (const key of keys) {
    const text = textOf(record[key])
    if (text !== null) return text
  }
  return null
}

/** `promotion_lane` before `lane`: N8-N9 checklist, `_lane_for_entry`. */
const LANE_KEYS = ['promotion_lane', 'lane']

/** The lane a pattern's record names, null when it names none. */
export function patternLaneText(pattern: LogRecord): string | null {
  return firstText(pattern, LANE_KEYS)
}

/** The worst fragility a job's record states, here or in the older system; null when it states none. */
export function statedFragility(record: Readonly<Record<string, unknown>>): number | null {
  const worst = inner(inner(record, 'metadata'), 'cam_profile_summary')?.['worst_fragility_score']
  return typeof worst === 'number' && Number.isFinite(worst) ? worst : null
}

function inner(
  value: Readonly<Record<string, unknown>> | null,
  key: string,
): Readonly<Record<string, unknown>> | null {
  const found = value?.[key]
  return typeof found === 'object' && found !== null
    ? (found as Readonly<Record<string, unknown>>)
    : null
}

/**
 * Reads an entry of the job log. The lane of a job is its own, promoted before present, then that of its
 * pattern; a name that is no lane is `unknown`. Moves name where they come from as `old_lane`,
 * `from_lane` or `parent_lane`, and where they go as `promotion_lane`, `to_lane` or `lane`.
 */
export function logEntryOf(
  record: LogRecord,
  patternLane: (presetId: string) => string | null,
): LogEntry {
  const { id, created_at: createdAt, job_type: jobType } = record
  if (jobType === JOB_TYPES.send) return { kind: 'send' }
  const presetId = textOf(record['preset_id'])
  if (MOVE_TYPES.includes(jobType)) {
    const from = laneOf(firstText(record, ['old_lane', 'from_lane', 'parent_lane']))
    const to = laneOf(firstText(record, ['promotion_lane', 'to_lane', 'lane']))
    return { kind: 'move', move: { id, createdAt, presetId, from, to } }
  }
  const lane = firstText(record, LANE_KEYS) ?? (presetId === null ? null : patternLane(presetId))
  const job: LoggedJob = {
    ...{ id, createdAt, presetId },
    jobType: textOf(jobType) ?? '',
    lane: laneOf(lane),
    riskGrade: riskGradeOf(record['risk_grade']),
    docGrade: riskGradeOf(record['doc_grade']),
    gantryGrade: riskGradeOf(record['gantry_grade']),
    fragility: statedFragility(record),
  }
  return { kind: 'job', job }
}
