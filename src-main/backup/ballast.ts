import { randomBytes } from 'node:crypto'
import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { systemErrorCode } from '../files/durable-files.ts'
import type { DurableFiles } from '../files/durable-files.ts'
import { removeBegun, tempPathFor } from '../files/write-once.ts'
import { BALLAST_NAME } from './data-files.ts'

/** Size of the reserve. A full SQLite needs room for its log and one checkpoint before it can write again. */
export const BALLAST_BYTES = 32 * 1024 * 1024
/** Below this the disk counts as full, and the reserve is given up. */
export const FULL_BYTES = 4 * 1024 * 1024
/** Made only where so much more stays free that it does no harm. */
export const ROOMY_BYTES = 256 * 1024 * 1024
const PIECE_BYTES = 1024 * 1024

/** What the reserve stands on; a test puts its own disk here. */
export interface BallastPlace {
  /** False leaves a missing reserve missing: making it takes a moment that a start has not. */
  readonly mayMake: boolean
  readonly dataDir: string
  readonly files: DurableFiles
  /** Free bytes on the disk of the data folder. */
  readonly freeBytes: () => Promise<number>
}

/** The free bytes of a folder's disk for a program without special rights. */
export async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/**
 * Looks after a reserve of 32 MB in the data folder: made while the disk has room, given up when
 * it is full, so that the database (which cannot even delete on a full disk) can write again, and
 * made anew later. `freed` was given up now, `missing` has been given up before and there is no
 * room yet. Rejects with system errors other than a full disk.
 */
export async function lookAfterBallast({
  dataDir,
  files,
  freeBytes,
  mayMake,
}: BallastPlace): Promise<'kept' | 'made' | 'freed' | 'missing'> {
  const path = join(dataDir, BALLAST_NAME)
  const free = await freeBytes()
  if ((await sizeOf(path)) === BALLAST_BYTES) {
    if (free >= FULL_BYTES) return 'kept'
    await files.unlink(path)
    await files.syncFolder(dataDir)
    return 'freed'
  }
  if (!mayMake || free < BALLAST_BYTES + ROOMY_BYTES) return 'missing'
  return (await makeBallast(files, path)) ? 'made' : 'missing'
}

/** Real bytes that no file system can press together; false when there was no room after all. */
async function makeBallast(files: DurableFiles, path: string): Promise<boolean> {
  const temp = tempPathFor(path)
  const piece = randomBytes(PIECE_BYTES)
  try {
    const file = await files.createNew(temp)
    try {
      for (let done = 0; done < BALLAST_BYTES; done += PIECE_BYTES) await file.append(piece)
      await file.sync()
    } finally {
      await file.close()
    }
    await files.rename(temp, path)
    return true
  } catch (error) {
    await removeBegun(files, temp)
    if (['ENOSPC', 'EDQUOT'].includes(systemErrorCode(error))) return false
    throw error
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 0
    throw error
  }
}
