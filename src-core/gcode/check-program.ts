import {
  firstLineStart,
  LARGEST_PROGRAM_CHARS,
  nextLineStart,
  type ProgramProblem,
  programProblemSentence,
} from './parse-program.ts'
import { PlainMove } from './plain-move.ts'
import { type CheckOptions, type GcodeReport, ProgramCheck } from './program-check.ts'
import { codesOf, lineEndIn } from './program-lines.ts'

/**
 * Checks a program whose text comes in parts, cut anywhere: what `checkProgram` says of the whole text.
 * Nothing of the text is kept but the line under way.
 */
export class ProgramChecker {
  private check: ProgramCheck
  private readonly options: CheckOptions
  private unreadable: ProgramProblem | null = null
  private readonly move = new PlainMove()
  private carried = ''
  private line = 1
  private chars = 0

  constructor(options: CheckOptions) {
    this.options = options
    this.check = new ProgramCheck(options)
  }

  /** Takes the next part of the text. */
  take(part: string): void {
    const isFirst = this.chars === 0
    this.chars += part.length
    if (this.unreadable !== null && this.unreadable.kind !== 'too-large') return
    this.unreadable = this.refuse(part)
    if (this.unreadable !== null) return
    // a line without an end so far is not searched again with every part
    if (!/[\r\n]/.test(part) && !this.carried.endsWith('\r')) {
      this.carried += part
      return
    }
    const text = this.carried + part
    // a CR at the very end may have its LF in the next part
    const end = lastLineEnd(text)
    this.takeLines(text, isFirst ? firstLineStart(text) : 0, end)
    this.carried = text.slice(end)
  }

  /** The report, once the last part was taken. */
  finish(): GcodeReport {
    if (this.unreadable === null) this.takeLines(this.carried, 0, this.carried.length)
    else this.check = new ProgramCheck(this.options)
    return this.check.report(this.unreadable)
  }

  private refuse(part: string): ProgramProblem | null {
    if (this.chars > LARGEST_PROGRAM_CHARS) {
      return { kind: 'too-large', chars: this.chars, limit: LARGEST_PROGRAM_CHARS }
    }
    if (!part.includes('\0')) return null
    const text = this.carried + part
    const nul = text.indexOf('\0')
    return { kind: 'binary', line: this.line - 1 + text.slice(0, nul).split(/\r\n|\r|\n/).length }
  }

  private takeLines(text: string, start: number, end: number): void {
    const codes = codesOf(text)
    for (let from = start; from < end; this.line += 1) {
      from = nextLineStart(text, this.takeLine(text, codes, from))
    }
  }

  private takeLine(text: string, codes: Uint8Array, from: number): number {
    const { move, check, line } = this
    if (move.read(codes, from, codes.length) && check.takeMove(move, line)) return move.end
    const end = lineEndIn(codes, from, codes.length)
    check.takeLine(text.slice(from, end), line)
    return end
  }
}

/** Behind the last line end that is surely whole. */
function lastLineEnd(text: string): number {
  const newline = text.lastIndexOf('\n')
  const lastReturn = text.lastIndexOf('\r', text.length - 2)
  return Math.max(newline, lastReturn) + 1
}

/** Text is handed to the checker in parts of this many characters, with a telling between them. */
const PART_CHARS = 262_144

/**
 * Says what a controller would refuse in a program, line by line with its error code, and what is
 * dangerous though it is taken. Reads any text, never throws; time grows with its length, memory with
 * the longest line. Beyond 64 million characters it is not read at all.
 */
export function checkProgram(text: string, options: CheckOptions): GcodeReport {
  const checker = new ProgramChecker(options)
  for (let at = 0; at < text.length; at += PART_CHARS) {
    checker.take(text.slice(at, at + PART_CHARS))
    options.tell?.(Math.min(1, (at + PART_CHARS) / text.length))
  }
  return checker.finish()
}

/** The one sentence of a report's verdict. */
export function verdictSentence(report: GcodeReport): string {
  if (report.notGcode !== null) return programProblemSentence(report.notGcode)
  const further = report.further.reduce((sum, { count }) => sum + count, 0)
  const count = String(report.findings.length + further)
  switch (report.verdict) {
    case 'not-gcode':
    case 'refused':
      return `refused: the controller would stop at one line or more (${count} findings)`
    case 'unsafe':
      return `unsafe: the controller would take it, but it is dangerous (${count} findings)`
    case 'clean':
      return report.findings.length === 0 ? 'clean' : `clean, with ${count} notes`
  }
}
