import type { NewApproval } from './approvals.repository.ts'
import type { RunNote } from './run-notes.repository.ts'
import type { StoreBase } from './sqlite-records.repository.ts'
import type { StoreEvent } from './store-events.repository.ts'

/** An approval or its withdrawal as it was given elsewhere. */
export interface PastApproval extends NewApproval {
  readonly kind: 'approved' | 'withdrawn'
  readonly recordedAt: string
}

/**
 * Takes history that was written elsewhere, with its own times. Each answers true when the row was
 * added and false when one equal in everything stands already, so that taking twice changes
 * nothing. To be used inside a transaction.
 */
export interface HistoryIntake {
  readonly approval: (approval: PastApproval) => boolean
  /** The run must be recorded. */
  readonly runNote: (note: RunNote) => boolean
  readonly storeEvent: (event: Omit<StoreEvent, 'sequence'>) => boolean
}

/** The intake of an open database. */
export function createHistoryIntake({ db }: StoreBase): HistoryIntake {
  const adder = (table: string, columns: readonly string[]) => {
    const same = columns.map((column) => `${column} IS :${column}`).join(' AND ')
    const add = db.prepare<Readonly<Record<string, unknown>>>(
      `INSERT INTO ${table} (${columns.join(', ')})
       SELECT ${columns.map((column) => `:${column}`).join(', ')}
       WHERE NOT EXISTS (SELECT 1 FROM ${table} WHERE ${same})`,
    )
    return (row: Readonly<Record<string, unknown>>) => add.run(row).changes > 0
  }
  const approval = adder('approvals', [
    ...['plan_id', 'kind', 'plan_sha256', 'feasibility_sha256'],
    ...['recorded_at', 'actor', 'acknowledgement'],
  ])
  const runNote = adder('run_notes', ['run_id', 'kind', 'payload_json', 'created_at'])
  const storeEvent = adder('store_events', ['kind', 'at', 'payload_json'])
  return {
    approval: (given) =>
      approval({
        plan_id: given.planId,
        kind: given.kind,
        plan_sha256: given.planSha256,
        feasibility_sha256: given.feasibilitySha256,
        recorded_at: given.recordedAt,
        actor: given.actor,
        acknowledgement: given.acknowledgement,
      }),
    runNote: ({ runId, kind, payload, createdAtUtc }) =>
      runNote({
        run_id: runId,
        kind,
        payload_json: JSON.stringify(payload),
        created_at: createdAtUtc,
      }),
    storeEvent: ({ kind, at, payload }) =>
      storeEvent({ kind, at, payload_json: JSON.stringify(payload) }),
  }
}
