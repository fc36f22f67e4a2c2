import { createHash, type Hash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success, type Result } from '#core/outcome/result.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import { fileProblem, storageProblem } from '../files/storage-problem.ts'
import type { RunStore } from './run-store.ts'

/** A piece of a program. */
export interface ProgramPart {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Where the next piece begins; null behind the last. */
  readonly nextOffsetBytes: number | null
  readonly totalBytes: number
}

/** A piece that is asked for. */
export interface ProgramPartQuery {
  readonly runId: string
  readonly programId: string
  readonly offsetBytes: number
}

/** A quarter of what a slow link may hold back, and small enough that no answer delays a stop. */
export const PART_BYTES = 1024 * 1024
/** A program that is not asked for any more is let go after this. */
const KEPT_MS = 5000

/** A program that is being handed out, from its first byte to its last. */
interface HandingOut {
  readonly key: string
  readonly file: FileHandle | null
  /** Of a short program, which stands in the artifact. */
  readonly text: Uint8Array<ArrayBuffer> | null
  readonly start: number
  readonly totalBytes: number
  readonly sha256: string
  readonly hash: Hash
  offsetBytes: number
}

/**
 * Hands a recorded program out in pieces, so that one of 60 MB is never held here nor travels as one
 * message. Its hash is taken on the way; the last piece is refused when it does not match.
 */
export function createProgramParts(
  runStore: Pick<RunStore, 'locateProgram' | 'readProgram'>,
): (query: ProgramPartQuery) => Promise<Result<ProgramPart, Problem>> {
  let current: HandingOut | null = null
  let timer: NodeJS.Timeout | undefined
  let queue: Promise<unknown> = Promise.resolve()

  async function letGo(): Promise<void> {
    clearTimeout(timer)
    const file = current?.file
    current = null
    await file?.close()
  }

  async function part(query: ProgramPartQuery): Promise<Result<ProgramPart, Problem>> {
    clearTimeout(timer)
    const isNext = current?.key === keyOf(query) && current.offsetBytes === query.offsetBytes
    if (!isNext) {
      await letGo()
      const begun = await begin(runStore, query)
      if (!begun.ok) return begun
      current = begun.value
    }
    if (current === null) throw new Error('a program is handed out that was not begun')
    const answer = await next(current)
    const isOver = !answer.ok || answer.value.nextOffsetBytes === null
    if (isOver) await letGo()
    else timer = setTimeout(() => void letGo(), KEPT_MS).unref()
    return answer
  }

  return (query) => {
    // one after the other: pieces are asked for ahead
    const answer = queue.then(() => part(query))
    queue = answer.catch(() => undefined)
    return answer
  }
}

function keyOf({ runId, programId }: ProgramPartQuery): string {
  return `${runId} ${programId}`
}

async function begin(
  runStore: Pick<RunStore, 'locateProgram' | 'readProgram'>,
  query: ProgramPartQuery,
): Promise<Result<HandingOut, Problem>> {
  const { runId, programId, offsetBytes } = query
  if (offsetBytes > 0) {
    const message = `Byte ${String(offsetBytes)} of the program is not its beginning.`
    return failure({
      kind: 'invalid-input',
      message,
      remedy: 'Read it from byte 0.',
      requestId: '',
    })
  }
  const located = await runStore.locateProgram(runId, programId)
  if (!located.ok) return located
  const { program, file } = located.value
  const common = {
    key: keyOf(query),
    totalBytes: program.length_bytes,
    sha256: program.sha256,
    hash: createHash('sha256'),
    offsetBytes: 0,
  }
  if (file === null) {
    const read = await runStore.readProgram(runId, programId)
    if (!read.ok) return read
    const text = new TextEncoder().encode(read.value.text)
    return success({ ...common, file: null, text, start: 0 })
  }
  try {
    const handle = await open(file.path, 'r')
    return success({ ...common, file: handle, text: null, start: file.offsetBytes })
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
    return failure(fileProblem(error, 'read', file.path))
  }
}

async function next(program: HandingOut): Promise<Result<ProgramPart, Problem>> {
  const { offsetBytes, totalBytes, hash } = program
  const wanted = Math.min(PART_BYTES, totalBytes - offsetBytes)
  const bytes = await piece(program, wanted)
  hash.update(bytes)
  program.offsetBytes += bytes.length
  const isLast = program.offsetBytes >= totalBytes || bytes.length < wanted
  if (isLast && hash.digest('hex') !== program.sha256) {
    const message = 'The program is damaged and is not shown: its SHA-256 does not match.'
    return failure(storageProblem(message, 'Start a new run from its plan.'))
  }
  return success({ bytes, nextOffsetBytes: isLast ? null : program.offsetBytes, totalBytes })
}

async function piece(program: HandingOut, wanted: number): Promise<Uint8Array<ArrayBuffer>> {
  const { file, text, start, offsetBytes } = program
  if (text !== null) return text.subarray(offsetBytes, offsetBytes + wanted)
  const buffer = new Uint8Array(wanted)
  let done = 0
  while (file !== null && done < wanted) {
    const at = start + offsetBytes + done
    const { bytesRead } = await file.read(buffer, done, wanted - done, at)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return buffer.subarray(0, done)
}
