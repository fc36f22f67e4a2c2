import { eachAxis, lengthOf, type Triple } from './axes.ts'
import type { MotionLimits } from './motion-limits.ts'
import { limitAlong } from './steps.ts'

/** Cosines beyond these count as a full turn back and as straight on. */
const STRAIGHT = 0.999999

/**
 * Square of the greatest speed at the corner of two directions, mm²/s², at most that of the slower
 * motion: the junction deviation (Jeon, "Improving Grbl: cornering algorithm", 2011).
 */
export function junctionSpeedSquared(
  before: Triple,
  after: Triple,
  slower: number,
  { acceleration: limits, junctionDeviationMm }: MotionLimits,
): number {
  const cosine = -(before[0] * after[0] + before[1] * after[1] + before[2] * after[2])
  if (cosine > STRAIGHT) return 0
  if (cosine < -STRAIGHT) return slower * slower
  const change = eachAxis((axis) => after[axis] - before[axis])
  const size = lengthOf(change)
  const acceleration = limitAlong(
    eachAxis((axis) => change[axis] / size),
    limits,
  )
  const halfSine = Math.sqrt(0.5 * (1 - cosine))
  const squared = (acceleration * junctionDeviationMm * halfSine) / (1 - halfSine)
  return Math.min(squared, slower * slower)
}
