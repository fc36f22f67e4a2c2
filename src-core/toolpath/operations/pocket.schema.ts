import { z } from 'zod'
import { depthFields, directionField, rampDegField, stockToLeaveField } from './depth.schema.ts'

/** A pocket cleared with a proved bound of engagement. */
export const pocketSchema = z.strictObject({
  ...depthFields,
  rampDeg: rampDegField,
  direction: directionField,
  stockToLeaveMm: stockToLeaveField,
  /** Radial depth of a straight cut, share of the tool's diameter. */
  stepoverRatio: z.number().min(0.02).max(0.5).default(0.2),
})

/** What may be set of a pocket. */
export type PocketParams = z.output<typeof pocketSchema>
