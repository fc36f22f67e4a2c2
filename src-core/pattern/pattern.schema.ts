import { z } from 'zod'

/** Bounds of a pattern; each refusal names the limit. */
export const PATTERN_LIMITS = { maxRows: 200, maxColumns: 200, maxColours: 62 } as const

/** The letters a cell may be written with, in the order they are given out to new colours. */
export const PATTERN_KEYS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** One veneer of the palette. */
export const veneerColourSchema = z.strictObject({
  /** The letter it is written with in the rows. */
  key: z.string().regex(/^[A-Za-z0-9]$/, 'must be one letter or digit'),
  name: z.string().trim().min(1).max(60),
  colour: z.string().regex(/^#[0-9a-f]{6}$/, 'must be a colour such as #1f1a17'),
  /** As callipered, mm. */
  thicknessMm: z.number().positive().max(10),
  materialId: z.string().min(1).max(60).nullable(),
})
/** One veneer of the palette. */
export type VeneerColour = z.output<typeof veneerColourSchema>

/**
 * The picture of one tile: `rows[0]` lies innermost, each row is one letter for each column, in the
 * order the columns are met going round the ring counterclockwise.
 */
export const patternSchema = z
  .strictObject({
    palette: z.array(veneerColourSchema).min(1).max(PATTERN_LIMITS.maxColours),
    rows: z
      .array(z.string().min(1).max(PATTERN_LIMITS.maxColumns))
      .min(1)
      .max(PATTERN_LIMITS.maxRows),
  })
  .superRefine(({ palette, rows }, context) => {
    const seen = new Set<string>()
    for (const [index, { key }] of palette.entries()) {
      if (seen.has(key)) {
        const message = `"${key}" is the letter of an earlier colour`
        context.addIssue({ code: 'custom', path: ['palette', index, 'key'], message })
      }
      seen.add(key)
    }
    const columns = rows[0]?.length
    for (const [index, row] of rows.entries()) {
      if (row.length !== columns) {
        const message = `has ${String(row.length)} columns, the first row has ${String(columns)}`
        context.addIssue({ code: 'custom', path: ['rows', index], message })
      }
      const at = Array.from(row).findIndex((key) => !seen.has(key))
      if (at >= 0) {
        const message = `column ${String(at + 1)} is "${row.charAt(at)}", which is no colour of the palette`
        context.addIssue({ code: 'custom', path: ['rows', index], message })
      }
    }
  })
/** The picture of one tile, in ordered colours. */
export type Pattern = z.output<typeof patternSchema>

/** The newest version of a pattern file. */
export const PATTERN_VERSION = 1

/** A pattern as it is kept in the library and in files of its own. */
export const patternFileSchema = z.strictObject({
  schema: z.literal('rmos.pattern'),
  version: z.literal(PATTERN_VERSION),
  name: z.string().trim().min(1).max(120),
  notes: z.string().max(4000).default(''),
  pattern: patternSchema,
})
/** A pattern as it is kept in the library and in files of its own. */
export type PatternFile = z.output<typeof patternFileSchema>
