import type { Dataset } from './dataset.ts'

/** Why a record was left out: the file, where in it, and the reason as the end of a sentence. */
export interface SkippedRecord {
  readonly dataset: Dataset
  readonly file: string
  /** Counted from 0 in its file; null when the file as a whole is meant. */
  readonly index: number | null
  /** `line 12`, `bytes 400 to 480`; empty when the index says it. */
  readonly place: string
  readonly reason: string
}

/** What the JSON files hold of one dataset. Lists are samples, the counts are complete. */
export interface JsonSummary {
  /** Every entry found, usable or not. */
  readonly count: number
  readonly unique_count: number
  readonly missing_id_count: number
  /** Entries whose id had been seen before; the last one counts. */
  readonly duplicate_id_count: number
  /** Entries, and files or ends of files, that cannot be read as records. */
  readonly unreadable_count: number
  /** Entries whose own id is not the key they stand under; the own id counts. */
  readonly id_conflict_count: number
  readonly lane_counts: Readonly<Record<string, number>>
  /** Where entries without an id stand: `joblog.json[17]`. */
  readonly missing_ids: readonly string[]
  readonly duplicate_ids: readonly string[]
  readonly id_conflicts: readonly string[]
}

/** What the database holds of one dataset. */
export interface SqliteSummary {
  readonly count: number
  readonly lane_counts: Readonly<Record<string, number>>
}

/** One field that differs; values are JSON text, cut to 200 characters, null where absent. */
export interface FieldDifference {
  /** `geometry.rings[2].width_mm` */
  readonly path: string
  readonly json: string | null
  readonly sqlite: string | null
}

/** One record that both sides have and that is not the same on both. */
export interface ContentDifference {
  readonly id: string
  /** When each side last changed, ISO-8601 UTC; null when it does not say. */
  readonly json_updated_at: string | null
  readonly sqlite_updated_at: string | null
  readonly field_count: number
  readonly fields: readonly FieldDifference[]
}

/** What one side has and the other has not, or has otherwise. Lists are samples. */
export interface DatasetDiff {
  readonly only_in_json_count: number
  readonly only_in_sqlite_count: number
  readonly content_difference_count: number
  /** Differing records that a person decided to keep as the database has them. */
  readonly settled_count: number
  readonly only_in_json_ids: readonly string[]
  readonly only_in_sqlite_ids: readonly string[]
  readonly content_differences: readonly ContentDifference[]
}

/** One dataset on both sides. */
export interface DatasetReport {
  readonly json: JsonSummary
  readonly sqlite: SqliteSummary
  readonly diff: DatasetDiff
}

/** One thing checked in the database. Warnings are told and do not fail an audit. */
export interface DatabaseCheck {
  /** `schema version`, `tables`, `references`, … */
  readonly what: string
  readonly outcome: 'ok' | 'warning' | 'error'
  readonly sentence: string
}

/** A comparison of the JSON files with the database. */
export interface MigrationReport {
  readonly schema: 'rmos.migration-report'
  readonly version: 1
  /** ISO-8601 UTC; null in the placeholder that stands where no report was made yet. */
  readonly generated_at: string | null
  readonly db_path: string
  /** The files and folders that were read. */
  readonly sources: readonly string[]
  /** Datasets without a source are not compared and not here. */
  readonly datasets: Readonly<Partial<Record<Dataset, DatasetReport>>>
  readonly skipped_count: number
  /** The first of them. */
  readonly skipped: readonly SkippedRecord[]
  readonly database: readonly DatabaseCheck[]
  readonly pdf_enabled: boolean
  /** Said in the placeholder; empty otherwise. */
  readonly message: string
}

/** How many ids a sample list holds. */
export const SAMPLE_LIMIT = 50
/** How many skipped records are listed. */
export const SKIPPED_LIMIT = 1000

/** What stands where no report was made yet. */
export function placeholderReport(dbPath: string, message: string): MigrationReport {
  return {
    schema: 'rmos.migration-report',
    version: 1,
    generated_at: null,
    db_path: dbPath,
    sources: [],
    datasets: {},
    skipped_count: 0,
    skipped: [],
    database: [],
    pdf_enabled: true,
    message,
  }
}
