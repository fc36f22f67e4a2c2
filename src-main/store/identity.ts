import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import type { DurableFiles } from '../files/durable-files.ts'
import { storageProblem } from '../files/storage-problem.ts'
import { writeOnce } from '../files/write-once.ts'
import { DATABASE_NAME } from './database-name.ts'
import { fileOpeningFailure, openingFailure } from './opening-failure.ts'
import type { StoreOpeningCause, StoreOpeningFailure } from './opening-failure.ts'

export { DATABASE_NAME }

/** `RMOS` in the database's header says that it is ours. */
export const APPLICATION_ID = 0x524d4f53

/** The name of the record of which installation a data folder belongs to. */
export const SIDE_FILE_NAME = 'rmos.install.json'
const SIDE_FILE_SCHEMA = 'rmos.install'
/** sqlite.org/fileformat.html: 100 bytes, magic text first, application id at byte 68. */
const HEADER_BYTES = 100
const MAGIC = 'SQLite format 3\0'
const APPLICATION_ID_OFFSET = 68
const PAGE_SIZE_OFFSET = 16
const PAGE_COUNT_OFFSET = 28
const RESTORE = 'Move it aside and restore a backup from the backups folder beside it.'

/** What stands in the data folder under the database's name; null when nothing does. */
export type StandingDatabase = 'ours' | null

/** Reads the header without opening the file as a database, so that nothing in it can change. */
export function inspectDatabase(path: string): Result<StandingDatabase, StoreOpeningFailure> {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats === undefined) return success(null)
    if (!stats.isFile()) return failure(unusable('unavailable', path, 'is not a file'))
    if (stats.size === 0) return failure(unusable('damaged', path, 'is empty (0 bytes)'))
    return inspectHeader(path, stats.size)
  } catch (error) {
    return failure(fileOpeningFailure(error, 'read', path))
  }
}

function inspectHeader(
  path: string,
  sizeBytes: number,
): Result<StandingDatabase, StoreOpeningFailure> {
  const header = Buffer.alloc(HEADER_BYTES)
  const handle = openSync(path, 'r')
  try {
    const readBytes = readSync(handle, header, 0, HEADER_BYTES, 0)
    if (readBytes < HEADER_BYTES) {
      return failure(unusable('damaged', path, `is cut off after ${String(sizeBytes)} bytes`))
    }
  } finally {
    closeSync(handle)
  }
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    return failure(unusable('damaged', path, 'is not a database'))
  }
  if (header.readUInt32BE(APPLICATION_ID_OFFSET) !== APPLICATION_ID) {
    return failure(unusable('foreign', path, 'is a database of another program'))
  }
  const expectedBytes = sizeByHeader(header)
  if (sizeBytes < expectedBytes && !hasLog(path)) {
    const sizes = `after ${String(sizeBytes)} of ${String(expectedBytes)} bytes`
    return failure(unusable('damaged', path, `is cut off ${sizes}`))
  }
  return success('ours')
}

/** SQLite itself takes a page that is cut off in its middle for one that ends in zeros. */
function sizeByHeader(header: Buffer): number {
  const pageSize = header.readUInt16BE(PAGE_SIZE_OFFSET)
  return header.readUInt32BE(PAGE_COUNT_OFFSET) * (pageSize === 1 ? 65_536 : pageSize)
}

/** While a log is there, pages may still stand in it that the file is to grow by. */
function hasLog(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
}

function unusable(cause: StoreOpeningCause, path: string, what: string): StoreOpeningFailure {
  const sentence = `${path} ${what}, so RMOS leaves it alone and does not start on it.`
  return openingFailure(cause, storageProblem(sentence, RESTORE))
}

/** The install id in the side file; null when there is no side file. */
export async function readSideFile(
  files: DurableFiles,
  dataDir: string,
): Promise<Result<string | null, StoreOpeningFailure>> {
  const path = join(dataDir, SIDE_FILE_NAME)
  let text: string
  try {
    text = new TextDecoder().decode(await files.readFile(path))
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return success(null)
    return failure(fileOpeningFailure(error, 'read', path))
  }
  const installId = parseSideFile(text)
  if (installId !== null) return success(installId)
  const unreadable = storageProblem(
    `${path} cannot be read as the record of this installation.`,
    `Move it aside; RMOS writes it anew from a healthy ${DATABASE_NAME}.`,
  )
  return failure(openingFailure('damaged', unreadable))
}

function parseSideFile(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return null
    if (!('schema' in value) || value.schema !== SIDE_FILE_SCHEMA) return null
    return 'install_id' in value && typeof value.install_id === 'string' ? value.install_id : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Writes the side file for a database that has none (a first start, or one that was cut short). */
export async function writeSideFile(
  files: DurableFiles,
  dataDir: string,
  facts: {
    readonly installId: string
    readonly createdAtUtc: string
    /** Where the database stands; `rmos.db` in the data folder unless told otherwise. */
    readonly databasePath?: string
  },
): Promise<Result<void, Problem>> {
  const { databasePath = join(dataDir, DATABASE_NAME) } = facts
  const name = dirname(databasePath) === dataDir ? basename(databasePath) : databasePath
  const text = JSON.stringify({
    schema: SIDE_FILE_SCHEMA,
    version: 1,
    install_id: facts.installId,
    created_at: facts.createdAtUtc,
    database: name,
    note: `RMOS keeps its records in ${name}; without it RMOS asks for a backup instead of starting empty.`,
  })
  const written = await writeOnce(
    files,
    join(dataDir, SIDE_FILE_NAME),
    new TextEncoder().encode(`${text}\n`),
  )
  if (!written.ok) return written
  return success(undefined)
}
