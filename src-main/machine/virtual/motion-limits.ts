import type { Triple } from './axes.ts'

/** Speeds in mm/s, accelerations in mm/s², lengths in mm. */
export interface MotionLimits {
  readonly stepsPerMm: Triple
  readonly maxRate: Triple
  readonly acceleration: Triple
  readonly junctionDeviationMm: number
}
