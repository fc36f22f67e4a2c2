import { z } from 'zod'
import { depthFields, directionField, rampDegField, stockToLeaveField } from './depth.schema.ts'

const clearing = {
  ...depthFields,
  rampDeg: rampDegField,
  direction: directionField,
  stockToLeaveMm: stockToLeaveField,
  /** Distance of the contours, share of the tool's diameter; above one half something would stay. */
  stepoverRatio: z.number().min(0.02).max(0.5).default(0.4),
} as const

/** A pocket cleared by contours at even distances. */
export const contourPocketSchema = z.strictObject(clearing)

/** What may be set of a contour pocket. */
export type ContourPocketParams = z.output<typeof contourPocketSchema>

/** What a larger tool left of a pocket. */
export const restSchema = z.strictObject({
  ...clearing,
  /** The tool that cleared the pocket before. */
  previousToolDiameterMm: z.number().positive().max(50),
})

/** What may be set of rest machining. */
export type RestParams = z.output<typeof restSchema>

/** The pocket of an inlay. */
export const inlayFemaleSchema = z.strictObject({
  ...clearing,
  /** The tool the male piece is cut with: it limits the corners of both. */
  otherToolDiameterMm: z.number().positive().max(50),
})

/** What may be set of the pocket of an inlay. */
export type InlayFemaleParams = z.output<typeof inlayFemaleSchema>
