import { z } from 'zod'
import { BATCH_LIMITS } from '../rosette/batch.ts'

const count = z.int().min(0)
const ring = { planName: z.string(), ringId: z.string(), ringName: z.string() }

const logs = z.strictObject({
  ...ring,
  rosetteCount: count,
  tileCount: count,
  spareCount: count,
  log: z.strictObject({
    logCount: count,
    sliceCount: count,
    slicesPerLog: count,
    lengthMm: z.number(),
    yieldRatio: z.number(),
    kerfLossMm: z.number(),
  }),
  kerfLossRatio: z.number(),
  wasteRatio: z.number(),
})

const veneer = z.strictObject({
  name: z.string().nullable(),
  colour: z.string().nullable(),
  thicknessMm: z.number(),
  pieces: count,
  piecesWithWaste: count,
  areaMm2: z.number(),
})

const partBase = {
  ...ring,
  materialId: z.string(),
  widthMm: z.number(),
  thicknessMm: z.number(),
}
const boards = { count, boardLengthMm: z.number(), boardWidthMm: z.number() }
const part = z.discriminatedUnion('kind', [
  z.strictObject({ ...partBase, kind: z.literal('strip'), count, lengthMm: z.number() }),
  z.strictObject({ ...partBase, kind: z.literal('arcs'), ...boards }),
  z.strictObject({ ...partBase, kind: z.literal('shell'), ...boards }),
  z.strictObject({
    ...partBase,
    kind: z.literal('disc'),
    count: count.nullable(),
    rosettesPerLog: count.nullable(),
  }),
  z.strictObject({ ...partBase, kind: z.literal('bought'), count }),
])

/** What several rosettes take, as it crosses to the screen. */
const batchSolutionSchema = z.strictObject({
  rosetteCount: count,
  logs: z.array(logs),
  veneers: z.array(veneer),
  parts: z.array(part),
  totals: z.strictObject({
    logCount: count,
    logLengthMm: z.number(),
    tileCount: count,
    spareCount: count,
    veneerPieces: count,
    veneerAreaMm2: z.number(),
    kerfLossRatio: z.number().nullable(),
    wasteRatio: z.number().nullable(),
  }),
  missing: z.array(z.string()),
})

/** Calls about several rosettes made together. */
export const batch = {
  /** Stock for so many rosettes of each plan, those of one plan off shared logs. */
  solve: {
    input: z.strictObject({
      orders: z
        .array(
          z.strictObject({
            planId: z.string().min(1).max(80),
            rosetteCount: z.int().min(1).max(BATCH_LIMITS.maxRosettes),
            logCount: z.int().min(1).max(BATCH_LIMITS.maxLogs),
          }),
        )
        .max(BATCH_LIMITS.maxOrders),
    }),
    output: batchSolutionSchema,
  },
} as const
