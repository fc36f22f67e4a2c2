import { z } from 'zod'

const count = z.int().min(0)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** How many records a copy holds. */
const countsSchema = z.strictObject({
  patterns: count,
  strip_families: count,
  joblog: count,
  runs: count,
})

const facts = {
  created_at_utc: z.iso.datetime(),
  kind: z.enum(['start', 'daily', 'manual']),
  /** `database` leaves the files of the runs, which never change, where they are. */
  scope: z.enum(['everything', 'database']),
  app_version: z.string(),
  schema_version: z.int().min(1),
  install_id: z.string().min(1),
  counts: countsSchema,
}

/** `manifest.json` of an archive: every file in it. */
export const manifestSchema = z.strictObject({
  schema: z.literal('rmos.backup'),
  version: z.literal(1),
  ...facts,
  /** Runs whose file was missing or not as recorded when the copy was made. */
  unsound_runs: z.array(z.string()),
  files: z.array(z.strictObject({ path: z.string().min(1), size_bytes: count, sha256 })),
})
/** `manifest.json` of an archive. */
export type Manifest = z.output<typeof manifestSchema>

/**
 * The archive's comment: what a list of backups shows, readable without unpacking, and the hash
 * that ties the manifest to it.
 */
export const summarySchema = z.strictObject({
  schema: z.literal('rmos.backup.summary'),
  version: z.literal(1),
  ...facts,
  file_count: count,
  total_bytes: count,
  manifest_sha256: sha256,
})
/** The archive's comment. */
export type ArchiveSummary = z.output<typeof summarySchema>
