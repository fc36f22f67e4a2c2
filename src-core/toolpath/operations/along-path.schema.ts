import { z } from 'zod'
import { depthFields, directionField, rampDegField, stockToLeaveField } from './depth.schema.ts'

/** A cut along the middle of a path. */
export const engraveSchema = z.strictObject({ ...depthFields, rampDeg: rampDegField })

/** What may be set of an engraving. */
export type EngraveParams = z.output<typeof engraveSchema>

const outline = {
  ...depthFields,
  rampDeg: rampDegField,
  direction: directionField,
  stockToLeaveMm: stockToLeaveField,
  /** Stays below the cut over its whole length and is cut with a knife. */
  onionSkinMm: z.number().min(0).max(5).default(0),
  /** Tabs that hold the piece, evenly along each path; 0 for none. */
  tabCount: z.int().min(0).max(50).default(0),
  /** Length of a tab's top between the two sides of the cut. */
  tabWidthMm: z.number().min(1).max(50).default(4),
  /** Height of a tab above the floor of the cut. */
  tabHeightMm: z.number().min(0.1).max(20).default(1),
  /** Of the arc on which the tool comes to the path and leaves it; 0 for none. */
  leadRadiusMm: z.number().min(0).max(25).default(1),
} as const

/** A cut along one side of a path, or on it. */
export const profileSchema = z.strictObject({
  ...outline,
  side: z.enum(['outside', 'inside', 'on']).default('outside'),
})

/** What may be set of a profile. */
export type ProfileParams = z.output<typeof profileSchema>

/** The piece of an inlay, cut out along its outside. */
export const inlayMaleSchema = z.strictObject({
  ...outline,
  /** The tool the pocket is cut with: it limits the corners of both. */
  otherToolDiameterMm: z.number().positive().max(50),
  /** Gap between the piece and the wall of its pocket, all round. */
  clearanceMm: z.number().min(0).max(1).default(0.05),
})

/** What may be set of the piece of an inlay. */
export type InlayMaleParams = z.output<typeof inlayMaleSchema>

/** Holes drilled straight down. */
export const drillSchema = z.strictObject({
  depthMm: depthFields.depthMm,
  safeHeightMm: depthFields.safeHeightMm,
  plungeFeedMmPerMin: depthFields.plungeFeedMmPerMin,
  /** Deepest bite before the tool comes out of the hole; null drills in one go. */
  peckMm: z.number().min(0.1).max(50).nullable().default(2),
  /** At the bottom. */
  dwellSeconds: z.number().min(0).max(10).default(0),
})

/** What may be set of drilling. */
export type DrillParams = z.output<typeof drillSchema>
