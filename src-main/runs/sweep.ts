import { dirname, join, relative } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import type { FolderEntry } from '../files/durable-files.ts'
import { fileProblem } from '../files/storage-problem.ts'
import { tempFileOwner } from '../files/write-once.ts'
import type { JobLogRecord } from '../store/record.ts'
import { quarantinePath } from './attachment-files.ts'
import { classifyRunFile, isRunDate } from './run-paths.ts'
import type { RunStoreBase } from './run-store-base.ts'

/** A file that was moved to the quarantine; paths are relative to the data folder. */
export interface QuarantinedFile {
  readonly from: string
  readonly to: string
  /** A write that never ended, or a run file whose run was never committed. */
  readonly why: 'unfinished' | 'uncommitted'
}

/** What the sweep found and did. */
export interface SweepReport {
  readonly quarantined: readonly QuarantinedFile[]
  /** Runs whose row is there and whose file is not. */
  readonly missing: readonly { readonly runId: string; readonly artifactPath: string }[]
  /** Job log rows that were `running` in a process that is gone, now `interrupted`. */
  readonly interrupted: readonly string[]
  /** Files in the runs folder that are none of ours: left where they are. */
  readonly leftAlone: readonly string[]
}

interface Stray {
  readonly path: string
  readonly why: QuarantinedFile['why']
  /** The run that may have claimed the file since it was found. */
  readonly runId: string | null
}

interface Found {
  readonly strays: Stray[]
  readonly leftAlone: string[]
  /** Relative paths of all artifact files. */
  readonly artifacts: Set<string>
  /** Artifacts recorded while the records were kept elsewhere; they and what lies beside them stay. */
  readonly others: ReadonlySet<string> | 'any'
}

function isOthers({ others }: Found, artifactPath: string): boolean {
  return others === 'any' || others.has(artifactPath)
}

/**
 * Tidies up after a crash; to be run at start, before anything of this process is recorded. What
 * another living process is writing is left alone. Nothing is deleted.
 */
export async function sweepRuns(base: RunStoreBase): Promise<Result<SweepReport, Problem>> {
  const rows = base.store.runs.allPaths()
  if (!rows.ok) return rows
  try {
    const found = await findStrays(base, rows.value)
    const quarantined = await moveStrays(base, found.strays)
    if (!quarantined.ok) return quarantined
    const interrupted = markInterrupted(base)
    if (!interrupted.ok) return interrupted
    return success({
      quarantined: quarantined.value,
      missing: rowsWithoutFile(rows.value, found.artifacts),
      interrupted: interrupted.value,
      leftAlone: found.leftAlone,
    })
  } catch (error) {
    return failure(fileProblem(error, 'tidy up', base.dataDir))
  }
}

async function findStrays(base: RunStoreBase, rows: ReadonlyMap<string, string>): Promise<Found> {
  const others = base.store.otherRunFiles()
  const found: Found = { strays: [], leftAlone: [], artifacts: new Set(), others }
  for (const folder of [[], ['attachments'], ['backups']]) {
    const path = join(base.dataDir, ...folder)
    for (const entry of await listOrNothing(base, path)) noteIfUnfinished(found, path, entry)
  }
  const runs = join(base.dataDir, 'runs')
  for (const { name, kind } of await listOrNothing(base, runs)) {
    if (kind !== 'folder' || !isRunDate(name)) found.leftAlone.push(`runs/${name}`)
    else await findInDate(base, found, { date: name, rows })
  }
  return found
}

async function findInDate(
  base: RunStoreBase,
  found: Found,
  { date, rows }: { readonly date: string; readonly rows: ReadonlyMap<string, string> },
): Promise<void> {
  const folder = join(base.dataDir, 'runs', date)
  for (const entry of await listOrNothing(base, folder)) {
    const path = `runs/${date}/${entry.name}`
    const file = classifyRunFile(entry.name)
    if (noteIfUnfinished(found, folder, entry)) continue
    if (file.kind === 'other' || entry.kind !== 'file') {
      found.leftAlone.push(path)
      continue
    }
    const isKept = rows.get(file.runId) === `runs/${date}/${file.runId}.json`
    if (file.kind === 'artifact') found.artifacts.add(path)
    if (isKept || isOthers(found, `runs/${date}/${file.runId}.json`)) continue
    found.strays.push({ path: join(folder, entry.name), why: 'uncommitted', runId: file.runId })
  }
}

