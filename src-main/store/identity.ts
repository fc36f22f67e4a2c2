import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import type { DurableFiles } from '../files/durable-files.ts'
import { fileProblem, storageProblem } from '../files/storage-problem.ts'
import { writeOnce } from '../files/write-once.ts'

/** `RMOS` in the database's header says that it is ours. */
export const APPLICATION_ID = 0x524d4f53

/** The database's name in the data folder. */
export const DATABASE_NAME = 'rmos.db'

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
export function inspectDatabase(path: string): Result<StandingDatabase, Problem> {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats === undefined) return success(null)
    if (!stats.isFile()) return failure(foreign(path, 'is not a file'))
    if (stats.size === 0) return failure(foreign(path, 'is empty (0 bytes)'))
    return inspectHeader(path, stats.size)
  } catch (error) {
    return failure(fileProblem(error, 'read', path))
  }
}

function inspectHeader(path: string, sizeBytes: number): Result<StandingDatabase, Problem> {
  const header = Buffer.alloc(HEADER_BYTES)
  const handle = openSync(path, 'r')
  try {
    const readBytes = readSync(handle, header, 0, HEADER_BYTES, 0)
    if (readBytes < HEADER_BYTES) {
      return failure(foreign(path, `is cut off after ${String(sizeBytes)} bytes`))
    }
  } finally {
    closeSync(handle)
  }
  if (header.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    return failure(foreign(path, 'is not a database'))
  }
  if (header.readUInt32BE(APPLICATION_ID_OFFSET) !== APPLICATION_ID) {
    return failure(foreign(path, 'is a database of another program'))
  }
  const expectedBytes = sizeByHeader(header)
  if (sizeBytes < expectedBytes && !hasLog(path)) {
    const sizes = `after ${String(sizeBytes)} of ${String(expectedBytes)} bytes`
    return failure(foreign(path, `is cut off ${sizes}`))
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

function foreign(path: string, what: string): Problem {
  return storageProblem(
    `${path} ${what}, so RMOS leaves it alone and does not start on it.`,
    RESTORE,
  )
}

/** The install id in the side file; null when there is no side file. */
export async function readSideFile(
  files: DurableFiles,
  dataDir: string,
): Promise<Result<string | null, Problem>> {
  const path = join(dataDir, SIDE_FILE_NAME)
  let text: string
  try {
    text = new TextDecoder().decode(await files.readFile(path))
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return success(null)
    return failure(fileProblem(error, 'read', path))
  }
  const installId = parseSideFile(text)
  if (installId !== null) return success(installId)
  return failure(
    storageProblem(
      `${path} cannot be read as the record of this installation.`,
      `Move it aside; RMOS writes it anew from a healthy ${DATABASE_NAME}.`,
    ),
  )
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
  facts: { readonly installId: string; readonly createdAtUtc: string },
): Promise<Result<void, Problem>> {
  const text = JSON.stringify({
    schema: SIDE_FILE_SCHEMA,
    version: 1,
    install_id: facts.installId,
    created_at: facts.createdAtUtc,
    database: DATABASE_NAME,
    note: `RMOS keeps its records in ${DATABASE_NAME}; without it RMOS asks for a backup instead of starting empty.`,
  })
  const written = await writeOnce(
    files,
    join(dataDir, SIDE_FILE_NAME),
    new TextEncoder().encode(`${text}\n`),
  )
  if (!written.ok) return written
  return success(undefined)
}

/**
 * Whether a new database may be made in this folder: not where one stood before, nor where its
 * log, runs or backups still are. Null when it may.
 */
export async function refusalToCreate(
  files: DurableFiles,
  dataDir: string,
  installId: string | null,
): Promise<Result<Problem | null, Problem>> {
  const path = join(dataDir, DATABASE_NAME)
  const restore = `Restore ${DATABASE_NAME} from the backups folder, or choose an empty data folder.`
  if (installId !== null) {
    const sentence = `${path} is missing, but ${SIDE_FILE_NAME} says that there was one.`
    return success(storageProblem(sentence, restore))
  }
  const leftovers = await findLeftovers(files, dataDir)
  if (!leftovers.ok) return leftovers
  if (leftovers.value.length === 0) return success(null)
  const sentence = `${path} is missing, but ${leftovers.value.join(' and ')} of it ${leftovers.value.length === 1 ? 'is' : 'are'} still there.`
  return success(storageProblem(sentence, restore))
}

async function findLeftovers(
  files: DurableFiles,
  dataDir: string,
): Promise<Result<readonly string[], Problem>> {
  try {
    const found: string[] = []
    for (const entry of await files.list(dataDir)) {
      if (entry.name === `${DATABASE_NAME}-wal`) found.push(entry.name)
      if (entry.name !== 'runs' && entry.name !== 'backups') continue
      const inside = await files.list(join(dataDir, entry.name))
      if (inside.some(({ name }) => !name.startsWith('.'))) found.push(`the folder ${entry.name}`)
    }
    return success(found)
  } catch (error) {
    return failure(fileProblem(error, 'read', basename(dataDir)))
  }
}
