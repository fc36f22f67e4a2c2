import { z } from 'zod'
import { patternFileSchema } from '../pattern/pattern.schema.ts'
import { stripFamilySchema } from '../strips/strip-family.schema.ts'
import { planSchema } from './plan.schema.ts'

/** The newest version of a library file. */
export const LIBRARY_VERSION = 1
/** More of one kind than any shop keeps. */
const MOST_RECORDS = 20_000

const id = z.string().min(1).max(80)
const lane = z.enum(['safe', 'tuned_v2', 'tuned_v1', 'experimental', 'archived', 'unknown'])

/** Plans with the tile patterns and strip families they use, as one file. */
export const libraryFileSchema = z.strictObject({
  schema: z.literal('rmos.library'),
  version: z.literal(LIBRARY_VERSION),
  plans: z.array(z.strictObject({ id, lane, plan: planSchema })).max(MOST_RECORDS),
  patterns: z
    .array(
      z.strictObject({
        id,
        lane: z.enum(['safe', 'tuned_v1', 'tuned_v2', 'experimental']),
        archived: z.boolean(),
        file: patternFileSchema,
      }),
    )
    .max(MOST_RECORDS),
  stripFamilies: z
    .array(z.strictObject({ archived: z.boolean(), family: stripFamilySchema }))
    .max(MOST_RECORDS),
})
/** Plans with the tile patterns and strip families they use. */
export type LibraryFile = z.output<typeof libraryFileSchema>