function noteIfUnfinished(found: Found, folder: string, entry: FolderEntry): boolean {
  const owner = tempFileOwner(entry.name)
  if (entry.kind !== 'file' || owner === null) return false
  if (!isAnotherLivingProcess(owner)) {
    found.strays.push({ path: join(folder, entry.name), why: 'unfinished', runId: null })
  }
  return true
}

/**
 * A number of our own means a process before us that had it: the sweep runs before this process
 * writes anything.
 */
function isAnotherLivingProcess(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return systemErrorCode(error) === 'EPERM'
  }
}

async function moveStrays(
  base: RunStoreBase,
  strays: readonly Stray[],
): Promise<Result<readonly QuarantinedFile[], Problem>> {
  const moved: QuarantinedFile[] = []
  for (const stray of strays) {
    const target = await quarantinePath(base, stray.path)
    const isMoved = moveUnlessClaimed(base, stray, target)
    if (!isMoved.ok) return isMoved
    if (!isMoved.value) continue
    await base.files.syncFolder(dirname(target))
    await base.files.syncFolder(dirname(stray.path))
    const { why } = stray
    moved.push({ from: inData(base, stray.path), to: inData(base, target), why })
  }
  return success(moved)
}

/**
 * Under the write lock, because a run is committed under it: either its row is there by now and
 * the file stays, or the file goes first and the recording process finds that out.
 */
function moveUnlessClaimed(
  base: RunStoreBase,
  stray: Stray,
  target: string,
): Result<boolean, Problem> {
  return base.store.transact((): Result<boolean, Problem> => {
    if (stray.runId !== null) {
      const row = base.store.runs.get(stray.runId)
      if (!row.ok) return row
      const folder = row.value === null ? null : dirname(row.value.artifact_path)
      if (folder === dirname(inData(base, stray.path))) return success(false)
    }
    if (!base.files.isFileNow(stray.path)) return success(false)
    try {
      base.files.moveNow(stray.path, target)
      return success(true)
    } catch (error) {
      return failure(fileProblem(error, 'move aside', stray.path))
    }
  })
}

function markInterrupted(base: RunStoreBase): Result<readonly string[], Problem> {
  // Looking first needs no turn at writing, so that a start does not wait for somebody's long import.
  const seen = base.store.jobLog.listByStatus('running')
  if (!seen.ok) return seen
  if (!seen.value.some(isOrphan)) return success([])
  return base.store.transact((): Result<readonly string[], Problem> => {
    const running = base.store.jobLog.listByStatus('running')
    if (!running.ok) return running
    const ids: string[] = []
    for (const row of running.value.filter(isOrphan)) {
      const changed = base.store.jobLog.update(row.id, { status: 'interrupted', owner_pid: null })
      if (!changed.ok) return changed
      ids.push(row.id)
    }
    return success(ids)
  })
}

function isOrphan(row: JobLogRecord): boolean {
  const owner = row['owner_pid']
  return typeof owner !== 'number' || !isAnotherLivingProcess(owner)
}

/** Files are listed after the rows are read, so a run recorded meanwhile is not called missing. */
function rowsWithoutFile(
  rows: ReadonlyMap<string, string>,
  artifacts: ReadonlySet<string>,
): SweepReport['missing'] {
  return [...rows]
    .filter(([, path]) => !artifacts.has(path))
    .map(([runId, path]) => ({ runId, artifactPath: path }))
}

async function listOrNothing(base: RunStoreBase, path: string): Promise<readonly FolderEntry[]> {
  try {
    return await base.files.list(path)
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return []
    throw error
  }
}

function inData(base: RunStoreBase, path: string): string {
  return relative(base.dataDir, path).replaceAll('\\', '/')
}
