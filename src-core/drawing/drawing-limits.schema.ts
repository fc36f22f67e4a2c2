import { z } from 'zod'
import { LIMIT_RANGES, type LimitRange } from './drawing-limits.ts'

const whole = ({ least, most }: LimitRange) => z.int().min(least).max(most)

/** Limits as they are kept and handed over. */
export const drawingLimitsSchema = z.strictObject({
  fileMb: whole(LIMIT_RANGES.fileMb),
  segments: whole(LIMIT_RANGES.segments),
  coordinateMm: whole(LIMIT_RANGES.coordinateMm),
  nesting: whole(LIMIT_RANGES.nesting),
  seconds: whole(LIMIT_RANGES.seconds),
})
