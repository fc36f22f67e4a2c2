import { z } from 'zod'

const nothing = z.strictObject({})
const count = z.int().min(0)
const fileName = z.string().min(1).max(200)

/** How many records there are. */
export const recordCountsSchema = z.strictObject({
  patterns: count,
  stripFamilies: count,
  jobLog: count,
  runs: count,
})
/** How many records there are. */
export type RecordCounts = z.output<typeof recordCountsSchema>

/** A copy of the workshop's data. */
export const backupSchema = z.strictObject({
  fileName: z.string(),
  /** Why it was made; `before-update` is from before a change of the database's form. */
  kind: z.enum(['start', 'daily', 'manual', 'before-update']),
  /** `database` leaves the files of the runs where they are; null when the copy cannot be read. */
  scope: z.enum(['everything', 'database']).nullable(),
  createdAtUtc: z.string(),
  sizeBytes: count,
  /** Null when the copy cannot be read. */
  counts: recordCountsSchema.nullable(),
  /** Made in this data folder; null when that is not known. */
  isOwn: z.boolean().nullable(),
  /** Why it cannot be read; empty when it can. */
  trouble: z.string(),
})
/** A copy of the workshop's data. */
export type Backup = z.output<typeof backupSchema>

/** A backup or a restore under way. */
export interface BackupWork {
  readonly what: 'backup' | 'preview' | 'restore'
  readonly phase: 'starting' | 'copying' | 'checking' | 'unpacking' | 'replacing'
  /** 0 to 1; null while the end is not known. */
  readonly ratio: number | null
  readonly secondsLeft: number | null
}

/** Why the workshop is not open. */
export const safeModeSchema = z.strictObject({
  mode: z.literal('safe'),
  cause: z.enum(['damaged', 'newer', 'foreign', 'missing']),
  message: z.string(),
  remedy: z.string(),
  dataDir: z.string(),
})
/** Why the workshop is not open. */
export type SafeMode = z.output<typeof safeModeSchema>

/** What restoring a copy would change; every byte of the copy was checked for it. */
export const restorePreviewSchema = z.strictObject({
  fileName: z.string(),
  scope: z.enum(['everything', 'database']),
  createdAtUtc: z.string(),
  counts: recordCountsSchema,
  /** Null when the database of now cannot be read. */
  countsNow: recordCountsSchema.nullable(),
  installation: z.enum(['same', 'other', 'unknown']),
  runsSetAside: count,
  runsComingBack: count,
  runsWithoutFile: count,
  olderSchema: z.boolean(),
})
/** What restoring a copy would change. */
export type RestorePreview = z.output<typeof restorePreviewSchema>

/** Calls about backups; they also work while the workshop cannot be opened. */
export const backups = {
  mode: {
    input: nothing,
    output: z.discriminatedUnion('mode', [
      z.strictObject({ mode: z.literal('open') }),
      safeModeSchema,
    ]),
  },
  /** Newest first. `notices` says what went wrong with automatic backups or with the disk. */
  list: {
    input: nothing,
    output: z.strictObject({
      backups: z.array(backupSchema),
      folder: z.string(),
      notices: z.array(z.string()),
    }),
  },
  /** Makes a copy of everything now; answers when it was made and checked. */
  make: { input: nothing, output: z.strictObject({ fileName: z.string() }) },
  /** Calls off what is under way, unless data is being replaced already. */
  cancel: { input: nothing, output: nothing },
  /** Checks a copy through and through. */
  preview: { input: z.strictObject({ fileName }), output: restorePreviewSchema },
  /**
   * Puts a copy in the place of the data and opens the workshop anew; `workshop.reopened` is told
   * then. The data of now is kept in `asidePath`. Refused as `busy` while a job runs or another
   * program has the database open.
   */
  restore: {
    input: z.strictObject({ fileName, otherInstallation: z.boolean() }),
    output: z.strictObject({ asidePath: z.string() }),
  },
  /** In safe mode only: sets all data aside and opens an empty workshop. */
  startEmpty: { input: nothing, output: z.strictObject({ asidePath: z.string() }) },
  /** Shows the backups (or the data folder) in the system's file browser. */
  openFolder: {
    input: z.strictObject({ which: z.enum(['backups', 'data']) }),
    output: nothing,
  },
} as const
