import { randomUUID } from 'node:crypto'
import { rm, statfs, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { createFolderMaker } from '../files/durable-folders.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import type { DurableFiles } from '../files/durable-files.ts'
import { sha256Hex } from '../files/sha256.ts'
import { fileProblem, storageProblem } from '../files/storage-problem.ts'
import { copyDatabase, runFilesOf } from '../store/database-copy.ts'
import type { DatabaseFacts, RunFileRow } from '../store/database-copy.ts'
import { DATABASE_NAME } from '../store/identity.ts'
import type { ArchiveSummary, Manifest } from './backup-manifest.schema.ts'
import { backupName, BACKUPS_FOLDER, nextSequence, parseBackupName } from './backup-names.ts'
import { unfinishedName, unfinishedOwner } from './backup-names.ts'
import { cancelled } from './backup-progress.ts'
import type { WorkWatch } from './backup-progress.ts'
import { listDataFiles, listOrNothing } from './data-files.ts'
import { isProcessAlive } from './process-alive.ts'
import { readThrough } from './unpack-copy.ts'
import { writeArchive } from './write-archive.ts'
import type { ArchivedFile, ArchiveSource } from './write-archive.ts'

/** Which copy to make. */
export interface BackupOrder {
  readonly dataDir: string
  /** Absolute; usually `rmos.db` in the data folder. */
  readonly databasePath: string
  readonly kind: 'start' | 'daily' | 'manual'
  readonly scope: 'everything' | 'database'
  readonly appVersion: string
  /** Where to keep it: a file of this name, which must not be there yet; null for the backups folder. */
  readonly target: string | null
}

/** What making a copy stands on. */
export interface BackupMeans extends WorkWatch {
  readonly files: DurableFiles
  readonly clock: () => Date
}

/** A copy that was made and checked. */
export interface MadeBackup {
  readonly path: string
  readonly sizeBytes: number
  readonly summary: ArchiveSummary
  /** Runs whose file was missing or not as recorded: a sign of damage in the data, not in the copy. */
  readonly unsoundRuns: readonly string[]
}

/** Left free whatever is copied, bytes. */
const SPARE_BYTES = 32 * 1024 * 1024

/**
 * Makes a copy of the workshop's data in one archive while others go on writing: the database in
 * one piece, every page of it checked, then the files; written under another name, synced, read
 * again and compared, and only then given its name. Whatever goes wrong, nothing is left of it but
 * a folder that the next backup removes.
 */
export async function makeBackup(
  order: BackupOrder,
  means: BackupMeans,
): Promise<Result<MadeBackup, Problem>> {
  const { files } = means
  const folder = order.target === null ? join(order.dataDir, BACKUPS_FOLDER) : dirname(order.target)
  const work = join(folder, unfinishedName(process.pid, randomUUID()))
  try {
    const sources = await listSources(order, files)
    const room = await requireRoom(order, folder, sources)
    if (!room.ok) return room
    if (order.target === null) await createFolderMaker(files, order.dataDir)(BACKUPS_FOLDER)
    await removeAbandoned(files, folder)
    await files.makeFolder(work)
    const written = await writeChecked(order, means, { work, sources, totalBytes: room.value })
    if (!written.ok) return written
    return await nameFinally(order, means, { folder, archive: written.value })
  } catch (error) {
    if (means.signal?.aborted === true) return failure(cancelled())
    return failure(fileProblem(error, 'make a backup in', folder))
  } finally {
    await removeQuietly(work)
  }
}

interface Checked {
  readonly path: string
  readonly summary: ArchiveSummary
  readonly unsoundRuns: readonly string[]
}

async function listSources(
  { dataDir, databasePath, scope }: BackupOrder,
  files: DurableFiles,
): Promise<readonly ArchiveSource[]> {
  const all = await listDataFiles(files, { dataDir, databasePath })
  const paths = scope === 'everything' ? all : all.filter((path) => !path.includes('/'))
  return paths.map((path) => ({ path: `data/${path}`, file: join(dataDir, ...path.split('/')) }))
}

/** The database twice (its copy, and the copy in the archive), and the rest at half its size. */
async function requireRoom(
  order: BackupOrder,
  folder: string,
  sources: readonly ArchiveSource[],
): Promise<Result<number, Problem>> {
  const sizeOf = async (path: string) => {
    try {
      return (await stat(path)).size
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return 0
      throw error
    }
  }
  const databaseBytes =
    (await sizeOf(order.databasePath)) + (await sizeOf(`${order.databasePath}-wal`))
  let fileBytes = 0
  for (const { file } of sources) fileBytes += await sizeOf(file)
  const neededBytes = databaseBytes * 2 + fileBytes / 2 + SPARE_BYTES
  const { bavail, bsize } = await statfs(await nearestFolder(folder))
  const freeBytes = bavail * bsize
  if (freeBytes >= neededBytes) return success(databaseBytes + fileBytes)
  return failure(
    storageProblem(
      `A backup needs ${megabytes(neededBytes)} MB on the disk of ${folder}, and ${megabytes(freeBytes)} MB are free.`,
      'Free some space on this disk, or keep the backup on another one.',
    ),
  )
}

async function nearestFolder(path: string): Promise<string> {
  try {
    await stat(path)
    return path
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT' || dirname(path) === path) throw error
    return nearestFolder(dirname(path))
  }
}

function megabytes(bytes: number): string {
  return String(Math.ceil(bytes / 1e6))
}

async function writeChecked(
  order: BackupOrder,
  means: BackupMeans,
  place: {
    readonly work: string
    readonly sources: readonly ArchiveSource[]
    readonly totalBytes: number
  },
): Promise<Result<Checked, Problem>> {
  const copy = join(place.work, DATABASE_NAME)
  const copied = copyDatabase(order.databasePath, copy)
  if (!copied.ok) return copied
  const runFiles = runFilesOf(copy)
  if (!runFiles.ok) return runFiles
  means.signal?.throwIfAborted()
  const path = join(place.work, 'archive.zip')
  const written = { summary: null as ArchiveSummary | null, unsoundRuns: [] as readonly string[] }
  let doneBytes = 0
  await writeArchive(means.files, path, {
    sources: [{ path: `data/${DATABASE_NAME}`, file: copy }, ...place.sources],
    signal: means.signal,
    onBytes: (bytes) => {
      doneBytes += bytes
      means.onProgress?.({ phase: 'copying', doneBytes, totalBytes: place.totalBytes })
    },
    end: (archived) => {
      written.unsoundRuns =
        order.scope === 'everything' ? unsoundRuns(runFiles.value, archived) : []
      const createdAtUtc = means.clock().toISOString()
      const facts = { ...copied.value, unsoundRuns: written.unsoundRuns, createdAtUtc }
      const { manifest, summary } = describe(order, facts, archived)
      written.summary = summary
      return { manifest, comment: asciiJson(summary) }
    },
  })
  if (written.summary === null) throw new Error('the archive was never ended')
  const verified = await readThrough(path, means)
  if (!verified.ok) return verified
  return success({ path, summary: written.summary, unsoundRuns: written.unsoundRuns })
}

/** The comment of an archive has no encoding that all programs agree on beyond ASCII. */
function asciiJson(value: object): string {
  return JSON.stringify(value).replaceAll(
    /[^\x20-\x7e]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Runs whose file is not in the archive as the database remembers it. */
function unsoundRuns(
  rows: readonly RunFileRow[],
  archived: readonly ArchivedFile[],
): readonly string[] {
  const byPath = new Map(archived.map((file) => [file.path, file]))
  return rows
    .filter(({ path, sha256 }) => byPath.get(`data/${path}`)?.sha256 !== sha256)
    .map(({ runId }) => runId)
}

function describe(
  { kind, scope, appVersion }: BackupOrder,
  facts: DatabaseFacts & {
    readonly createdAtUtc: string
    readonly unsoundRuns: readonly string[]
  },
  archived: readonly ArchivedFile[],
): { readonly manifest: string; readonly summary: ArchiveSummary } {
  const { counts } = facts
  const common = {
    created_at_utc: facts.createdAtUtc,
    kind,
    scope,
    app_version: appVersion,
    schema_version: facts.schemaVersion,
    install_id: facts.installId,
    counts: {
      patterns: counts.patterns,
      strip_families: counts.stripFamilies,
      joblog: counts.jobLog,
      runs: counts.runs,
    },
  }
  const manifest = JSON.stringify({
    ...{ schema: 'rmos.backup', version: 1, ...common },
    unsound_runs: [...facts.unsoundRuns],
    files: archived.map(({ path, sizeBytes, sha256 }) => ({ path, size_bytes: sizeBytes, sha256 })),
  } satisfies Manifest)
  const summary: ArchiveSummary = {
    ...{ schema: 'rmos.backup.summary', version: 1, ...common },
    file_count: archived.length,
    total_bytes: archived.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    manifest_sha256: sha256Hex(manifest),
  }
  return { manifest, summary }
}

async function nameFinally(
  order: BackupOrder,
  { files }: BackupMeans,
  { folder, archive }: { readonly folder: string; readonly archive: Checked },
): Promise<Result<MadeBackup, Problem>> {
  const { size } = await stat(archive.path)
  const path = order.target ?? join(folder, await freshName(order, files, archive.summary))
  try {
    await files.link(archive.path, path)
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return failure(taken(path))
    if (files.isFileNow(path)) return failure(taken(path))
    await files.rename(archive.path, path)
  }
  await files.syncFolder(folder)
  const { summary, unsoundRuns: unsound } = archive
  return success({ path, sizeBytes: size, summary, unsoundRuns: unsound })
}

async function freshName(
  { dataDir, kind }: BackupOrder,
  files: DurableFiles,
  summary: ArchiveSummary,
): Promise<string> {
  const entries = await listOrNothing(files, join(dataDir, BACKUPS_FOLDER))
  const names = entries.map(({ name }) => parseBackupName(name)).filter((name) => name !== null)
  return backupName(nextSequence(names), kind, summary.created_at_utc)
}

function taken(path: string): Problem {
  return storageProblem(
    `${basename(path)} is there already; a backup never writes over another file.`,
    'Choose another name.',
  )
}

/** What a process that died left of a copy is no data of anybody: the data itself still stands. */
async function removeAbandoned(files: DurableFiles, folder: string): Promise<void> {
  for (const { name, kind } of await listOrNothing(files, folder)) {
    const owner = unfinishedOwner(name)
    if (kind !== 'folder' || owner === null || isProcessAlive(owner)) continue
    await removeQuietly(join(folder, name))
  }
}

/** What cannot be removed now is tried again by the next backup. */
async function removeQuietly(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true })
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
  }
}
