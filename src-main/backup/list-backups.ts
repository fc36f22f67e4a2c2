import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { DurableFiles } from '../files/durable-files.ts'
import { fileProblem } from '../files/storage-problem.ts'
import { readDatabaseFacts } from '../store/database-copy.ts'
import type { RecordCounts } from '../store/database-copy.ts'
import { BACKUPS_FOLDER, parseBackupName } from './backup-names.ts'
import type { BackupKind, BackupName } from './backup-names.ts'
import { listOrNothing } from './data-files.ts'
import { readSummary } from './read-archive.ts'
import { spentCopies } from './rotation.ts'
import { timeInName } from './unpack-copy.ts'

/** What a sound copy says of itself. */
export interface BackupContents {
  readonly scope: 'everything' | 'database'
  readonly counts: RecordCounts
  readonly schemaVersion: number
  readonly installId: string
}

/** A copy in the backups folder. */
export interface ListedBackup {
  readonly fileName: string
  /** Absolute. */
  readonly path: string
  readonly kind: BackupKind
  readonly sequence: number
  readonly createdAtUtc: string
  readonly sizeBytes: number
  /** Null when it cannot be read. */
  readonly contents: BackupContents | null
  /** Why it cannot be read; empty when it can. */
  readonly trouble: string
}

/** The path of a copy in the backups folder, null for a name that is none of a copy's. */
export function backupPath(dataDir: string, fileName: string): string | null {
  return parseBackupName(fileName) === null ? null : join(dataDir, BACKUPS_FOLDER, fileName)
}

/**
 * The copies in the backups folder, newest first. What is in them is taken from their summaries;
 * only a restore reads them through.
 */
export async function listBackups(
  files: DurableFiles,
  dataDir: string,
): Promise<Result<readonly ListedBackup[], Problem>> {
  const folder = join(dataDir, BACKUPS_FOLDER)
  try {
    const listed: ListedBackup[] = []
    for (const { name, kind } of await listOrNothing(files, folder)) {
      const backup = kind === 'file' ? parseBackupName(name) : null
      if (backup !== null) listed.push(await readListed(join(folder, name), backup))
    }
    return success(listed.sort(newestFirst))
  } catch (error) {
    return failure(fileProblem(error, 'read', folder))
  }
}

/** Copies with a number by their number, whatever the clock said; the others by their date among them. */
function newestFirst(a: ListedBackup, b: ListedBackup): number {
  if (a.sequence > 0 && b.sequence > 0) return b.sequence - a.sequence
  return b.createdAtUtc.localeCompare(a.createdAtUtc)
}

async function readListed(path: string, name: BackupName): Promise<ListedBackup> {
  const { size, mtime } = await stat(path)
  const common = { ...name, path, sizeBytes: size }
  const read = name.kind === 'before-update' ? ofDatabase(path) : await ofArchive(path)
  if (!read.ok) {
    const createdAtUtc = timeInName(name.fileName) ?? mtime.toISOString()
    return { ...common, createdAtUtc, contents: null, trouble: read.error.message }
  }
  const { createdAtUtc, ...contents } = read.value
  const time = createdAtUtc ?? timeInName(name.fileName) ?? mtime.toISOString()
  return { ...common, createdAtUtc: time, contents, trouble: '' }
}

type Read = Result<BackupContents & { readonly createdAtUtc: string | null }, Problem>

function ofDatabase(path: string): Read {
  const facts = readDatabaseFacts(path)
  return facts.ok ? success({ ...facts.value, scope: 'database', createdAtUtc: null }) : facts
}

async function ofArchive(path: string): Promise<Read> {
  const summary = await readSummary(path)
  if (!summary.ok) return summary
  const { scope, counts, schema_version, install_id, created_at_utc } = summary.value
  return success({
    scope,
    counts: {
      patterns: counts.patterns,
      stripFamilies: counts.strip_families,
      jobLog: counts.joblog,
      runs: counts.runs,
    },
    schemaVersion: schema_version,
    installId: install_id,
    createdAtUtc: created_at_utc,
  })
}

/** All records of a copy. */
export function recordCountOf({ patterns, stripFamilies, jobLog, runs }: RecordCounts): number {
  return patterns + stripFamilies + jobLog + runs
}

/**
 * Removes the copies that the rotation lets go; returns their names. A copy that cannot be read is
 * neither counted nor removed.
 */
export async function removeSpent(
  files: DurableFiles,
  dataDir: string,
): Promise<Result<readonly string[], Problem>> {
  const listed = await listBackups(files, dataDir)
  if (!listed.ok) return listed
  const copies = listed.value.flatMap((backup) =>
    backup.contents === null
      ? []
      : [{ ...backup, recordCount: recordCountOf(backup.contents.counts) }],
  )
  const folder = join(dataDir, BACKUPS_FOLDER)
  try {
    const spent = spentCopies(copies)
    for (const name of spent) await files.unlink(join(folder, name))
    if (spent.length > 0) await files.syncFolder(folder)
    return success(spent)
  } catch (error) {
    return failure(fileProblem(error, 'remove an old backup in', folder))
  }
}
