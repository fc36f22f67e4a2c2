import Database from 'better-sqlite3'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { storageProblem } from '../files/storage-problem.ts'
import { quickCheck } from './backup.ts'
import { openForReading } from './connection.ts'
import type { Connection } from './connection.ts'
import { databaseProblem } from './database-problem.ts'
import { APPLICATION_ID } from './identity.ts'
import { schemaVersionOf } from './migrations.ts'

/** How many records a database holds. */
export interface RecordCounts {
  readonly patterns: number
  readonly stripFamilies: number
  readonly jobLog: number
  readonly runs: number
}

/** What a database says of itself. */
export interface DatabaseFacts {
  readonly installId: string
  readonly schemaVersion: number
  readonly counts: RecordCounts
}

/** A run's file as its row remembers it. */
export interface RunFileRow {
  readonly runId: string
  /** Relative to the data folder, with `/`. */
  readonly path: string
  readonly sha256: string
  readonly sizeBytes: number
}

/**
 * Copies a database that others may be writing to a new file and checks every page of the copy,
 * which is not synced. Writers go on meanwhile. Blocks its own process for the time of the copy (152 ms for 57 MB), so
 * it runs where nobody waits.
 */
export function copyDatabase(path: string, target: string): Result<DatabaseFacts, Problem> {
  const copied = reading(path, (db) => {
    // The copy is only read once and thrown away: its way to the disk would be in the way of others.
    db.pragma('synchronous = OFF')
    db.prepare('VACUUM INTO ?').run(target)
  })
  return copied.ok ? checkDatabase(target) : copied
}

/** Checks every page of a closed database of ours and tells what it holds. */
export function checkDatabase(path: string): Result<DatabaseFacts, Problem> {
  return withoutFailing(path, (db) => {
    const damage = quickCheck(db, path)
    return damage === null ? readFacts(db, path) : failure(damage)
  })
}

/** What a database holds, without checking its pages. */
export function readDatabaseFacts(path: string): Result<DatabaseFacts, Problem> {
  return withoutFailing(path, (db) => readFacts(db, path))
}

/** The file of every run of a database. */
export function runFilesOf(path: string): Result<readonly RunFileRow[], Problem> {
  return reading(path, (db) =>
    db
      .prepare<[], RunFileRow>(
        `SELECT run_id AS runId, artifact_path AS path, sha256, size_bytes AS sizeBytes
         FROM runs ORDER BY sequence`,
      )
      .all(),
  )
}

/** How long to wait for another process that has the database open for a moment only. */
const RELEASE_TIMEOUT_MS = 2000

/**
 * Makes sure that no other process has a healthy database open, and folds its log into it, so that
 * the file alone is the whole database. `busy` when another process has it open.
 */
export function releaseDatabase(path: string): Result<void, Problem> {
  let db: Connection | null = null
  try {
    db = new Database(path, { fileMustExist: true, timeout: RELEASE_TIMEOUT_MS })
    // Asked for before the first look, this wants the file for itself: every other connection
    // holds a lock on it. Leaving WAL would tell the same, but its journal, were this process
    // killed in the middle, would keep the database from being opened for reading.
    db.pragma('locking_mode = EXCLUSIVE')
    db.prepare('SELECT count(*) FROM sqlite_schema').get()
    db.pragma('wal_checkpoint(TRUNCATE)')
    return success(undefined)
  } catch (error) {
    return failure(databaseProblem(error, path))
  } finally {
    db?.close()
  }
}

function readFacts(db: Connection, path: string): Result<DatabaseFacts, Problem> {
  if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
    return failure(noDatabaseOfOurs(path))
  }
  const count = (table: string) => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
  const installId = db.prepare<[], string>('SELECT install_id FROM identity').pluck().get()
  if (installId === undefined) return failure(noDatabaseOfOurs(path))
  return success({
    installId,
    schemaVersion: schemaVersionOf(db),
    counts: {
      patterns: count('patterns'),
      stripFamilies: count('strip_families'),
      jobLog: count('joblog'),
      runs: count('runs'),
    },
  })
}

function noDatabaseOfOurs(path: string): Problem {
  return storageProblem(`${path} is not a database of RMOS.`, 'Choose another backup.')
}

function reading<T>(path: string, work: (db: Connection) => T): Result<T, Problem> {
  return withoutFailing(path, (db) => success(work(db)))
}

function withoutFailing<T>(
  path: string,
  work: (db: Connection) => Result<T, Problem>,
): Result<T, Problem> {
  const opened = openForReading(path)
  if (!opened.ok) return opened
  try {
    return work(opened.value)
  } catch (error) {
    // A missing table means a file that is no database of ours, not a slip in our SQL.
    if (error instanceof Error && /^no such (table|column)/.test(error.message)) {
      return failure(noDatabaseOfOurs(path))
    }
    return failure(databaseProblem(error, path))
  } finally {
    opened.value.close()
  }
}
