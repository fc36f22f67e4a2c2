import type { Problem } from '#core/contract/problem.ts'
import { success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { StoreBase } from './sqlite-records.repository.ts'

/** Remembered choices, each a JSON value under its name; the reader checks what it reads. */
export interface SettingsRepository {
  readonly readAll: () => Result<Readonly<Record<string, unknown>>, Problem>
  /** Writes the named ones in one transaction and leaves the others. */
  readonly write: (values: Readonly<Record<string, unknown>>) => Result<void, Problem>
}

interface Row {
  readonly key: string
  readonly value: string
}

/** The settings of an open database. */
export function createSettings({ db, guard, nowUtc }: StoreBase): SettingsRepository {
  const all = db.prepare<[], Row>('SELECT key, value FROM settings ORDER BY key')
  const put = db.prepare<[string, string, string]>(
    `INSERT INTO settings (key, value, updated_at) VALUES (?, ?, ?)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
  )
  return {
    readAll: () =>
      guard.read(() => Object.fromEntries(all.all().map((row) => [row.key, parse(row.value)]))),
    write: (values) =>
      guard.transact(() => {
        for (const [key, value] of Object.entries(values)) {
          if (value !== undefined) put.run(key, JSON.stringify(value), nowUtc())
        }
        return success(undefined)
      }),
  }
}

function parse(json: string): unknown {
  return JSON.parse(json)
}
