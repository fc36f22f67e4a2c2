import type { LaneMove, LogEntry, NamedLane } from './logged-job.ts'
import { RISK_WEIGHTS, type RiskGrade } from './risk-grade.ts'

/** A job on the timeline of its plan. */
export interface RiskPoint {
  readonly jobId: string
  readonly createdAt: string
  readonly jobType: string
  readonly lane: NamedLane
  readonly riskGrade: RiskGrade
  /** Weight of the grade, 0 to 1. */
  readonly score: number
}

/** How one plan or preset went on, the oldest first. */
export interface RiskTimeline {
  readonly points: readonly RiskPoint[]
  readonly moves: readonly LaneMove[]
}

const byTime = (a: { readonly createdAt: string }, b: { readonly createdAt: string }) =>
  a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0

/** The timeline of the entries of one plan or preset. */
export function riskTimeline(entries: readonly LogEntry[]): RiskTimeline {
  const points = entries.flatMap((entry): readonly RiskPoint[] => {
    if (entry.kind !== 'job') return []
    const { id, createdAt, jobType, lane, riskGrade } = entry.job
    return [{ jobId: id, createdAt, jobType, lane, riskGrade, score: RISK_WEIGHTS[riskGrade] }]
  })
  const moves = entries.flatMap((entry) => (entry.kind === 'move' ? [entry.move] : []))
  return { points: points.toSorted(byTime), moves: moves.toSorted(byTime) }
}
