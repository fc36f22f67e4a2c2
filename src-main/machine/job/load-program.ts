import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { Problem } from '#core/contract/problem.ts'
import { ProgramScanner } from '#core/grbl/job/program-scanner.ts'
import { finishScan, prepareProgram, scanProblem } from '#core/grbl/prepare-program.ts'
import type { PreparedProgram, PrepareOptions } from '#core/grbl/prepared-program.ts'
import { problemSentence } from '#core/outcome/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { systemErrorCode } from '../../files/durable-files.ts'
import { sha256Hex } from '../../files/sha256.ts'
import type { ProgramSource } from '../engine-messages.ts'

/** What is to be loaded, and what it must be. */
export interface LoadOrder {
  readonly title: string
  readonly source: ProgramSource
  readonly sha256: string
  readonly options: PrepareOptions
}

/** Bytes taken in at once: about 3 ms of work, so that status and stop are never kept waiting. */
const PIECE_BYTES = 256 * 1024

function problem(kind: Problem['kind'], message: string, remedy: string): Problem {
  return { kind, message, remedy, requestId: '' }
}

function otherBytes({ title, sha256 }: LoadOrder, found: string): Problem {
  const sentence = `${title}: the program's SHA-256 is ${found.slice(0, 12)}…, but ${sha256.slice(0, 12)}… was approved.`
  return problem('blocked', sentence, 'Make the run again.')
}

function unsendable(error: Parameters<typeof problemSentence>[0]): Problem {
  return problem('invalid-data', `${problemSentence(error)}.`, 'Correct the program.')
}

/** Prepares a program that came with the message, at once. */
export function loadText(order: LoadOrder, text: string): Result<PreparedProgram, Problem> {
  const found = sha256Hex(text)
  if (found !== order.sha256) return failure(otherBytes(order, found))
  const program = prepareProgram(text, order.title, order.options)
  return program.ok ? program : failure(unsendable(program.error))
}

/**
 * Reads a program from its file piece by piece, hashing what it reads: 60 MB in about a second, with
 * the loop free in between and nothing held but the compact store.
 */
export async function loadFile(
  order: LoadOrder,
  source: Extract<ProgramSource, { readonly kind: 'file' }>,
): Promise<Result<PreparedProgram, Problem>> {
  const hash = createHash('sha256')
  const scanner = new ProgramScanner(source.lengthBytes, order.options)
  const read = await readPieces(source, (piece) => {
    hash.update(piece)
    scanner.push(piece)
  })
  if (!read.ok) return read
  const found = hash.digest('hex')
  if (found !== order.sha256) return failure(otherBytes(order, found))
  const program = finishScan(scanner, order.title)
  return program.ok ? program : failure(unsendable(program.error))
}

/** What is made of a program while it is read, and why it cannot be sent; null when it can. */
export interface FileFollower<T> {
  readonly take: (piece: Uint8Array, share: number) => void
  readonly finish: () => { readonly found: T; readonly problem: ProgramScanner['problem'] }
}

/** Reads a program from its file as `loadFile` does, and with the same refusals, but keeps nothing of it. */
export async function followFile<T>(
  order: LoadOrder,
  source: Extract<ProgramSource, { readonly kind: 'file' }>,
  { take, finish }: FileFollower<T>,
): Promise<Result<T, Problem>> {
  const hash = createHash('sha256')
  let doneBytes = 0
  const read = await readPieces(source, (piece) => {
    hash.update(piece)
    doneBytes += piece.length
    take(piece, doneBytes / source.lengthBytes)
  })
  if (!read.ok) return read
  const digest = hash.digest('hex')
  if (digest !== order.sha256) return failure(otherBytes(order, digest))
  const { found, problem: refused } = finish()
  return refused === null ? success(found) : failure(unsendable(scanProblem(refused, order.title)))
}

async function readPieces(
  { path, offsetBytes, lengthBytes }: Extract<ProgramSource, { readonly kind: 'file' }>,
  take: (piece: Uint8Array) => void,
): Promise<Result<void, Problem>> {
  try {
    const file = await open(path, 'r')
    try {
      const buffer = Buffer.allocUnsafe(PIECE_BYTES)
      let done = 0
      while (done < lengthBytes) {
        const wanted = Math.min(PIECE_BYTES, lengthBytes - done)
        const { bytesRead } = await file.read(buffer, 0, wanted, offsetBytes + done)
        if (bytesRead === 0) break
        take(buffer.subarray(0, bytesRead))
        done += bytesRead
      }
      return success(undefined)
    } finally {
      await file.close()
    }
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === '') throw error
    return failure(problem('not-found', `${path} cannot be read (${code}).`, 'Verify the run.'))
  }
}
