import { z } from 'zod'

/** Most operations of one plan. */
export const MOST_OPERATIONS = 64

const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 lower-case letters, digits or dashes')

const head = {
  id,
  /** An operation that is off is kept and not cut. */
  on: z.boolean(),
  toolId: z.string().min(1).max(60),
  spindleRpm: z.number().positive().max(120_000),
  /** How fast the tool may go straight down; holes are drilled at it. */
  plungeMmPerMin: z.number().positive().max(50_000),
}

/** Paths of the plan; of an area the outline first, then the islands that stay standing in it. */
const areaPathIds = z.array(id).min(1).max(16)
/** Paths of the plan, each cut by itself. */
const pathIds = z.array(id).min(1).max(64)
/** Below the top; null while nobody has said how deep, which blocks. */
const depthMm = z.number().positive().max(50).nullable()

/** Cut sideways, in passes. */
const sideways = {
  feedMmPerMin: z.number().positive().max(50_000),
  /** Deepest cut of one pass; passes are equal. */
  maxDepthPerPassMm: z.number().positive().max(50),
  /** Steepest way down, helix or ramp, degrees. */
  rampDeg: z.number().min(0.5).max(10),
}

/** Climb has the wood on the right of a tool that turns clockwise. */
const direction = z.enum(['climb', 'conventional'])
/** Stock that stays on the walls for good: what goes in is that much smaller. */
const stockToLeaveMm = z.number().min(0).max(2)
/** Radial depth of a straight cut as a share of the tool's diameter. */
const stepoverRatio = z.number().min(0.02).max(0.5)

const clearing = { ...head, ...sideways, direction, stepoverRatio }
const outline = {
  ...head,
  ...sideways,
  direction,
  /** Stays below the cut over its whole length and is cut with a knife. */
  onionSkinMm: z.number().min(0).max(5),
  /** Tabs that hold the piece, evenly along each path; 0 for none. */
  tabCount: z.int().min(0).max(50),
  /** Length of a tab's top between the two sides of the cut. */
  tabWidthMm: z.number().min(1).max(50),
  /** Height of a tab above the floor of the cut. */
  tabHeightMm: z.number().min(0.1).max(20),
  /** Of the arc on which the tool comes to the path and leaves it; 0 for none. */
  leadRadiusMm: z.number().min(0).max(25),
}

/** A pocket cleared with a bounded engagement, its walls finished through the same gate. */
const pocket = z.strictObject({
  kind: z.literal('pocket'),
  pathIds: areaPathIds,
  depthMm,
  stockToLeaveMm,
  ...clearing,
})

/** A pocket cleared by contours at even distances. */
const contourPocket = z.strictObject({
  kind: z.literal('contourPocket'),
  pathIds: areaPathIds,
  depthMm,
  stockToLeaveMm,
  ...clearing,
})

/** What the larger tool of an earlier pocket left of it: its paths, depth and stock are that pocket's. */
const rest = z.strictObject({ kind: z.literal('rest'), ofId: id, ...clearing })

/** A cut along one side of paths, or on them. */
const profile = z.strictObject({
  kind: z.literal('profile'),
  pathIds,
  depthMm,
  side: z.enum(['outside', 'inside', 'on']),
  stockToLeaveMm,
  ...outline,
})

/** A cut along the middle of paths. */
const engrave = z.strictObject({
  kind: z.literal('engrave'),
  pathIds,
  depthMm,
  ...head,
  ...sideways,
})

/** Holes drilled straight down, one in the middle of each circle. */
const drill = z.strictObject({
  kind: z.literal('drill'),
  pathIds,
  depthMm,
  ...head,
  /** Deepest bite before the tool comes out of the hole; null drills in one go. */
  peckMm: z.number().min(0.1).max(50).nullable(),
  /** At the bottom. */
  dwellSeconds: z.number().min(0).max(10),
})

/** The pocket an inlay is let into; its corners allow for the bits of the pieces that are made for it. */
const inlayFemale = z.strictObject({
  kind: z.literal('inlayFemale'),
  pathIds: areaPathIds,
  depthMm,
  ...clearing,
})

/** The piece for an inlay's pocket, cut out of a board of its own. */
const inlayMale = z.strictObject({
  kind: z.literal('inlayMale'),
  ofId: id,
  /** What the piece is made of. */
  materialId: z.string().min(1).max(60),
  /** Thickness of the piece's board. */
  depthMm,
  /** Gap between the piece and the wall of its pocket, all round. */
  clearanceMm: z.number().min(0).max(1),
  ...outline,
})

/** One operation on paths that were taken from drawings, in the order they are cut. */
export const planOperationSchema = z.discriminatedUnion('kind', [
  pocket,
  contourPocket,
  rest,
  profile,
  engrave,
  drill,
  inlayFemale,
  inlayMale,
])

/** One operation on paths that were taken from drawings. */
export type PlanOperation = z.output<typeof planOperationSchema>
/** What kind of cut an operation is. */
export type OperationKind = PlanOperation['kind']
/** An operation of one kind. */
export type PlanOperationOf<K extends OperationKind> = Extract<PlanOperation, { kind: K }>
