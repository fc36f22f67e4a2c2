import Database from 'better-sqlite3'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { storageProblem } from '../files/storage-problem.ts'
import { readWork } from './database-work.ts'

const RESTORE = 'Move it aside and restore a backup from the backups folder beside it.'

const SENTENCES: Readonly<Record<string, readonly [cause: string, remedy: string]>> = {
  SQLITE_FULL: ['the disk is full', 'Free some space on this disk, then try again.'],
  SQLITE_READONLY: [
    'it is write-protected',
    'Check that the data folder belongs to you and its disk is not locked.',
  ],
  SQLITE_CANTOPEN: [
    'it cannot be opened',
    'Check that the data folder exists, belongs to you, and its disk is not locked.',
  ],
  SQLITE_IOERR: [
    'the disk reported a read or write error',
    'Copy your data to another disk now, then check this one.',
  ],
  SQLITE_CORRUPT: ['it is damaged', RESTORE],
  SQLITE_NOTADB: ['it is not a database', RESTORE],
  SQLITE_PERM: ['the system does not permit it', 'Check that the data folder belongs to you.'],
  SQLITE_AUTH: ['the system does not permit it', 'Check that the data folder belongs to you.'],
}

/**
 * The problem behind a failed database call. An error that is not the disk's or another process's
 * doing (wrong SQL, a broken constraint) is a defect and is thrown on.
 */
export function databaseProblem(error: unknown, path: string): Problem {
  if (!(error instanceof Database.SqliteError)) throw error
  // Extended codes refine a primary one: SQLITE_IOERR_FSYNC, SQLITE_BUSY_SNAPSHOT, …
  const code = error.code.split('_').slice(0, 2).join('_')
  if (code === 'SQLITE_BUSY' || code === 'SQLITE_LOCKED') {
    return busyProblem(path)
  }
  const sentence = SENTENCES[code]
  if (sentence === undefined) throw error
  return storageProblem(`The database ${path} cannot be used: ${sentence[0]}.`, sentence[1])
}

/** Names the work that holds the database when its process has announced it. */
function busyProblem(path: string): Problem {
  const work = readWork(path)
  const doing =
    work === null
      ? ''
      : `, which is ${work.what} (process ${String(work.pid)}, since ${work.since})`
  return {
    kind: 'busy',
    message: `The database ${path} is being written by another RMOS program${doing}.`,
    remedy: 'Nothing was changed. Wait for the other program to finish, then try again.',
    requestId: '',
  }
}

class Rollback extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.message)
    this.problem = problem
  }
}

/** How the repositories reach the database. */
export interface Guard {
  /** Reads; an expected failure of the disk comes back as a value. */
  readonly read: <T>(work: () => T) => Result<T, Problem>
  /**
   * Writes in one immediate transaction (or as a part of the one around it): all of it is on the
   * disk when this returns ok, and none of it when `work` answers with a failure or throws.
   */
  readonly transact: <T>(work: () => Result<T, Problem>) => Result<T, Problem>
}

/** The guard of one connection. */
export function guardFor(db: Database.Database, path: string): Guard {
  const inTransaction = db.transaction((work: () => Result<unknown, Problem>) => {
    const outcome = work()
    if (!outcome.ok) throw new Rollback(outcome.error)
    return outcome
  })
  return {
    read: (work) => {
      try {
        return success(work())
      } catch (error) {
        return failure(databaseProblem(error, path))
      }
    },
    transact: <T>(work: () => Result<T, Problem>): Result<T, Problem> => {
      try {
        return inTransaction.immediate(work) as Result<T, Problem>
      } catch (error) {
        if (error instanceof Rollback) return failure(error.problem)
        return failure(databaseProblem(error, path))
      }
    },
  }
}
