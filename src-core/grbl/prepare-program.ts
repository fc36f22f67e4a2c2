import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { failure, success, type Result } from '../outcome/result.ts'
import { classifyLine, type LineClass } from './line-class.ts'
import { isRealtimeByte } from './realtime-commands.ts'

/** GRBL's line buffer: 79 characters count, spaces and comments do not. */
export const MAX_LINE_CHARACTERS = 79

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
}

/**
 * Turns program text into lines that are safe to send. Strips comments and spaces, drops `%` lines
 * and empty ones, raises letters to capitals. Refuses, naming the line: bytes outside printable
 * ASCII and realtime characters outside comments, lines over 79 characters, tool changes (M6),
 * block delete (`/`, which GRBL would cut all the same), and `$` commands that would leave the job.
 */
export function prepareProgram(text: string, source: string): Result<PreparedProgram, DataProblem> {
  const store = new LineStore(text.length)
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let position = start
  let sourceLine = 0
  while (position < text.length) {
    sourceLine += 1
    const scan = scanLine(text, position, store.open())
    const { bits, problem } = judgeLine(scan)
    if (problem !== null) return failure(dataProblem(source, `line ${String(sourceLine)}`, problem))
    if (scan.line !== '') store.commit(scan.line.length, sourceLine, bits)
    position = scan.next
  }
  if (store.lineCount === 0) {
    return failure(dataProblem(source, '', 'holds no line to send'))
  }
  return success(store.finish())
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

interface ScannedLine {
  /** Significant characters; empty for a line that is nothing but comment. */
  readonly line: string
  readonly next: number
  readonly problem: string | null
}

const NEWLINE = 0x0a
const RETURN = 0x0d
const OPEN_PARENTHESIS = 0x28
const CLOSE_PARENTHESIS = 0x29
const SEMICOLON = 0x3b

function scanLine(text: string, from: number, target: Uint8Array): ScannedLine {
  const end = lineEnd(text, from)
  const pair = text.charCodeAt(end) === RETURN && text.charCodeAt(end + 1) === NEWLINE
  const next = end + (pair ? 2 : 1)
  let line = ''
  let inParentheses = false
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at)
    if (inParentheses) {
      inParentheses = code !== CLOSE_PARENTHESIS
    } else if (code === OPEN_PARENTHESIS) {
      inParentheses = true
    } else if (code === SEMICOLON) {
      break
    } else if (!isBlank(code)) {
      const problem = characterProblem(code)
      if (problem !== null) return { line: '', next, problem }
      const capital = capitalOf(code)
      target[line.length] = capital
      line += String.fromCharCode(capital)
    }
  }
  return { line: line.startsWith('%') ? '' : line, next, problem: null }
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09
}

function capitalOf(code: number): number {
  return code >= 0x61 && code <= 0x7a ? code - 0x20 : code
}

function lineEnd(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === NEWLINE || code === RETURN) return at
    at += 1
  }
  return at
}

function characterProblem(code: number): string | null {
  const printable = code > 0x20 && code < 0x7f
  if (printable && !isRealtimeByte(code)) return null
  const shown = printable ? `\`${String.fromCharCode(code)}\`` : `code ${String(code)}`
  const reason = printable
    ? 'which the controller obeys at once'
    : 'which is not a printable ASCII character'
  return `contains ${shown} outside a comment, ${reason}`
}

function judgeLine(scan: ScannedLine): LineClass {
  const { line, problem } = scan
  if (problem !== null) return { bits: 0, problem }
  if (line.length > MAX_LINE_CHARACTERS) {
    const limit = String(MAX_LINE_CHARACTERS)
    const count = String(line.length)
    return {
      bits: 0,
      problem: `has ${count} characters without spaces and comments; GRBL takes ${limit}`,
    }
  }
  return classifyLine(line)
}

/** Grows with the program; nothing is kept per line but a few numbers. */
class LineStore {
  lineCount = 0
  readonly #bytes: Uint8Array
  #used = 0
  #offsets = new Uint32Array(1024)
  #sourceLines = new Uint32Array(1024)
  #lineClasses = new Uint8Array(1024)

  constructor(textLength: number) {
    // A line never grows, but the last one may lack its newline.
    this.#bytes = new Uint8Array(textLength + 1)
  }

  open(): Uint8Array {
    return this.#bytes.subarray(this.#used)
  }

  commit(length: number, sourceLine: number, classBits: number): void {
    if (this.lineCount + 1 >= this.#offsets.length) this.#grow()
    this.#bytes[this.#used + length] = NEWLINE
    this.#used += length + 1
    this.#sourceLines[this.lineCount] = sourceLine
    this.#lineClasses[this.lineCount] = classBits
    this.lineCount += 1
    this.#offsets[this.lineCount] = this.#used
  }

  #grow(): void {
    const size = this.#offsets.length * 2
    const offsets = new Uint32Array(size)
    offsets.set(this.#offsets)
    const sourceLines = new Uint32Array(size)
    sourceLines.set(this.#sourceLines)
    const lineClasses = new Uint8Array(size)
    lineClasses.set(this.#lineClasses)
    this.#offsets = offsets
    this.#sourceLines = sourceLines
    this.#lineClasses = lineClasses
  }

  finish(): PreparedProgram {
    return {
      lineCount: this.lineCount,
      bytes: this.#bytes.slice(0, this.#used),
      offsets: this.#offsets.slice(0, this.lineCount + 1),
      sourceLines: this.#sourceLines.slice(0, this.lineCount),
      lineClasses: this.#lineClasses.slice(0, this.lineCount),
    }
  }
}
