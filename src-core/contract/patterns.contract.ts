import { z } from 'zod'
import { patternFileSchema, patternSchema } from '../pattern/pattern.schema.ts'

const patternId = z.string().min(1).max(80)
/** Lanes a pattern can be kept in; `archived` is where it is put away. */
const laneSchema = z.enum(['safe', 'tuned_v1', 'tuned_v2', 'experimental'])
/** A lane of the library of tile patterns. */
export type PatternLane = z.output<typeof laneSchema>

const place = {
  patternId,
  origin: z.enum(['shipped', 'workshop']),
  lane: laneSchema,
  archived: z.boolean(),
  updatedAtUtc: z.string(),
}
/** A tile pattern in the list. */
export const patternSummarySchema = z.strictObject({
  ...place,
  name: z.string(),
  notes: z.string(),
  rowCount: z.int(),
  columnCount: z.int(),
  colourCount: z.int(),
  /** The pattern itself, or every so many rows and columns of a large one. */
  thumbnail: patternSchema,
})
/** A tile pattern in the list. */
export type PatternSummary = z.output<typeof patternSummarySchema>
/** A tile pattern taken off the shelf. */
export const openPatternSchema = z.strictObject({ ...place, file: patternFileSchema })
/** A tile pattern taken off the shelf. */
export type OpenPattern = z.output<typeof openPatternSchema>

const name = z.string().trim().min(1).max(120)
const notes = z.string().max(4000).default('')

/** Calls about the library of tile patterns. Shipped ones are never changed: saving one makes a workshop copy. */
export const patterns = {
  /** Those whose words all stand in name, notes or veneers; newest first, shipped ones last. */
  list: {
    input: z.strictObject({
      search: z.string().max(200).default(''),
      /** `archived` shows what is put away, and nothing else does. */
      lane: z
        .union([laneSchema, z.literal('archived')])
        .nullable()
        .default(null),
      limit: z.int().min(1).max(500).default(200),
    }),
    output: z.strictObject({
      patterns: z.array(patternSummarySchema),
      /** How many there are in all, shown or not. */
      total: z.int(),
      /** Records that are kept but cannot be shown, each with the reason. */
      unreadable: z.array(z.strictObject({ patternId: z.string(), reason: z.string() })),
    }),
  },
  open: { input: z.strictObject({ patternId }), output: openPatternSchema },
  /** Keeps a pattern: a new one without an id, else in place of the one with the id (a copy of a shipped one). */
  save: {
    input: z.strictObject({
      patternId: patternId.nullable(),
      name,
      notes,
      lane: laneSchema.default('experimental'),
      pattern: patternSchema,
    }),
    output: openPatternSchema,
  },
  /** A workshop copy under a new name. */
  duplicate: { input: z.strictObject({ patternId, name }), output: openPatternSchema },
  /** Reads a pattern file's text; the pattern is kept as a new one of the workshop. */
  importText: {
    input: z.strictObject({
      fileName: z.string().min(1).max(255),
      text: z.string().max(2_000_000),
    }),
    output: openPatternSchema,
  },
  /** The pattern as the text of a pattern file, which `importText` reads. */
  exportText: {
    input: z.strictObject({ patternId }),
    output: z.strictObject({ fileName: z.string(), text: z.string() }),
  },
  /** Takes a workshop pattern out of the list; plans that carry its picture keep it. `restore` brings it back. */
  archive: { input: z.strictObject({ patternId }), output: openPatternSchema },
  restore: { input: z.strictObject({ patternId }), output: openPatternSchema },
  /** The plans that carry the same picture in the same veneers. */
  whereUsed: {
    input: z.strictObject({ patternId }),
    output: z.strictObject({
      plans: z.array(
        z.strictObject({
          planId: z.string(),
          planName: z.string(),
          origin: z.enum(['shipped', 'workshop']),
          ringName: z.string(),
        }),
      ),
    }),
  },
} as const
