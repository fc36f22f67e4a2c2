import Database from 'better-sqlite3'
import type { Problem } from '#core/contract/problem.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import { fileProblem, storageProblem } from '../files/storage-problem.ts'
import { databaseProblem } from './database-problem.ts'

/**
 * Why the database did not open.
 * - `damaged`: it is there and cannot be trusted (empty, cut off, unreadable, pages or history wrong)
 * - `newer`: its schema is newer than this program's
 * - `foreign`: a healthy database of another program or another installation
 * - `missing`: none is there, and something says that there was one
 * - `unavailable`: SQLite cannot start here (switched off, cannot be loaded, no permission, a folder
 *   in its place); the only cause for which the workshop goes on with files instead
 * - `busy`: another RMOS program is writing it
 * - `disk`: the disk is full or reports errors
 * - `program`: the program's own parts do not fit together
 */
export type StoreOpeningCause =
  'damaged' | 'newer' | 'foreign' | 'missing' | 'unavailable' | 'busy' | 'disk' | 'program'

/** A problem of opening the database that a program can tell from others by its cause. */
export interface StoreOpeningFailure extends Problem {
  readonly cause: StoreOpeningCause
}

/** Gives a problem its cause. */
export function openingFailure(cause: StoreOpeningCause, problem: Problem): StoreOpeningFailure {
  return { ...problem, cause }
}

const CAUSE_OF_CODE: Readonly<Record<string, StoreOpeningCause>> = {
  SQLITE_BUSY: 'busy',
  SQLITE_LOCKED: 'busy',
  SQLITE_FULL: 'disk',
  SQLITE_IOERR: 'disk',
  SQLITE_READONLY: 'unavailable',
  SQLITE_CANTOPEN: 'unavailable',
  SQLITE_PERM: 'unavailable',
  SQLITE_AUTH: 'unavailable',
  SQLITE_CORRUPT: 'damaged',
  SQLITE_NOTADB: 'damaged',
}

/**
 * The failure behind an error thrown while the database was being opened. What is neither the
 * disk's nor another process's doing, nor a SQLite that cannot be loaded, is a defect and is
 * thrown on.
 */
export function databaseOpeningFailure(error: unknown, path: string): StoreOpeningFailure {
  if (isLoadError(error)) return openingFailure('unavailable', cannotLoad(error))
  const problem = databaseProblem(error, path)
  const code = error instanceof Database.SqliteError ? error.code : ''
  const cause = CAUSE_OF_CODE[code.split('_').slice(0, 2).join('_')]
  return openingFailure(cause ?? 'damaged', problem)
}

/** What Node answers when the native part of SQLite is absent or made for another system. */
function isLoadError(error: unknown): error is Error {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : ''
  return code === 'ERR_DLOPEN_FAILED' || code === 'MODULE_NOT_FOUND'
}

function cannotLoad(error: Error): Problem {
  const firstLine = error.message.split('\n')[0] ?? ''
  return storageProblem(
    `SQLite cannot be loaded on this computer: ${firstLine.replace(/\.$/, '')}.`,
    'Install RMOS again.',
  )
}

const DISK_CODES = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EFBIG'])

/** The failure behind a file call that failed while the database was being opened. */
export function fileOpeningFailure(
  error: unknown,
  doing: string,
  path: string,
): StoreOpeningFailure {
  const problem = fileProblem(error, doing, path)
  const isDisk = DISK_CODES.has(systemErrorCode(error))
  return openingFailure(isDisk ? 'disk' : 'unavailable', problem)
}
