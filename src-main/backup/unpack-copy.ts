import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { createFolderMaker } from '../files/durable-folders.ts'
import type { DurableFiles, NewFile } from '../files/durable-files.ts'
import { fileProblem } from '../files/storage-problem.ts'
import { checkDatabase } from '../store/database-copy.ts'
import type { DatabaseFacts } from '../store/database-copy.ts'
import { DATABASE_NAME } from '../store/identity.ts'
import type { Manifest } from './backup-manifest.schema.ts'
import { parseBackupName } from './backup-names.ts'
import type { BackupKind } from './backup-names.ts'
import { cancelled } from './backup-progress.ts'
import type { WorkWatch } from './backup-progress.ts'
import { isData } from './data-files.ts'
import { broken, readArchived, readSummary, withArchive } from './read-archive.ts'
import type { OpenArchive } from './read-archive.ts'

/** A copy whose every byte was checked. */
export interface CheckedCopy {
  readonly path: string
  readonly kind: BackupKind
  readonly scope: 'everything' | 'database'
  readonly createdAtUtc: string
  /** Of the database in it, read from the database itself. */
  readonly facts: DatabaseFacts
  /** Files in it, the database included. */
  readonly fileCount: number
  readonly totalBytes: number
}

/** Where a copy is unpacked to. */
export interface Unpacking extends WorkWatch {
  readonly files: DurableFiles
  /** A folder that is there and empty. */
  readonly folder: string
  /** With `database` every file is read and compared, but only the database is kept. */
  readonly keep: 'everything' | 'database'
}

const DATABASE_ENTRY = `data/${DATABASE_NAME}`

/**
 * Reads a copy through, compares every file with what was put in, unpacks into a folder and checks
 * every page of the database there. All that is kept is on the disk when this is ok. What is in
 * the folder after a failure is for the caller to remove.
 */
export async function unpackCopy(
  path: string,
  unpacking: Unpacking,
): Promise<Result<CheckedCopy, Problem>> {
  try {
    return extname(path) === '.db'
      ? await unpackDatabase(path, unpacking)
      : await withArchive(path, (archive) => unpackArchive(archive, unpacking))
  } catch (error) {
    if (unpacking.signal?.aborted === true) return failure(cancelled())
    return failure(fileProblem(error, 'unpack', path))
  }
}

/** Reads every byte of an archive and compares it with its manifest. */
export async function readThrough(path: string, watch: WorkWatch): Promise<Result<void, Problem>> {
  return withArchive(path, (archive) => eachFile(archive, watch, () => Promise.resolve(null)))
}

/** How many bytes a copy says it unpacks to. */
export async function unpackedBytesOf(path: string): Promise<Result<number, Problem>> {
  if (extname(path) !== '.db') {
    const summary = await readSummary(path)
    return summary.ok ? success(summary.value.total_bytes) : summary
  }
  try {
    return success((await stat(path)).size)
  } catch (error) {
    return failure(fileProblem(error, 'read', path))
  }
}

async function unpackArchive(
  archive: OpenArchive,
  unpacking: Unpacking,
): Promise<Result<CheckedCopy, Problem>> {
  const { manifest, summary, path } = archive
  const stranger = manifest.files.find((file) => !isData(file.path.split('/')[1] ?? ''))
  if (stranger !== undefined) return failure(broken(path, `${stranger.path} is not data`))
  if (!manifest.files.some((file) => file.path === DATABASE_ENTRY)) {
    return failure(broken(path, 'there is no database in it'))
  }
  const makeFolder = createFolderMaker(unpacking.files, unpacking.folder)
  const read = await eachFile(archive, unpacking, async (file) => {
    if (unpacking.keep === 'database' && file.path !== DATABASE_ENTRY) return null
    const names = file.path.split('/').slice(1)
    await makeFolder(...names.slice(0, -1))
    return unpacking.files.createNew(join(unpacking.folder, ...names))
  })
  if (!read.ok) return read
  await unpacking.files.syncFolder(unpacking.folder)
  const facts = checkedFacts(path, unpacking.folder)
  if (!facts.ok) return facts
  if (facts.value.installId !== summary.install_id) {
    return failure(broken(path, 'its database belongs to another installation than it says'))
  }
  return success({
    path,
    kind: summary.kind,
    scope: summary.scope,
    createdAtUtc: summary.created_at_utc,
    facts: facts.value,
    fileCount: summary.file_count,
    totalBytes: summary.total_bytes,
  })
}

/** Reads file after file; a file for which `open` answers is written there and synced. */
async function eachFile(
  archive: OpenArchive,
  { onProgress, signal }: WorkWatch,
  open: (file: Manifest['files'][number]) => Promise<NewFile | null>,
): Promise<Result<void, Problem>> {
  const totalBytes = archive.summary.total_bytes
  let doneBytes = 0
  for (const file of archive.manifest.files) {
    const target = await open(file)
    try {
      const read = await readArchived(archive, file, async (piece) => {
        signal?.throwIfAborted()
        doneBytes += piece.length
        onProgress?.({ phase: target === null ? 'checking' : 'unpacking', doneBytes, totalBytes })
        await target?.append(piece)
      })
      if (!read.ok) return read
      await target?.sync()
    } finally {
      await target?.close()
    }
  }
  return success(undefined)
}

function checkedFacts(path: string, folder: string): Result<DatabaseFacts, Problem> {
  const facts = checkDatabase(join(folder, DATABASE_NAME))
  return facts.ok
    ? facts
    : failure(broken(path, `its database is not sound: ${facts.error.message}`))
}

/** A bare database, as it is kept from before every change of its form. */
async function unpackDatabase(
  path: string,
  { files, folder, onProgress, signal }: Unpacking,
): Promise<Result<CheckedCopy, Problem>> {
  const { size: totalBytes, mtime } = await stat(path)
  const target = await files.createNew(join(folder, DATABASE_NAME))
  try {
    let doneBytes = 0
    for await (const piece of createReadStream(path)) {
      signal?.throwIfAborted()
      doneBytes += (piece as Buffer).length
      onProgress?.({ phase: 'unpacking', doneBytes, totalBytes })
      await target.append(piece as Buffer)
    }
    await target.sync()
  } finally {
    await target.close()
  }
  await files.syncFolder(folder)
  const facts = checkedFacts(path, folder)
  if (!facts.ok) return facts
  return success({
    path,
    kind: parseBackupName(basename(path))?.kind ?? 'manual',
    scope: 'database',
    createdAtUtc: timeInName(basename(path)) ?? mtime.toISOString(),
    facts: facts.value,
    fileCount: 1,
    totalBytes,
  })
}

/**
 * `…-2026-11-21T120000Z.zip` and `…-2026-11-21T12-00-00-000Z.db` say when they were made; copying a
 * file about changes its date.
 */
export function timeInName(fileName: string): string | null {
  const [, date, hours, minutes, seconds, thousandths] =
    /(\d{4}-\d{2}-\d{2})T(\d{2})-?(\d{2})-?(\d{2})(?:-(\d{3}))?Z\.(?:db|zip)$/.exec(fileName) ?? []
  if (date === undefined) return null
  return `${date}T${hours ?? ''}:${minutes ?? ''}:${seconds ?? ''}.${thousandths ?? '000'}Z`
}
