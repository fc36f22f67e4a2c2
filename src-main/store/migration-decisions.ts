import { DATASETS } from '#core/migration/dataset.ts'
import type { Dataset } from '#core/migration/dataset.ts'
import type { Connection } from './connection.ts'

/**
 * JSON content a person decided not to take: the SHA-256 of the payload, by dataset and id. By its
 * hash, so that a record comes up again as soon as the JSON says something new.
 */
export type Decisions = Readonly<Partial<Record<Dataset, Readonly<Record<string, string>>>>>

/** A choice that was carried out: which content the database has now. */
export interface Decided {
  readonly dataset: Dataset
  readonly id: string
  readonly keep: 'json' | 'sqlite'
  /** Of the JSON's payload. */
  readonly sha256: string
}

const KEY = 'migrationDecisions'

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The decisions kept in a database; none when they were never made or cannot be read. */
export function readDecisions(db: Connection): Decisions {
  const kept = db.prepare<[string], string>('SELECT value FROM main.settings WHERE key = ?')
  const text = kept.pluck().get(KEY)
  const all: unknown = text === undefined ? null : JSON.parse(text)
  if (!isRecord(all)) return {}
  return Object.fromEntries(
    DATASETS.map((dataset) => {
      const decided = all[dataset]
      const hashes = isRecord(decided) ? Object.entries(decided) : []
      const sound = hashes.filter(
        (entry): entry is [string, string] => typeof entry[1] === 'string',
      )
      return [dataset, Object.fromEntries(sound)]
    }),
  )
}

/**
 * Adds decisions, as a part of the transaction around it: keeping the database's content is
 * remembered, taking the JSON's is forgotten.
 */
export function addDecisions(db: Connection, decided: readonly Decided[], nowUtc: string): void {
  const before = readDecisions(db)
  const after = Object.fromEntries(
    DATASETS.map((dataset) => {
      const hashes = new Map(Object.entries(before[dataset] ?? {}))
      for (const { id, keep, sha256 } of decided.filter((one) => one.dataset === dataset)) {
        if (keep === 'sqlite') hashes.set(id, sha256)
        else hashes.delete(id)
      }
      return [dataset, Object.fromEntries(hashes)]
    }),
  )
  db.prepare(
    `INSERT INTO main.settings (key, value, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
  ).run(KEY, JSON.stringify(after), nowUtc)
}
