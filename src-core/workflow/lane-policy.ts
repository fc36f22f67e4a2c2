/** Lanes a plan is kept in, the most trusted first. */
export const LANES = ['safe', 'tuned_v2', 'tuned_v1', 'experimental', 'archived'] as const
/** A lane. */
export type Lane = (typeof LANES)[number]

/** The lane a text names, in whatever case; anything else is unknown. */
export function laneOf(text: string | null | undefined): Lane | 'unknown' {
  const lower = text?.trim().toLowerCase()
  return LANES.find((lane) => lane === lower) ?? 'unknown'
}

/** How a job ended, as far as the policy counts it. */
export interface JudgedJob {
  readonly grade: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'
  /** How close to going wrong it was, 0 to 1; null when nobody knows. */
  readonly fragility: number | null
}

/** What a plan must have shown before it is trusted more. */
export const LANE_POLICY = {
  /** So many of a plan's newest jobs are looked at. */
  lookbackJobs: 200,
  /** Clean jobs each lane wants. */
  cleanJobs: { safe: 5, tuned_v1: 3, tuned_v2: 4 },
  /** Above this nothing is safe. */
  safeFragilityMax: 0.6,
  /** A YELLOW job up to this is clean all the same. */
  cleanYellowFragilityMax: 0.3,
  /** From this on a job is never clean, and its plan goes to no lane. */
  ultraFragility: 0.9,
} as const

/** Whether a plan may go to a lane, and why. */
export interface LaneDecision {
  readonly allowed: boolean
  readonly reason: string
  readonly cleanJobs: number
  /** Clean jobs the lane wants; 0 where it wants none. */
  readonly neededJobs: number
}

/**
 * A clean job: GREEN, or YELLOW while barely fragile. What is not known is not taken as good: a YELLOW job of
 * unknown fragility is not clean, and for `safe` neither is a GREEN one.
 */
function isClean({ grade, fragility }: JudgedJob, lane: Lane): boolean {
  if (fragility === null) return grade === 'GREEN' && lane !== 'safe'
  if (fragility >= LANE_POLICY.ultraFragility) return false
  return (
    grade === 'GREEN' || (grade === 'YELLOW' && fragility <= LANE_POLICY.cleanYellowFragilityMax)
  )
}

/** Clean jobs a lane wants. */
function neededFor(lane: Lane): number {
  return lane === 'experimental' || lane === 'archived' ? 0 : LANE_POLICY.cleanJobs[lane]
}

const two = (value: number) => value.toFixed(2)

/**
 * Decides whether a plan may go to a lane, from its jobs, newest first. Checked in this order: the newest
 * job, ultra-fragile jobs, fragility for `safe`, clean jobs.
 */
export function decideLane(lane: Lane, jobs: readonly JudgedJob[]): LaneDecision {
  const seen = jobs.slice(0, LANE_POLICY.lookbackJobs)
  const cleanJobs = seen.filter((job) => isClean(job, lane)).length
  const neededJobs = neededFor(lane)
  const answer = (allowed: boolean, reason: string) => ({ allowed, reason, cleanJobs, neededJobs })
  const worst = Math.max(0, ...seen.map(({ fragility }) => fragility ?? 0))
  if (neededJobs > 0 && seen[0]?.grade === 'RED') {
    return answer(false, 'The newest job ended RED. Find out why, and cut a clean one first.')
  }
  if (worst >= LANE_POLICY.ultraFragility) {
    return answer(
      false,
      `One of its jobs had a fragility of ${two(worst)}; from ${two(LANE_POLICY.ultraFragility)} on no lane takes it.`,
    )
  }
  if (lane === 'safe' && worst > LANE_POLICY.safeFragilityMax) {
    return answer(
      false,
      `One of its jobs had a fragility of ${two(worst)}; safe takes up to ${two(LANE_POLICY.safeFragilityMax)}.`,
    )
  }
  if (cleanJobs < neededJobs) {
    return answer(
      false,
      `${String(cleanJobs)} of ${String(neededJobs)} clean jobs: cut and record ${String(neededJobs - cleanJobs)} more.`,
    )
  }
  return answer(
    true,
    neededJobs === 0
      ? 'Needs no clean jobs.'
      : `${String(cleanJobs)} clean jobs, ${String(neededJobs)} are needed.`,
  )
}

/** True when a move trusts a plan more than before; archived and unknown plans are trusted least. */
export function isPromotion(from: Lane | 'unknown', to: Lane): boolean {
  const rank = (lane: Lane | 'unknown') => (lane === 'unknown' ? LANES.length : LANES.indexOf(lane))
  return to !== 'experimental' && to !== 'archived' && rank(to) < rank(from)
}

/** The fragility of a job, from feasibility's score of what was cut: how far it was from perfect, 0 to 1. */
export function fragilityOfScore(score: number | null): number | null {
  return score === null ? null : Math.min(1, Math.max(0, (100 - score) / 100))
}
