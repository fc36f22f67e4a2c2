import { rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import type { DurableFiles } from '../files/durable-files.ts'
import { replaceFile } from '../files/replace-file.ts'
import { fileProblem, storageProblem } from '../files/storage-problem.ts'
import { takeExclusiveLock } from '../store/exclusive-lock.ts'
import type { HeldLock } from '../store/exclusive-lock.ts'
import { DATABASE_COMPANIONS, INTENT_NAME, listOrNothing } from './data-files.ts'
import { RESTORE_LOCK_NAME, stagingOwner } from './data-files.ts'
import { isProcessAlive } from './process-alive.ts'
import { intentSchema } from './restore-intent.schema.ts'
import type { RestoreIntent, RestoreMove } from './restore-intent.schema.ts'

/**
 * Takes the right to replace the data of a folder; a problem of kind `busy` when another program
 * is at it, of kind `storage` when the folder cannot be written.
 */
export function lockForRestore(dataDir: string): Result<HeldLock, Problem> {
  const path = join(dataDir, RESTORE_LOCK_NAME)
  try {
    const lock = takeExclusiveLock(path)
    if (lock !== null) return success(lock)
  } catch (error) {
    if (!(error instanceof Error) || !systemErrorCode(error).startsWith('SQLITE_')) throw error
    return failure(
      storageProblem(
        `Nothing can be written in ${dataDir} (${systemErrorCode(error)}).`,
        'Check that the data folder belongs to you and that its disk is neither locked nor full.',
      ),
    )
  }
  return failure({
    kind: 'busy',
    message: `Another RMOS program is restoring a backup in ${dataDir}.`,
    remedy: 'Wait until it has finished, then try again.',
    requestId: '',
  })
}

/**
 * Writes down what a restore will do; once this is ok the restore happens, whatever ends the
 * program. All it moves must be on the disk already.
 */
export async function writeIntent(
  files: DurableFiles,
  dataDir: string,
  intent: RestoreIntent,
): Promise<Result<void, Problem>> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(intent, null, 2)}\n`)
  const written = await replaceFile(files, join(dataDir, INTENT_NAME), bytes)
  return written.ok ? success(undefined) : written
}

/**
 * Finishes a restore that was written down, or does nothing. Every step may have been done before:
 * it can be called again after any interruption, until it is ok. Returns the source of the
 * restore, null when there was none. The lock must be held.
 */
export async function finishRestore(
  files: DurableFiles,
  dataDir: string,
): Promise<Result<string | null, Problem>> {
  try {
    const intent = await readIntent(files, dataDir)
    if (!intent.ok) return intent
    if (intent.value === null) return success(null)
    const { moves, staging, source } = intent.value
    const absolute = moves.map((move) => ({
      kind: move.kind,
      from: move.from === null ? null : resolve(dataDir, move.from),
      live: resolve(dataDir, move.live),
      aside: resolve(dataDir, move.aside),
    }))
    // All that goes is gone for good before anything comes: a power cut must not find the new in
    // the place of an old that was never moved.
    for (const move of absolute) await setAside(files, dataDir, move)
    await syncFoldersOf(files, absolute)
    for (const move of absolute) await putInPlace(files, move)
    await syncFoldersOf(files, absolute)
    await files.unlink(join(dataDir, INTENT_NAME))
    await files.syncFolder(dataDir)
    for (const folder of staging) await removeFolder(resolve(dataDir, folder))
    return success(source)
  } catch (error) {
    return failure(fileProblem(error, 'finish the restore in', dataDir))
  }
}

/**
 * To be called before the data folder is used: finishes a restore that was cut short and clears
 * away one that never came to be. Writes nothing when there is neither.
 */
export async function settleRestore(
  files: DurableFiles,
  dataDir: string,
): Promise<Result<string | null, Problem>> {
  let names: readonly string[]
  try {
    names = (await listOrNothing(files, dataDir)).map(({ name }) => name)
  } catch (error) {
    return failure(fileProblem(error, 'read', dataDir))
  }
  const finished = await finishIfBegun(files, dataDir, names)
  if (!finished.ok) return finished
  for (const name of names) {
    const owner = stagingOwner(name)
    // A process that died left it, or this one's number was had by another before.
    if (owner === null || (owner !== process.pid && isProcessAlive(owner))) continue
    await removeFolder(join(dataDir, name))
  }
  return finished
}

/** Where a restore was ever made, the lock tells whether one is being made right now. */
async function finishIfBegun(
  files: DurableFiles,
  dataDir: string,
  names: readonly string[],
): Promise<Result<string | null, Problem>> {
  if (names.includes(INTENT_NAME)) return finishLocked(files, dataDir)
  if (!names.includes(RESTORE_LOCK_NAME)) return success(null)
  const finished = await finishLocked(files, dataDir)
  // A folder that cannot be written has no restore going on; the database says what is wrong with it.
  return finished.ok || finished.error.kind === 'busy' ? finished : success(null)
}

async function finishLocked(
  files: DurableFiles,
  dataDir: string,
): Promise<Result<string | null, Problem>> {
  const lock = lockForRestore(dataDir)
  if (!lock.ok) return lock
  try {
    return await finishRestore(files, dataDir)
  } finally {
    lock.value.release()
  }
}

async function readIntent(
  files: DurableFiles,
  dataDir: string,
): Promise<Result<RestoreIntent | null, Problem>> {
  const path = join(dataDir, INTENT_NAME)
  let text: string
  try {
    text = new TextDecoder().decode(await files.readFile(path))
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return success(null)
    throw error
  }
  const intent = intentSchema.safeParse(parsedOrNull(text))
  if (intent.success) return success(intent.data)
  return failure(
    storageProblem(
      `${path} cannot be read, so it is not known how far the restore has come.`,
      'Move it aside; what was replaced is in the folders whose names begin with replaced-.',
    ),
  )
}

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** While the new one still waits, what stands in its place is the old one. */
async function setAside(files: DurableFiles, dataDir: string, move: RestoreMove): Promise<void> {
  const waits =
    move.from === null ? !(await stands(files, move.aside)) : await stands(files, move.from)
  if (!waits) return
  // The log before its database: a log beside another database than its own would spoil it.
  const ends = move.kind === 'database' ? [...DATABASE_COMPANIONS, ''] : ['']
  for (const end of ends) {
    const live = `${move.live}${end}`
    if (!(await stands(files, live))) continue
    await makeParents(files, dataDir, move.aside)
    await files.rename(live, await freeName(files, `${move.aside}${end}`))
  }
}

async function putInPlace(files: DurableFiles, { from, live }: RestoreMove): Promise<void> {
  if (from !== null && (await stands(files, from))) await files.rename(from, live)
}

async function stands(files: DurableFiles, path: string): Promise<boolean> {
  const entries = await listOrNothing(files, dirname(path))
  return entries.some(({ name }) => name === basename(path))
}

/** Another program may have made the file anew between two attempts: both are kept. */
async function freeName(files: DurableFiles, path: string): Promise<string> {
  let name = path
  for (let again = 2; await stands(files, name); again += 1) name = `${path}.${String(again)}`
  return name
}

async function makeParents(files: DurableFiles, root: string, path: string): Promise<void> {
  const folder = dirname(path)
  try {
    await files.makeFolder(folder)
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT' || folder === root) throw error
    await makeParents(files, root, folder)
    await files.makeFolder(folder)
  }
  await files.syncFolder(dirname(folder))
}

async function syncFoldersOf(files: DurableFiles, moves: readonly RestoreMove[]): Promise<void> {
  const folders = new Set(moves.flatMap(({ live, aside }) => [dirname(live), dirname(aside)]))
  for (const folder of folders) {
    if (await stands(files, folder)) await files.syncFolder(folder)
  }
}

/** What is left of a restore's preparation; when it cannot go now, the next start tries again. */
export async function removeFolder(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true })
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
  }
}
