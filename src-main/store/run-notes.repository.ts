import type { Problem } from '#core/contract/problem.ts'
import { success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { StoreBase } from './sqlite-records.repository.ts'

/** Something said about a run after it was recorded, e.g. kind `stage-confirmed`. */
export interface RunNote {
  readonly runId: string
  readonly kind: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly createdAtUtc: string
}

/** Notes about runs; they are added, never changed nor removed. */
export interface RunNotes {
  readonly add: (note: Omit<RunNote, 'createdAtUtc'>) => Result<RunNote, Problem>
  /** Oldest first. */
  readonly list: (runId: string) => Result<readonly RunNote[], Problem>
}

interface Row {
  readonly run_id: string
  readonly kind: string
  readonly payload_json: string
  readonly created_at: string
}

/** The run notes of an open database. */
export function createRunNotes({ db, guard, nowUtc }: StoreBase): RunNotes {
  const insert = db.prepare<Row>(
    `INSERT INTO run_notes (run_id, kind, payload_json, created_at)
     VALUES (:run_id, :kind, :payload_json, :created_at)`,
  )
  const ofRun = db.prepare<[string], Row>(
    'SELECT run_id, kind, payload_json, created_at FROM run_notes WHERE run_id = ? ORDER BY sequence',
  )
  return {
    add: ({ runId, kind, payload }) =>
      guard.transact(() => {
        const created_at = nowUtc()
        insert.run({ run_id: runId, kind, payload_json: JSON.stringify(payload), created_at })
        return success({ runId, kind, payload, createdAtUtc: created_at })
      }),
    list: (runId) => guard.read(() => ofRun.all(runId).map(toNote)),
  }
}

function toNote(row: Row): RunNote {
  const payload = JSON.parse(row.payload_json) as RunNote['payload']
  return { runId: row.run_id, kind: row.kind, payload, createdAtUtc: row.created_at }
}
