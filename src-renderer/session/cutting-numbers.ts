/**
 * How the numbers of a plan's cutting are typed, by key: what they count, from where to where, and the step of
 * the arrow keys; lengths in mm, feeds in mm/min, shares 0 to 1. One place, so that no form allows what another
 * refuses.
 */
export const CUTTING_NUMBERS = {
  spindleRpm: { kind: 'rpm', range: { min: 1, max: 120_000 }, step: 500 },
  feedMmPerMin: { kind: 'feed', range: { min: 1, max: 50_000 }, step: 50 },
  plungeMmPerMin: { kind: 'feed', range: { min: 1, max: 50_000 }, step: 25 },
  maxDepthPerPassMm: { kind: 'length', range: { min: 0.01, max: 50 }, step: 0.1 },
  stepoverRatio: { kind: 'percent', range: { min: 0.05, max: 0.9 }, step: 0.05 },
  finishAllowanceMm: { kind: 'length', range: { min: 0, max: 1 }, step: 0.05 },
  safeHeightMm: { kind: 'length', range: { min: 1, max: 100 }, step: 1 },
} as const
