import Database from 'better-sqlite3'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { storageProblem } from '../files/storage-problem.ts'
import { databaseOpeningFailure, openingFailure } from './opening-failure.ts'
import type { StoreOpeningFailure } from './opening-failure.ts'

/** An open SQLite connection. */
export type Connection = Database.Database

/** How long a statement waits for another process that is writing. */
export const BUSY_TIMEOUT_MS = 5000

/**
 * What every writing connection must run with. synchronous=FULL (2) is not the default of a
 * re-opened WAL database, and without it a power cut loses acknowledged rows.
 */
const REQUIRED_PRAGMAS: readonly (readonly [name: string, set: string, readBack: unknown])[] = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  ['busy_timeout', String(BUSY_TIMEOUT_MS), BUSY_TIMEOUT_MS],
  ['trusted_schema', 'OFF', 0],
  // These two matter on macOS only and are harmless elsewhere.
  ['fullfsync', 'ON', 1],
  ['checkpoint_fullfsync', 'ON', 1],
]

/** Before 3.51.3 a WAL that was reset at the wrong moment could corrupt a database (sqlite.org/wal.html). */
const OLDEST_SQLITE = [3, 51, 3] as const

/** Opens an existing database for writing, with every safety setting made and read back. */
export function openForWriting(path: string): Result<Connection, StoreOpeningFailure> {
  return openWith(
    path,
    { fileMustExist: true },
    (db) => requirePragmas(db, path) ?? requireWritable(db),
  )
}

/** Opens an existing database for looking only: nothing in it changes, not even when it is closed. */
export function openForReading(path: string): Result<Connection, StoreOpeningFailure> {
  return openWith(path, { fileMustExist: true, readonly: true }, () => null)
}

function openWith(
  path: string,
  options: Database.Options,
  prepare: (db: Connection) => StoreOpeningFailure | null,
): Result<Connection, StoreOpeningFailure> {
  let db: Connection | null = null
  try {
    db = new Database(path, { ...options, timeout: BUSY_TIMEOUT_MS })
    const problem = requireVersion(db) ?? prepare(db)
    if (problem === null) return success(db)
    db.close()
    return failure(problem)
  } catch (error) {
    db?.close()
    return failure(databaseOpeningFailure(error, path))
  }
}

/** The version of SQLite built into this program. */
export function sqliteVersion(db: Connection): string {
  return String(db.prepare('SELECT sqlite_version()').pluck().get())
}

/** True when a SQLite version is 3.51.3 or newer. */
export function isSafeSqlite(version: string): boolean {
  const parts = version.split('.').map(Number)
  for (const [index, least] of OLDEST_SQLITE.entries()) {
    const part = parts[index] ?? 0
    if (part !== least) return part > least
  }
  return true
}

function requireVersion(db: Connection): StoreOpeningFailure | null {
  const version = sqliteVersion(db)
  if (isSafeSqlite(version)) return null
  return openingFailure(
    'program',
    storageProblem(
      `SQLite ${version} is older than ${OLDEST_SQLITE.join('.')}, which can damage a database.`,
      'Install RMOS again.',
    ),
  )
}

function requirePragmas(db: Connection, path: string): StoreOpeningFailure | null {
  for (const [name, value, expected] of REQUIRED_PRAGMAS) {
    db.pragma(`${name} = ${value}`)
    const found: unknown = db.pragma(name, { simple: true })
    if (found !== expected) {
      return openingFailure(
        'unavailable',
        storageProblem(
          `The database ${path} does not take the setting ${name} = ${value} (it says ${String(found)}).`,
          'Move the data folder to a local disk: network folders cannot keep a database safely.',
        ),
      )
    }
  }
  return null
}

/**
 * A write-protected file opens without complaint and takes the settings; only a write finds out.
 * Where another program is writing this moment, it can be written.
 */
function requireWritable(db: Connection): null {
  db.pragma('busy_timeout = 0')
  try {
    db.exec('BEGIN IMMEDIATE; ROLLBACK')
  } catch (error) {
    const isBusy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')
    if (!isBusy) throw error
  } finally {
    db.pragma(`busy_timeout = ${String(BUSY_TIMEOUT_MS)}`)
  }
  return null
}
