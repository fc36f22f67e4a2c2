import { z } from 'zod'

const pathId = z.int().min(1)
const angleDeg = z.number().min(-360).max(360)

/** How many pieces: a count, or the length each should nearly have along the path. */
const division = z.union([
  z.strictObject({ count: z.int().min(1).max(10_000) }),
  z.strictObject({ lengthMm: z.number().min(0.1).max(10_000) }),
])

/** Parameters of `dxf slice`, as a JSON file holds them. */
export const sliceParamsSchema = z.strictObject({
  schema: z.literal('rmos.slice-params'),
  version: z.literal(1),
  /** Numbers of two closed paths, as `dxf info` shows them. */
  innerPath: pathId,
  outerPath: pathId,
  pieces: division,
  /** What the saw takes at each cut, square to the cut. */
  kerfMm: z.number().min(0).max(10),
  /** Direction from the middle of the outer path to the first joint, counterclockwise from +X. */
  startAngleDeg: angleDeg.default(0),
  /** Every joint is turned so far out of square to the path. */
  twistDeg: z.number().min(-60).max(60).default(0),
  /** Joints are turned by the twist one way and the other in turn. */
  herringbone: z.boolean().default(false),
  /** Shortest piece, along the path, that can be held and cut. */
  minimumPieceMm: z.number().min(0).max(1000).default(0),
})

/** Parameters of a slicing. */
export type SliceParams = z.infer<typeof sliceParamsSchema>
