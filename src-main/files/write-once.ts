import { randomUUID } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { systemErrorCode } from './durable-files.ts'
import type { DurableFiles } from './durable-files.ts'
import { fileProblem } from './storage-problem.ts'

/** Whether the file was written now or one of that name stood there and was left alone. */
export type WriteOnceOutcome = 'written' | 'already-there'

/** File systems that know no second name (FAT, some network drives) answer with one of these. */
const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EMLINK', 'EXDEV', 'EINVAL'])
const TEMP = /^\..+\.(\d+)-[0-9a-f-]{36}\.tmp(?:-journal|-wal|-shm)?$/

/** True for the answers of a file system that cannot give a file a second name. */
export function standsWithoutLinks(code: string): boolean {
  return NO_LINKS.has(code)
}

/** A name for a temporary file, beside `path` unless told otherwise, that says which process writes it. */
export function tempPathFor(path: string, folder: string = dirname(path)): string {
  return join(folder, `.${basename(path)}.${String(process.pid)}-${randomUUID()}.tmp`)
}

/** The id of the process that wrote a temporary file of ours; null for any other name. */
export function tempFileOwner(name: string): number | null {
  const owner = TEMP.exec(name)?.[1]
  return owner === undefined ? null : Number(owner)
}

/**
 * Writes a file that is never changed again. It stands under its name only when whole and on the
 * disk: temporary file, sync, a second name by a link (which refuses to replace), the first name
 * removed, folder synced. Where links are unknown it is written under its name and synced there.
 * The folder must exist. After `already-there` the standing file is on the disk too; what is in
 * it is for the caller to compare. `tempFolder` is another folder of the same disk for the
 * temporary file, where the sweep finds it without walking a deep tree.
 */
export async function writeOnce(
  files: DurableFiles,
  path: string,
  bytes: Uint8Array,
  tempFolder: string = dirname(path),
): Promise<Result<WriteOnceOutcome, Problem>> {
  try {
    const temp = tempPathFor(path, tempFolder)
    await writeSynced(files, temp, bytes)
    const outcome = await nameFinally(files, temp, path, bytes)
    await removeBegun(files, temp)
    if (outcome === 'already-there') await files.syncFile(path)
    await files.syncFolder(dirname(path))
    return success(outcome)
  } catch (error) {
    return failure(fileProblem(error, 'write', path))
  }
}

/** Writes and syncs a new file; when that fails, takes away what was begun and throws on. */
export async function writeSynced(
  files: DurableFiles,
  path: string,
  bytes: Uint8Array,
): Promise<void> {
  const file = await files.createNew(path)
  try {
    try {
      await file.append(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    await removeBegun(files, path)
    throw error
  }
}

async function nameFinally(
  files: DurableFiles,
  temp: string,
  path: string,
  bytes: Uint8Array,
): Promise<WriteOnceOutcome> {
  try {
    await files.link(temp, path)
    return 'written'
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'EEXIST') return 'already-there'
    if (!standsWithoutLinks(code)) {
      await removeBegun(files, temp)
      throw error
    }
  }
  return writeInPlace(files, temp, path, bytes)
}

async function writeInPlace(
  files: DurableFiles,
  temp: string,
  path: string,
  bytes: Uint8Array,
): Promise<WriteOnceOutcome> {
  try {
    await writeSynced(files, path, bytes)
    return 'written'
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return 'already-there'
    await removeBegun(files, temp)
    throw error
  }
}

/** Tidies up after a failure. When even that fails, the sweep at the next start finds the file. */
export async function removeBegun(files: DurableFiles, path: string): Promise<void> {
  try {
    await files.unlink(path)
  } catch (error) {
    // The first failure is the one to report; a defect of ours still surfaces.
    if (systemErrorCode(error) === '') throw error
  }
}
