import type { Dataset, PerDataset } from './dataset.ts'
import type { SkippedRecord } from './report.ts'

/** What became of the entries of one dataset; in a dry run, what would become of them. */
export interface DatasetCounts {
  /** Every entry found in the JSON. */
  readonly read: number
  readonly inserted: number
  readonly updated: number
  /** In the database already, the same. */
  readonly same: number
  readonly missingIds: number
  readonly duplicateIds: number
  readonly unreadable: number
  readonly idConflicts: number
  /** Left as the database has them, because a person had decided so. */
  readonly settled: number
}

/** A dataset nothing was read of. */
export const NO_COUNTS: DatasetCounts = {
  read: 0,
  inserted: 0,
  updated: 0,
  same: 0,
  missingIds: 0,
  duplicateIds: 0,
  unreadable: 0,
  idConflicts: 0,
  settled: 0,
}

/** A record that is named and stands neither in the JSON nor in the database. */
export interface MissingReference {
  /** Where it is named. */
  readonly dataset: Dataset
  readonly fromId: string
  readonly field: string
  /** What is missing. */
  readonly target: Dataset
  readonly targetId: string
}

/** What a migration did. */
export interface MigrationOutcome {
  readonly dryRun: boolean
  readonly counts: PerDataset<DatasetCounts>
  readonly skippedCount: number
  /** The first of them. */
  readonly skipped: readonly SkippedRecord[]
  readonly missingReferenceCount: number
  readonly missingReferences: readonly MissingReference[]
  /** What was taken as something it does not say: times without a zone, and the like. */
  readonly notes: readonly string[]
  /** The copy of the database made before; null in a dry run and when nothing had to be written. */
  readonly backupPath: string | null
  readonly seconds: number
}

/** What a snapshot wrote. */
export interface SnapshotOutcome {
  readonly folder: string
  readonly exportPaths: PerDataset<string>
  readonly counts: PerDataset<number>
}

/** Which side of a content difference a person wants. */
export type KeepSide = 'json' | 'sqlite' | 'newest'

/** What was done about content differences. */
export interface ResolveOutcome {
  readonly keptJson: number
  readonly keptSqlite: number
  /** One sentence for each choice that could not be carried out. */
  readonly unresolved: readonly string[]
}

/** The long jobs of the migration suite. */
export type MigrationTaskKind = 'migrate' | 'report' | 'snapshot' | 'resolve'

/** How far a long job has come. */
export interface MigrationProgress {
  readonly taskId: string
  readonly kind: MigrationTaskKind
  readonly state: 'running' | 'finished' | 'cancelled' | 'failed'
  /** What is being done. */
  readonly phase: MigrationPhase
  readonly dataset: Dataset | null
  /** 0 to 1 of the whole job. */
  readonly fraction: number
  readonly records: number
  readonly recordsPerSecond: number
  /** Null until it can be told. */
  readonly secondsLeft: number | null
}

/** What a long job is doing; `waiting` is for another program that is writing the database. */
export type MigrationPhase =
  'reading' | 'backing-up' | 'waiting' | 'writing' | 'comparing' | 'checking' | 'exporting' | 'done'
