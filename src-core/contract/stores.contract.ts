import { z } from 'zod'

const count = z.int().min(0)

/** How many records wait in files, by kind. */
export const waitingRecordsSchema = z.strictObject({
  patterns: count,
  stripFamilies: count,
  jobLog: count,
  runs: count,
  /** Approvals, notes about runs, remembered choices and the files' own history. */
  others: count,
})
/** How many records wait in files, by kind. */
export type WaitingRecords = z.output<typeof waitingRecordsSchema>

/** Where the records are kept now. */
export const storesStatusSchema = z.strictObject({
  /** `json-files` only while SQLite cannot start. */
  backend: z.enum(['sqlite', 'json-files']),
  /** The database, or the folder of the files. */
  path: z.string(),
  /** Why the database is not in use, and what to do; null while it is. */
  insteadOf: z.strictObject({ message: z.string(), remedy: z.string() }).nullable(),
  /** Records from a time without the database that can be merged into it now; null when there are none. */
  waiting: waitingRecordsSchema.nullable(),
  /** Files that hold no record, each a sentence; they are left where they are. */
  badFiles: z.array(z.string()),
})
/** Where the records are kept now. */
export type StoresStatus = z.output<typeof storesStatusSchema>

const datasetSchema = z.enum([
  'patterns',
  'strip_families',
  'joblog',
  'runs',
  'run_notes',
  'approvals',
  'settings',
  'store_events',
])

/** What merging the files into the database did. */
export const mergeOutcomeSchema = z.strictObject({
  datasets: z.array(
    z.strictObject({ dataset: datasetSchema, added: count, unchanged: count, conflicts: count }),
  ),
  /** Records that were in both and differed; what was not kept is in the history or in its file. */
  conflicts: z.array(
    z.strictObject({
      dataset: datasetSchema,
      id: z.string(),
      kept: z.enum(['database', 'files']),
    }),
  ),
  /** Files that hold no record, each a sentence; they were moved aside with the others. */
  badFiles: z.array(z.string()),
  /** Where the files are now; null when there were none, or when they could not be moved. */
  movedTo: z.string().nullable(),
})
/** What merging the files into the database did. */
export type MergeOutcome = z.output<typeof mergeOutcomeSchema>

/** Calls about where the records are kept. */
export const stores = {
  status: { input: z.strictObject({}), output: storesStatusSchema },
  /** Puts the records kept in files into the database, all or none; doing it again changes nothing. */
  mergeBack: { input: z.strictObject({}), output: mergeOutcomeSchema },
} as const
