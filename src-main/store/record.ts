import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'

/** What every kept record has; all its other fields are kept as they are, too. */
interface KeptRecord {
  readonly id: string
  /** Kept from the first time the id was seen, whatever later writes say. ISO-8601 UTC by us. */
  readonly created_at?: string | undefined
  readonly updated_at?: string | undefined
  readonly lane?: string | null | undefined
  readonly parent_preset_id?: string | null | undefined
  readonly source_candidate_id?: string | null | undefined
  readonly promotion_lane?: string | null | undefined
  readonly [field: string]: unknown
}

/** A rosette pattern. */
export interface PatternRecord extends KeptRecord {
  readonly name?: string | null | undefined
}

/** A family of strips. */
export interface StripFamilyRecord extends KeptRecord {
  readonly name?: string | null | undefined
}

/** One line of the job log: a run, a send, a promotion, … */
export interface JobLogRecord extends KeptRecord {
  readonly job_type?: string | null | undefined
  readonly preset_id?: string | null | undefined
  readonly parent_job_id?: string | null | undefined
  /** `running` rows whose process is gone become `interrupted` at the next start. */
  readonly status?: string | null | undefined
  readonly risk_grade?: string | null | undefined
  readonly doc_grade?: string | null | undefined
  readonly gantry_grade?: string | null | undefined
  readonly notes?: string | null | undefined
}

/** A record as it comes out of the store: the times are always there. */
export type Kept<T extends { readonly id: string }> = T & {
  readonly created_at: string
  readonly updated_at: string
}

/** What to list; newest `created_at` first, among equals the one that came last. */
export interface RecordQuery {
  readonly limit: number
  /** So many of the first are left out. */
  readonly offset?: number
  readonly lane?: string
  /** Only records whose field `kind` is this; null: only those without one. */
  readonly kind?: string | null
}

/**
 * Where records of one kind are kept. Every call answers with a problem of kind `storage` or
 * `busy` when the database cannot be read or written.
 */
export interface RecordRepository<T extends { readonly id: string }> {
  /** Adds the record or puts it in place of the one with its id, whose `created_at` it keeps. */
  readonly upsert: (record: T) => Result<Kept<T>, Problem>
  readonly get: (id: string) => Result<Kept<T> | null, Problem>
  readonly list: (query: RecordQuery) => Result<readonly Kept<T>[], Problem>
  /** Merges the named fields into a record; `not-found` when there is none. */
  readonly update: (id: string, patch: Partial<T>) => Result<Kept<T>, Problem>
  /** True when there was one. */
  readonly remove: (id: string) => Result<boolean, Problem>
}

/** The job log can also be asked by job. */
export interface JobLogRepository extends RecordRepository<JobLogRecord> {
  /** Records with one parent, newest first. */
  readonly listByParent: (parentJobId: string) => Result<readonly Kept<JobLogRecord>[], Problem>
  /** The newest record of a job type for each of these parents. */
  readonly newestByParent: (
    parentJobIds: readonly string[],
    jobType: string,
  ) => Result<ReadonlyMap<string, Kept<JobLogRecord>>, Problem>
  /** The newest records about one preset: a plan, by its id. */
  readonly listByPreset: (
    presetId: string,
    limit: number,
  ) => Result<readonly Kept<JobLogRecord>[], Problem>
  readonly listByStatus: (status: string) => Result<readonly Kept<JobLogRecord>[], Problem>
}
