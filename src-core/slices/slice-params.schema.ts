import { z } from 'zod'

const pathId = z.int().min(1)
const angleDeg = z.number().min(-360).max(360)

/** How many pieces: a count, or the length each should nearly have along the path. */
const division = z.union([
  z.strictObject({ count: z.int().min(1).max(10_000) }),
  z.strictObject({
    lengthMm: z.number().min(0.1).max(10_000),
    /** `equal`: all alike and nearly so long. `exact`: so long, and what is left over is the last one. */
    fit: z.enum(['equal', 'exact']).default('equal'),
  }),
])

/** What is cut; paths by their numbers, as `dxf info` shows them. */
const cut = z.discriminatedUnion('kind', [
  /** The ring between two closed paths. */
  z.strictObject({ kind: z.literal('ring'), innerPath: pathId, outerPath: pathId }),
  /** A band along one path. Its left is the inside of a closed path, which is run counterclockwise. */
  z.strictObject({
    kind: z.literal('band'),
    path: pathId,
    widthMm: z.number().min(0.1).max(1000),
    side: z.enum(['centred', 'left', 'right']).default('centred'),
  }),
])

/** Parameters of `dxf slice`, as a JSON file holds them. */
export const sliceParamsSchema = z.strictObject({
  schema: z.literal('rmos.slice-params'),
  version: z.literal(1),
  cut,
  pieces: division,
  /** What the saw takes at each cut, square to the cut. */
  kerfMm: z.number().min(0).max(10),
  /** Direction from the middle of a closed path to the first joint, counterclockwise from +X. */
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
