import type { PreparedProgram } from '../prepared-program.ts'

const NEWLINE = 0x0a
const FIRST_LINES = 1024

/** Where the lines of a program go, one after another, each written byte by byte and then kept. */
export interface LineSink {
  /** Lines kept. */
  readonly lineCount: number
  /** The line under way lies in here, from `used` on. */
  readonly bytes: Uint8Array
  readonly used: number
  /** Writes one byte of the line under way. */
  readonly put: (at: number, code: number) => void
  /** A byte of the line under way. */
  readonly at: (place: number) => number
  /** Keeps the line under way. */
  readonly commit: (length: number, sourceLine: number, classBits: number) => void
}

/** Grows with the program; nothing is kept per line but a few numbers. */
export class LineStore implements LineSink {
  lineCount = 0
  /** Bytes of the lines kept so far; the next line is being written behind them. */
  used = 0
  bytes: Uint8Array
  #offsets = new Uint32Array(FIRST_LINES)
  #sourceLines = new Uint32Array(FIRST_LINES)
  #lineClasses = new Uint8Array(FIRST_LINES)

  /** `expectedBytes` of source; it grows when there are more. */
  constructor(expectedBytes: number) {
    // A line never grows, but the last one may lack its newline.
    this.bytes = new Uint8Array(expectedBytes + 1)
  }

  /** Writes one byte of the line under way. */
  put(at: number, code: number): void {
    if (this.used + at >= this.bytes.length) this.#growBytes()
    this.bytes[this.used + at] = code
  }

  /** A byte of the line under way. */
  at(place: number): number {
    return this.bytes[this.used + place] ?? 0
  }

  /** Keeps the line under way. */
  commit(length: number, sourceLine: number, classBits: number): void {
    if (this.lineCount + 1 >= this.#offsets.length) this.#growLines()
    this.put(length, NEWLINE)
    this.used += length + 1
    this.#sourceLines[this.lineCount] = sourceLine
    this.#lineClasses[this.lineCount] = classBits
    this.lineCount += 1
    this.#offsets[this.lineCount] = this.used
  }

  #growBytes(): void {
    const bytes = new Uint8Array(Math.ceil(this.bytes.length * 1.5) + 64)
    bytes.set(this.bytes)
    this.bytes = bytes
  }

  #growLines(): void {
    const size = Math.ceil(this.#offsets.length * 1.5)
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

  /** The store without its spare room; the bytes are copied only when much of them is spare. */
  finish(): Omit<PreparedProgram, 'stops'> {
    const isRoomy = this.used < 0.75 * this.bytes.length
    return {
      lineCount: this.lineCount,
      bytes: isRoomy ? this.bytes.slice(0, this.used) : this.bytes.subarray(0, this.used),
      offsets: this.#offsets.slice(0, this.lineCount + 1),
      sourceLines: this.#sourceLines.slice(0, this.lineCount),
      lineClasses: this.#lineClasses.slice(0, this.lineCount),
    }
  }
}
