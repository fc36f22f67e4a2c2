import { createHash } from 'node:crypto'
import { open, rename, unlink, writeFile } from 'node:fs/promises'
import type { Problem } from '#core/contract/problem.ts'
import { GRBL_1_1, type GcodeReport, ProgramChecker } from '#core/gcode/check-program.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { countLines, INLINE_GCODE_LIMIT_BYTES } from '#core/runs/build-artifact.ts'
import type { CamWatch } from '../cam/cam-job.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import { fileProblem } from '../files/storage-problem.ts'
import { withoutTapeMarks } from './tape-marks.ts'

/** What the check is told. */
export interface CheckProgramOrder {
  readonly path: string
}

/** What it finds; afterwards the file is the program as UTF-8 without a byte order mark. */
export interface CheckedProgram {
  readonly report: GcodeReport
  /** Of the file's bytes. */
  readonly sha256: string
  readonly lengthBytes: number
  readonly lineCount: number
  /** The program, when it is short enough to stand in the artifact. */
  readonly text: string | null
}

const PIECE_BYTES = 1024 * 1024
const BYTE_ORDER_MARK = '\ufeff'

/**
 * Reads an outside program through as the controller would, in a process of its own: piece by piece,
 * its hash taken on the way. A file in another encoding than UTF-8 is written anew as what was read.
 */
export async function checkProgramJob(
  { path }: CheckProgramOrder,
  { tell }: CamWatch,
): Promise<Result<CheckedProgram, Problem>> {
  try {
    const bytes = await readPieces(path, (share) => {
      tell({ phase: 'checking', fraction: share })
    })
    return success(bytes)
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
    return failure(fileProblem(error, 'read', path))
  }
}

async function readPieces(path: string, tell: (share: number) => void): Promise<CheckedProgram> {
  const reading = new ProgramReading()
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const buffer = Buffer.allocUnsafe(PIECE_BYTES)
    for (let done = 0; ;) {
      const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES, done)
      if (bytesRead === 0) break
      done += bytesRead
      reading.take(buffer.subarray(0, bytesRead))
      tell(done / Math.max(1, size))
    }
  } finally {
    await file.close()
  }
  const read = reading.finish()
  return read ?? (await rewrite(path))
}

/** Not UTF-8: what can be read of it replaces it, and that is what is checked and kept. */
async function rewrite(path: string): Promise<CheckedProgram> {
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
  const reading = new ProgramReading()
  reading.take(Buffer.from(text, 'utf8'))
  const read = reading.finish()
  if (read === null) throw new Error('a text written as UTF-8 is not UTF-8')
  return read
}

/** One pass over the bytes: hash, lines and check. */
class ProgramReading {
  readonly #hash = createHash('sha256')
  readonly #checker = new ProgramChecker({ profile: GRBL_1_1 })
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  /** The line under way: a tape mark is one only as a whole line. */
  #carried = ''
  #lengthBytes = 0
  #lineCount = 0
  #isExact = true
  #text = ''

  take(bytes: Uint8Array): void {
    this.#hash.update(bytes)
    const isFirst = this.#lengthBytes === 0
    this.#lengthBytes += bytes.length
    const part = this.#decode(bytes, true)
    if (isFirst && part.startsWith(BYTE_ORDER_MARK)) this.#isExact = false
    if (!this.#isExact) return
    if (this.#lengthBytes <= INLINE_GCODE_LIMIT_BYTES) this.#text += part
    this.#takeLines(part)
  }

  /** Null when the bytes are not the UTF-8 of a text without a byte order mark. */
  finish(): CheckedProgram | null {
    const rest = this.#decode(new Uint8Array(0), false)
    if (!this.#isExact) return null
    this.#check(this.#carried + rest)
    const isShort = this.#lengthBytes <= INLINE_GCODE_LIMIT_BYTES
    return {
      report: this.#checker.finish(),
      sha256: this.#hash.digest('hex'),
      lengthBytes: this.#lengthBytes,
      lineCount: this.#lineCount,
      text: isShort ? this.#text : null,
    }
  }

  #decode(bytes: Uint8Array, stream: boolean): string {
    if (!this.#isExact) return ''
    try {
      return this.#decoder.decode(bytes, { stream })
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      this.#isExact = false
      return ''
    }
  }

  #takeLines(part: string): void {
    const end = part.lastIndexOf('\n') + 1
    if (end === 0) {
      this.#carried += part
      return
    }
    const lines = this.#carried + part.slice(0, end)
    this.#carried = part.slice(end)
    this.#check(lines)
  }

  #check(lines: string): void {
    this.#lineCount += countLines(lines)
    this.#checker.take(withoutTapeMarks(lines))
  }
}
