import { z } from 'zod'

/** Most operations of one plan. */
export const MOST_OPERATIONS = 64

const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 lower-case letters, digits or dashes')

const operationBase = {
  id,
  /** Closed paths of the plan: the outline first, then the islands that stay standing in it. */
  pathIds: z.array(id).min(1).max(16),
  /** An operation that is off is kept and not cut. */
  on: z.boolean(),
  toolId: z.string().min(1).max(60),
  /** Below the top; null while nobody has said how deep, which blocks. */
  depthMm: z.number().positive().max(50).nullable(),
  maxDepthPerPassMm: z.number().positive().max(50),
  direction: z.enum(['climb', 'conventional']),
  /** Stock that stays on the walls for good: the inlay is that much smaller. */
  stockToLeaveMm: z.number().min(0).max(2),
  spindleRpm: z.number().positive().max(120_000),
  feedMmPerMin: z.number().positive().max(50_000),
  plungeMmPerMin: z.number().positive().max(50_000),
}

/** A pocket cleared with a bounded engagement, its walls finished through the same gate. */
const pocket = z.strictObject({
  kind: z.literal('pocket'),
  ...operationBase,
  /** Radial depth of a straight cut as a share of the tool's diameter; sets the engagement. */
  stepoverRatio: z.number().min(0.02).max(0.5),
  /** Steepest way down, helix or ramp, degrees. */
  rampDeg: z.number().min(0.5).max(10),
})

/** One operation on closed paths that were taken from drawings, in the order they are cut. */
export const planOperationSchema = z.discriminatedUnion('kind', [pocket])

/** One operation on closed paths that were taken from drawings. */
export type PlanOperation = z.output<typeof planOperationSchema>
