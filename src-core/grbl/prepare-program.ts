import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { failure, success, type Result } from '../outcome/result.ts'
import { ProgramScanner } from './job/program-scanner.ts'

/** A place where the program waits for the person. */
export interface ProgramStop {
  /** Index of the prepared line. */
  readonly line: number
  readonly sourceLine: number
  readonly kind: 'toolChange' | 'programStop' | 'optionalStop'
  /** Of a tool change: the T in force; null when the program named none. */
  readonly toolNumber: number | null
}

/**
 * A program ready to send: every line without spaces and comments, each ended by one newline, in
 * one compact store. Line `i` is `bytes[offsets[i] .. offsets[i + 1])`, newline included.
 */
export interface PreparedProgram {
  readonly lineCount: number
  readonly bytes: Uint8Array
  readonly offsets: Uint32Array
  /** 1-based line of the source text that each line came from. */
  readonly sourceLines: Uint32Array
  /** Bits of `LINE_CLASS`. */
  readonly lineClasses: Uint8Array
  readonly stops: readonly ProgramStop[]
}

/** What may differ between two sends of one program. */
export interface PrepareOptions {
  /** M1 is sent as M0, so that the controller stops there. */
  readonly optionalStops?: boolean
}

/**
 * Turns program text into lines that are safe to send; see `ProgramScanner` for what is stripped and
 * what is refused. Files are better scanned from their bytes, piece by piece.
 */
export function prepareProgram(
  text: string,
  source: string,
  options: PrepareOptions = {},
): Result<PreparedProgram, DataProblem> {
  const scanner = new ProgramScanner(text.length, options)
  scanner.pushText(text)
  return finishScan(scanner, source)
}

/** The scanned program, or the first thing wrong with it by its line. */
export function finishScan(
  scanner: ProgramScanner,
  source: string,
): Result<PreparedProgram, DataProblem> {
  const program = scanner.finish()
  if (scanner.problem === null) return success(program)
  const { sourceLine, sentence } = scanner.problem
  const place = sourceLine === 0 ? '' : `line ${String(sourceLine)}`
  return failure(dataProblem(source, place, sentence))
}

/** The text of line `lineIndex`, without its newline. */
export function preparedLine(program: PreparedProgram, lineIndex: number): string {
  const from = program.offsets[lineIndex] ?? 0
  const to = (program.offsets[lineIndex + 1] ?? from + 1) - 1
  return String.fromCharCode(...program.bytes.subarray(from, to))
}

/** Bytes of line `lineIndex` on the wire, newline included. */
export function preparedLineBytes(program: PreparedProgram, lineIndex: number): number {
  return (program.offsets[lineIndex + 1] ?? 0) - (program.offsets[lineIndex] ?? 0)
}
