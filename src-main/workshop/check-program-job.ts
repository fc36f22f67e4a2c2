import { open, rename, unlink, writeFile, type FileHandle } from 'node:fs/promises'
import type { Problem } from '#core/contract/problem.ts'
import type { MachineLimits } from '#core/grbl/job/machine-limits.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { CamWatch } from '../cam/cam-job.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import { fileProblem } from '../files/storage-problem.ts'
import { type CheckedProgram, ProgramReading } from './program-reading.ts'

/** What the check is told. */
export interface CheckProgramOrder {
  /** The file the program comes into; it is read while it grows. */
  readonly path: string
  /** Of the machine that is connected; null while they are not known, and nothing is timed then. */
  readonly limits: MachineLimits | null
}

/** Said to the check whenever more of the file is there. */
export interface MoreOfProgram {
  readonly lengthBytes: number
  /** The file is closed and whole. */
  readonly isWhole: boolean
}

const PIECE_BYTES = 1024 * 1024

/**
 * Reads an outside program through as the controller would, in a process of its own and while it still
 * comes in: piece by piece, with all that is to be known of it taken on the way. A file in another
 * encoding than UTF-8 is written anew as what was read.
 */
export async function checkProgramJob(
  { path, limits }: CheckProgramOrder,
  watch: CamWatch,
): Promise<Result<CheckedProgram, Problem>> {
  try {
    return success((await follow(path, limits, watch)) ?? (await rewrite(path, limits)))
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
    return failure(fileProblem(error, 'read', path))
  }
}

async function follow(
  path: string,
  limits: MachineLimits | null,
  { tell, hear }: CamWatch,
): Promise<CheckedProgram | null> {
  const reading = new ProgramReading(limits)
  const buffer = Buffer.allocUnsafe(PIECE_BYTES)
  const file = await open(path, 'r')
  try {
    for (let done = 0; ;) {
      const { lengthBytes, isWhole } = (await hear()) as MoreOfProgram
      done = await readTo(lengthBytes, done, { file, buffer, reading, tell })
      if (isWhole) return reading.finish()
    }
  } finally {
    await file.close()
  }
}

interface Follower {
  readonly file: FileHandle
  readonly buffer: Buffer
  readonly reading: ProgramReading
  readonly tell: CamWatch['tell']
}

/** Reads the file up to a place, which is there, and tells what share of it is read; gives where it stands. */
async function readTo(
  lengthBytes: number,
  from: number,
  { file, buffer, reading, tell }: Follower,
): Promise<number> {
  let done = from
  while (done < lengthBytes) {
    const wanted = Math.min(PIECE_BYTES, lengthBytes - done)
    const { bytesRead } = await file.read(buffer, 0, wanted, done)
    if (bytesRead === 0) throw new Error(`the file ends ${String(lengthBytes - done)} bytes early`)
    done += bytesRead
    reading.take(buffer.subarray(0, bytesRead))
    tell({ phase: 'checking', fraction: done / lengthBytes })
  }
  return done
}

/** Not UTF-8: what can be read of it replaces it, and that is what is checked and kept. */
async function rewrite(path: string, limits: MachineLimits | null): Promise<CheckedProgram> {
  const file = await open(path, 'r')
  const bytes = await file.readFile().finally(() => file.close())
  const text = new TextDecoder().decode(bytes)
  const fresh = `${path}.utf8`
  try {
    await writeFile(fresh, text)
    await rename(fresh, path)
  } catch (error) {
    await unlink(fresh).catch(() => undefined)
    throw error
  }
  const reading = new ProgramReading(limits)
  reading.take(Buffer.from(text, 'utf8'))
  const read = reading.finish()
  if (read === null) throw new Error('a text written as UTF-8 is not UTF-8')
  return read
}
