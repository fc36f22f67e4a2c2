import { z } from 'zod'

/** One thing that changes its place; paths are relative to the data folder, or absolute. */
const moveSchema = z.strictObject({
  /** A database takes its log files along. */
  kind: z.enum(['file', 'database']),
  /** What comes; null when something only goes. */
  from: z.string().nullable(),
  live: z.string(),
  /** Where what stood there is kept. */
  aside: z.string(),
})
/** One thing that changes its place. */
export type RestoreMove = z.output<typeof moveSchema>

/**
 * `rmos.restore.json`: what a restore is about to do. From the moment it is on the disk the restore
 * happens, now or at the next start; before that nothing has happened.
 */
export const intentSchema = z.strictObject({
  schema: z.literal('rmos.restore'),
  version: z.literal(1),
  created_at_utc: z.string(),
  /** The copy, for people who read this file; empty for a start with nothing. */
  source: z.string(),
  staging: z.array(z.string()),
  moves: z.array(moveSchema),
})
/** What a restore is about to do. */
export type RestoreIntent = z.output<typeof intentSchema>
