import type { EngagementSample } from './exact-judge.ts'

/** Engagement over a program in figures. */
export interface EngagementSummary {
  readonly maxRad: number
  /** Of the way that cuts at all. */
  readonly medianRad: number
  readonly p99Rad: number
  /** Level feed at the floor, mm, and the part of it that cut. */
  readonly feedLengthMm: number
  readonly cuttingLengthMm: number
  /** Of the cutting way, what cut mostly on the left of the tool, mm. */
  readonly conventionalLengthMm: number
}

/** Less than this is not cutting, radians (0.5°). */
const CUTTING_RAD = Math.PI / 360

/** Sums up samples; lengths weigh. All zero when there are none. */
export function summariseEngagement(samples: readonly EngagementSample[]): EngagementSummary {
  const cutting = samples
    .filter(({ engagedRad }) => engagedRad > CUTTING_RAD)
    .sort((a, b) => a.engagedRad - b.engagedRad)
  const lengthOf = (some: readonly EngagementSample[]) =>
    some.reduce((sum, { lengthMm }) => sum + lengthMm, 0)
  const cuttingLengthMm = lengthOf(cutting)
  const quantile = (share: number): number => {
    let reached = 0
    for (const { lengthMm, engagedRad } of cutting) {
      reached += lengthMm
      if (reached >= share * cuttingLengthMm) return engagedRad
    }
    return 0
  }
  return {
    maxRad: cutting.at(-1)?.engagedRad ?? 0,
    medianRad: quantile(0.5),
    p99Rad: quantile(0.99),
    feedLengthMm: lengthOf(samples),
    cuttingLengthMm,
    conventionalLengthMm: lengthOf(
      cutting.filter(({ leftRad, engagedRad }) => leftRad > engagedRad / 2),
    ),
  }
}
