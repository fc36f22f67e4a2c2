import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { failure, success, type Result } from '../outcome/result.ts'
import { ProgramScanner } from './job/program-scanner.ts'
import type { PreparedProgram, PrepareOptions } from './prepared-program.ts'

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
  return failure(scanProblem(scanner.problem, source))
}

/** What a scanner found wrong, by its line. */
export function scanProblem(
  { sourceLine, sentence }: NonNullable<ProgramScanner['problem']>,
  source: string,
): DataProblem {
  const place = sourceLine === 0 ? '' : `line ${String(sourceLine)}`
  return dataProblem(source, place, sentence)
}
