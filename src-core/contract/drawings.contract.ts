import { z } from 'zod'
import { drawingLimitsSchema } from '../drawing/drawing-limits.schema.ts'
import type { ImportReport } from '../drawing/import-drawing.ts'
import type { PackedDrawing } from '../drawing/packed-drawing.ts'
import { LARGEST_DRAWING_BYTES } from '../drawing/hand-over.ts'
import { sliceParamsSchema } from '../slices/slice-params.schema.ts'
import { camJobIdSchema } from './cam.contract.ts'
import { typed } from './typed.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 of 64 hex digits')
const toleranceMm = z.number().min(0.0001).max(1)
const fileName = z.string().trim().min(1).max(255)
const coordinateMm = z.number().min(-10_000).max(10_000)

/** What a person chose for a drawing; remembered by its file's SHA-256. */
export const drawingChoicesSchema = z.strictObject({
  /** Null goes by the file's header. */
  unit: z.enum(['mm', 'cm', 'dm', 'm', 'in', 'ft', 'yd', 'um', 'mil', 'km']).nullable(),
  /** Lets a file in that is above the usual limits. */
  allowLarge: z.boolean(),
  /** How far an arc or line may be from the spline or ellipse it stands for. */
  curveToleranceMm: toleranceMm,
  /** How far apart ends may be that are joined. */
  joinToleranceMm: toleranceMm,
  /** Repairs that are not made: a kind, or a single one by its id. */
  repairsOff: z.array(z.string().min(1).max(200)).max(1000),
  layersOff: z.array(z.string().max(255)).max(10_000),
  /** Where the middle of the soundhole is in the drawing; null while nobody has said. */
  centre: z.strictObject({ xMm: coordinateMm, yMm: coordinateMm }).nullable(),
  /** Which way the neck lies in the drawing. */
  neck: z.enum(['up', 'right', 'down', 'left']),
})
/** What a person chose for a drawing. */
export type DrawingChoices = z.output<typeof drawingChoicesSchema>

/** A drawing RMOS has a copy of. */
export const recentDrawingSchema = z.strictObject({
  sha256,
  fileName,
  sizeBytes: z.int(),
  openedAtUtc: z.string(),
  choices: drawingChoicesSchema,
})
/** A drawing RMOS has a copy of. */
export type RecentDrawing = z.output<typeof recentDrawingSchema>

/** An imported drawing; `packed` is null while its unit must be told. */
export interface OpenDrawing {
  readonly drawing: RecentDrawing
  readonly report: ImportReport
  /** Words of the drawing there are; the report has the first of them. */
  readonly noteCount: number
  readonly packed: PackedDrawing | null
  /** Ids of the first repairs, in the order of the marks. */
  readonly repairIds: readonly string[]
}

/**
 * Calls about drawings. A file is handed over in pieces and kept by its SHA-256 with what was chosen for
 * it; it is read in the CAM process, whose progress is told by `cam.progress` under the job's id.
 */
export const drawings = {
  /** What a drawing may cost before it is refused, on every page and for every file. */
  limits: { input: z.strictObject({}), output: drawingLimitsSchema },
  /** Sets some of the limits and returns them all. */
  setLimits: { input: drawingLimitsSchema.partial(), output: drawingLimitsSchema },
  /** The drawings opened last, newest first. */
  recent: {
    input: z.strictObject({}),
    output: z.strictObject({ drawings: z.array(recentDrawingSchema) }),
  },
  /**
   * Takes the next piece of a file, in order; the last piece ends it and answers with its SHA-256. A new
   * upload drops one that was not ended.
   */
  receive: {
    input: z.strictObject({
      uploadId: z.string().min(1).max(100),
      fileName,
      totalBytes: z.int().min(0).max(LARGEST_DRAWING_BYTES),
      offset: z.int().min(0),
      bytes: z.instanceof(Uint8Array),
    }),
    output: z.strictObject({ receivedBytes: z.int(), sha256: sha256.nullable() }),
  },
  /** Reads a kept file, checked against its SHA-256, with these choices and remembers them; null: as remembered. */
  import: {
    input: z.strictObject({
      sha256,
      jobId: camJobIdSchema,
      choices: drawingChoicesSchema.nullable(),
    }),
    output: typed<OpenDrawing>(),
  },
  /** Slices a kept file, read as it was last: the very text that `rmos dxf slice` prints. */
  slice: {
    input: z.strictObject({ sha256, jobId: camJobIdSchema, params: sliceParamsSchema }),
    output: z.strictObject({ text: z.string() }),
  },
  /** Remembers choices that do not change what is read. */
  remember: {
    input: z.strictObject({
      sha256,
      choices: drawingChoicesSchema.pick({ layersOff: true, centre: true, neck: true }),
    }),
    output: recentDrawingSchema,
  },
  /** Takes a drawing off the list; the file of one that a plan was taken from stays. */
  forget: { input: z.strictObject({ sha256 }), output: z.strictObject({ sha256 }) },
  /** Keeps the file for good, because a plan is taken from it. */
  keep: { input: z.strictObject({ sha256 }), output: recentDrawingSchema },
  /** The kept file, checked against its SHA-256. */
  original: {
    input: z.strictObject({ sha256 }),
    output: z.strictObject({ fileName: z.string(), bytes: typed<Uint8Array>() }),
  },
  /** Whether kept files are still what they were. */
  check: {
    input: z.strictObject({ sha256s: z.array(sha256).max(100) }),
    output: z.strictObject({
      found: z.array(z.strictObject({ sha256, state: z.enum(['whole', 'missing', 'damaged']) })),
    }),
  },
} as const
