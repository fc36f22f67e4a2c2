import { z } from 'zod'
import { DATASETS } from '../migration/dataset.ts'
import type { PerDataset } from '../migration/dataset.ts'
import type {
  MigrationOutcome,
  MigrationProgress,
  ResolveOutcome,
  SnapshotOutcome,
} from '../migration/outcome.ts'
import type { DatabaseCheck, MigrationReport } from '../migration/report.ts'
import { problemSchema } from './problem.ts'
import { typed } from './typed.ts'

const nothing = z.strictObject({})
const path = z.string().trim().min(1).max(4000).nullable()
const dataset = z.enum(DATASETS)

/** Where the JSON lies: a file or folder per dataset, or one folder for all; null where there is none. */
export const migrationSourcesSchema = z.strictObject({
  patternsJson: path,
  joblogJson: path,
  stripfamJson: path,
  fromDir: path,
})
/** Where the JSON lies. */
export type MigrationSources = z.output<typeof migrationSourcesSchema>

/** One dataset found in the sources. */
export const foundSourceSchema = z.strictObject({
  dataset,
  path: z.string(),
  /** One file, or a folder with a file per record. */
  layout: z.enum(['file', 'folder']),
  fileCount: z.int(),
  sizeBytes: z.number(),
})
/** One dataset found in the sources. */
export type FoundSource = z.output<typeof foundSourceSchema>

const chosenSources = z.strictObject({
  sources: migrationSourcesSchema,
  found: z.array(foundSourceSchema),
  /** What stands in the way of reading them, one sentence each; empty when all is well. */
  problems: z.array(z.string()),
})

const guard = z.strictObject({
  allowed: z.boolean(),
  /** Names the setting and the value that allows it again; empty when allowed. */
  sentence: z.string(),
})

/** A change of the stores as a whole: a migration, a fix or a restore. */
export const storeEventSchema = z.strictObject({
  recordedAtUtc: z.string(),
  kind: z.string(),
  actor: z.string(),
  outcome: z.string(),
  sentence: z.string(),
  counts: typed<Partial<PerDataset<number>>>(),
})
/** A change of the stores as a whole, as the screen lists it. */
export type StoreEventSummary = z.output<typeof storeEventSchema>

/** One of the newest records of a dataset. */
export interface NewestRecord {
  readonly id: string
  readonly name: string
  readonly createdAtUtc: string
}

/** What a snapshot or a resolved conflict leaves: its own result and the report made anew. */
const withReport = <T>() => z.strictObject({ result: typed<T>(), report: typed<MigrationReport>() })

/**
 * Calls about the older system's JSON and the database. One long job at a time: a second one is
 * refused as `busy`. Jobs tell how far they are by the event `migration.progress`.
 */
export const migration = {
  /** Which of the guarded actions are allowed on this computer. */
  guards: { input: nothing, output: z.strictObject({ reportRun: guard, fixActions: guard }) },
  /** The sources as last chosen, looked at anew. */
  sources: { input: nothing, output: chosenSources },
  /** Remembers other sources and says what was found in them. */
  chooseSources: { input: migrationSourcesSchema, output: chosenSources },
  /** What a folder holds, for choosing a source; null starts at the person's own folder. */
  browse: {
    input: z.strictObject({ folder: path }),
    output: z.strictObject({
      folder: z.string(),
      /** Null at the top of a disk. */
      parent: z.string().nullable(),
      entries: z.array(
        z.strictObject({
          name: z.string(),
          path: z.string(),
          kind: z.enum(['folder', 'json']),
          sizeBytes: z.number(),
        }),
      ),
    }),
  },
  /** The latest report, or a placeholder whose `generated_at` is null. */
  report: { input: nothing, output: typed<MigrationReport>() },
  /** Compares anew; answers when done. */
  runReport: { input: nothing, output: typed<MigrationReport>() },
  /** Starts importing the chosen sources; `currentTask` and the event tell how it goes on. */
  migrate: {
    input: z.strictObject({ dryRun: z.boolean() }),
    output: z.strictObject({ taskId: z.string() }),
  },
  /** The running job, else the last one of this session with how it ended; null when there was none. */
  currentTask: {
    input: nothing,
    output: z
      .strictObject({
        progress: typed<MigrationProgress>(),
        /** Of the last migration that finished in this session, also while the report after it is made. */
        outcome: typed<MigrationOutcome | null>(),
        /** Why it failed. */
        problem: problemSchema.nullable(),
      })
      .nullable(),
  },
  /** Asks a job to end; the database is then as it was, or, had it finished already, migrated. */
  cancel: {
    input: z.strictObject({ taskId: z.string() }),
    output: z.strictObject({ taskId: z.string() }),
  },
  /** Writes the database as JSON the migrator reads, into the data folder or the one named. */
  snapshot: {
    input: z.strictObject({ folder: path }),
    output: withReport<SnapshotOutcome>(),
  },
  /** The drift of the latest report as a JSON text to save. */
  driftDiff: {
    input: nothing,
    output: z.strictObject({ fileName: z.string(), text: z.string() }),
  },
  /** Settles records that differ: takes the JSON's, keeps the database's, or the one changed last. */
  resolveConflicts: {
    input: z.strictObject({
      choices: z
        .array(
          z.strictObject({
            dataset,
            id: z.string().min(1),
            keep: z.enum(['json', 'sqlite', 'newest']),
          }),
        )
        .min(1)
        .max(1000),
    }),
    output: withReport<ResolveOutcome>(),
  },
  status: {
    input: nothing,
    output: z.strictObject({
      lastMigration: storeEventSchema.nullable(),
      database: z.strictObject({
        path: z.string(),
        sizeBytes: z.number(),
        schemaVersion: z.int(),
      }),
      counts: typed<PerDataset<number> & { readonly total: number }>(),
      /** The three newest of each kind. */
      newest: typed<PerDataset<readonly NewestRecord[]>>(),
      validation: z.strictObject({
        status: z.enum(['ok', 'warnings', 'errors']),
        checks: typed<readonly DatabaseCheck[]>(),
      }),
    }),
  },
  /** What changed the stores, newest day first. */
  history: {
    input: z.strictObject({ limit: z.int().min(1).max(500).default(50) }),
    output: z.strictObject({
      days: z.array(
        z.strictObject({
          date: z.string(),
          counts: typed<PerDataset<number>>(),
          events: z.array(storeEventSchema),
        }),
      ),
    }),
  },
  /** The latest report as a file to save: text, or base64 for PDF. */
  exportReport: {
    input: z.strictObject({ format: z.enum(['json', 'pdf', 'html', 'text']) }),
    output: z.strictObject({
      fileName: z.string(),
      mediaType: z.string(),
      encoding: z.enum(['utf8', 'base64']),
      content: z.string(),
    }),
  },
} as const
