import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { StoreBase } from './sqlite-records.repository.ts'

/** Something done to the store as a whole, e.g. kind `import`, `merge`, `backup`, `restore`, `schema`. */
export interface NewStoreEvent {
  /** One word; never empty. */
  readonly kind: string
  /** What was done, in numbers and names; kept whole as JSON. */
  readonly payload: Readonly<Record<string, unknown>>
}

/** An event as it is kept. */
export interface StoreEvent extends NewStoreEvent {
  /** Order of arrival, whatever the clock did. */
  readonly sequence: number
  /** ISO-8601 UTC by the computer's clock. */
  readonly at: string
}

/** Which events to list; newest arrival first. */
export interface StoreEventQuery {
  /** 1 to 500. */
  readonly limit: number
  readonly kind?: string
}

/** The largest number of events one list gives. */
export const STORE_EVENT_LIMIT_MAX = 500

/** The store's own history; events are added, never changed nor removed. */
export interface StoreEvents {
  readonly append: (event: NewStoreEvent) => Result<StoreEvent, Problem>
  /** `invalid-input` when the limit is not a whole number from 1 to 500. */
  readonly list: (query: StoreEventQuery) => Result<readonly StoreEvent[], Problem>
}

/** The problem of a limit that no list takes; null when it is fine. */
export function eventLimitProblem(limit: number): Problem | null {
  if (Number.isInteger(limit) && limit >= 1 && limit <= STORE_EVENT_LIMIT_MAX) return null
  return {
    kind: 'invalid-input',
    message: `The history gives from 1 to ${String(STORE_EVENT_LIMIT_MAX)} entries; ${String(limit)} were asked for.`,
    remedy: '',
    requestId: '',
  }
}

interface Row {
  readonly sequence: number
  readonly kind: string
  readonly at: string
  readonly payload_json: string
}

/** The events of an open database. */
export function createStoreEvents({ db, guard, nowUtc }: StoreBase): StoreEvents {
  const add = db.prepare<[string, string, string], Row>(
    `INSERT INTO store_events (kind, at, payload_json) VALUES (?, ?, ?)
     RETURNING sequence, kind, at, payload_json`,
  )
  const newest = db.prepare<[string | null, string | null, number], Row>(
    `SELECT sequence, kind, at, payload_json FROM store_events
     WHERE (? IS NULL OR kind = ?) ORDER BY sequence DESC LIMIT ?`,
  )
  return {
    append: ({ kind, payload }) =>
      guard.transact(() => {
        const row = add.get(kind, nowUtc(), JSON.stringify(payload))
        if (row === undefined) throw new Error(`store_events kept no row for ${kind}`)
        return success(toEvent(row))
      }),
    list: ({ limit, kind = null }) => {
      const problem = eventLimitProblem(limit)
      if (problem !== null) return failure(problem)
      return guard.read(() => newest.all(kind, kind, limit).map(toEvent))
    },
  }
}

function toEvent({ sequence, kind, at, payload_json }: Row): StoreEvent {
  return { sequence, kind, at, payload: JSON.parse(payload_json) as StoreEvent['payload'] }
}
