import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { RunArtifact } from '#core/runs/artifact.schema.ts'
import type { StoreBase } from './sqlite-records.repository.ts'

/** The row that makes a run artifact one of ours; written once, after the file is on the disk. */
export interface RunRow {
  readonly run_id: string
  readonly created_at: string
  readonly status: RunArtifact['status']
  readonly mode: RunArtifact['mode']
  readonly job_name: string
  readonly tool_id: string
  readonly risk_level: RunArtifact['decision']['risk_level']
  readonly score: number | null
  readonly plan_id: string | null
  readonly program_count: number
  /** Relative to the data folder, with `/`: `runs/2026-11-21/….json`. */
  readonly artifact_path: string
  /** Of the exact bytes of the file. */
  readonly sha256: string
  readonly size_bytes: number
}

/** A kept row; `sequence` is the order of arrival. */
export interface KeptRunRow extends RunRow {
  readonly sequence: number
}

/** What to list; `before` is the sequence to go on from. */
export interface RunQuery {
  readonly limit: number
  readonly before: number | null
  readonly status: RunArtifact['status'] | null
}

/** The runs made of one plan. */
export interface PlanRuns {
  readonly count: number
  readonly newest: KeptRunRow
}

/** The index of run artifacts. Rows are never changed nor removed. */
export interface RunIndex {
  /** Refuses (`storage`) a run id that is there already, whatever its date. */
  readonly insert: (row: RunRow) => Result<KeptRunRow, Problem>
  readonly get: (runId: string) => Result<KeptRunRow | null, Problem>
  /** Newest arrival first; the limit counts after sorting and filtering. */
  readonly list: (query: RunQuery) => Result<readonly KeptRunRow[], Problem>
  /** Runs made of each plan, by its id: how many, and the newest. */
  readonly byPlan: () => Result<ReadonlyMap<string, PlanRuns>, Problem>
  /** The artifact path of every run, in no order. */
  readonly allPaths: () => Result<ReadonlyMap<string, string>, Problem>
}

const COLUMNS = [
  ...['run_id', 'created_at', 'status', 'mode', 'job_name', 'tool_id', 'risk_level', 'score'],
  ...['plan_id', 'program_count', 'artifact_path', 'sha256', 'size_bytes'],
].join(', ')

/** The run index of an open database. */
export function createRunIndex({ db, guard }: StoreBase): RunIndex {
  const add = db.prepare<RunRow, KeptRunRow>(
    `INSERT INTO runs (${COLUMNS}) VALUES (${COLUMNS.replaceAll(/\w+/g, ':$&')})
     RETURNING sequence, ${COLUMNS}`,
  )
  const one = db.prepare<[string], KeptRunRow>(
    `SELECT sequence, ${COLUMNS} FROM runs WHERE run_id = ?`,
  )
  const page = db.prepare<[number, string | null, string | null, number], KeptRunRow>(
    `SELECT sequence, ${COLUMNS} FROM runs
     WHERE sequence < ? AND (? IS NULL OR status = ?) ORDER BY sequence DESC LIMIT ?`,
  )
  const ofPlans = db.prepare<[], KeptRunRow & { readonly count: number }>(
    `SELECT count(*) AS count, max(sequence) AS sequence, ${COLUMNS} FROM runs
     WHERE plan_id IS NOT NULL GROUP BY plan_id`,
  )
  const paths = db.prepare<[], Pick<RunRow, 'run_id' | 'artifact_path'>>(
    'SELECT run_id, artifact_path FROM runs',
  )
  return {
    insert: (row) =>
      guard.transact((): Result<KeptRunRow, Problem> => {
        const standing = one.get(row.run_id)
        if (standing !== undefined) return failure(alreadyRecorded(standing))
        const kept = add.get(row)
        if (kept === undefined) throw new Error(`runs kept no row for ${row.run_id}`)
        return success(kept)
      }),
    get: (runId) => guard.read(() => one.get(runId) ?? null),
    list: ({ limit, before, status }) =>
      guard.read(() => page.all(before ?? Number.MAX_SAFE_INTEGER, status, status, limit)),
    byPlan: () =>
      guard.read(
        () =>
          new Map(
            // with a single max() SQLite takes the other columns from the row that has it
            ofPlans.all().map(({ count, ...newest }) => [newest.plan_id ?? '', { count, newest }]),
          ),
      ),
    allPaths: () =>
      guard.read(() => new Map(paths.all().map((row) => [row.run_id, row.artifact_path]))),
  }
}

/** The problem of a run id that was used before. */
export function alreadyRecorded(row: RunRow): Problem {
  return {
    kind: 'storage',
    message: `The run ${row.run_id} was recorded already at ${row.created_at}; a run is never written twice.`,
    remedy: 'Start a new run.',
    requestId: '',
  }
}
