import type { PreparedProgram, PrepareOptions } from '../prepared-program.ts'
import { LineScanner } from './line-scanner.ts'
import { LineStore } from './line-store.ts'

type Encoding = 'unknown' | 'bytes' | 'utf16le' | 'utf16be'

/**
 * Reads a G-code file piece by piece into a compact store of lines that are safe to send. Strips
 * comments, spaces, `%` lines and empty ones; raises letters to capitals; takes LF, CRLF, CR, a byte
 * order mark, UTF-8, CP-1252 and UTF-16. Refuses, by its line: bytes outside printable ASCII and
 * realtime characters outside comments, lines over 79 characters, block delete (`/`, which GRBL would
 * cut all the same), `$` commands that would leave the job, M6 among other words, and a motion behind
 * a tool change that does not name G0 to G3. Nothing but a few numbers is kept per line.
 */
export class ProgramScanner {
  readonly #store: LineStore
  readonly #lines: LineScanner
  #encoding: Encoding = 'unknown'
  #head: number[] = []
  #half = -1

  /** `expectedBytes` sizes the store: at most what the source has. */
  constructor(expectedBytes: number, options: PrepareOptions = {}) {
    this.#store = new LineStore(expectedBytes)
    this.#lines = new LineScanner(this.#store, options)
  }

  /** The first thing that keeps the program from being sent; `sourceLine` 0 is the whole. */
  get problem(): LineScanner['problem'] {
    return this.#lines.problem
  }

  /** Takes the next bytes of a file. */
  push(bytes: Uint8Array): void {
    let from = 0
    while (this.#encoding === 'unknown' && from < bytes.length) {
      this.#head.push(bytes[from] ?? 0)
      from += 1
      if (this.#head.length === 4) this.#begin()
    }
    if (this.#encoding === 'bytes') this.#lines.takeBytes(bytes, from, bytes.length)
    else if (this.#encoding !== 'unknown') this.#pushUnits(bytes, from)
  }

  /** Takes text that is in memory already. */
  pushText(text: string): void {
    this.#encoding = 'bytes'
    const start = text.charCodeAt(0) === 0xfeff ? 1 : 0
    for (let at = start; at < text.length; at += 1) this.#lines.take(text.charCodeAt(at))
  }

  /** Ends the last line and gives the store; look at `problem` first. */
  finish(): PreparedProgram {
    if (this.#encoding === 'unknown') this.#begin()
    this.#lines.finish()
    return { ...this.#store.finish(), stops: this.#lines.stops }
  }

  /** Lines so far. */
  get lineCount(): number {
    return this.#store.lineCount
  }

  #begin(): void {
    const head = this.#head
    this.#head = []
    const { encoding, markBytes } = encodingOf(head)
    this.#open(encoding, head.slice(markBytes))
  }

  #open(encoding: Encoding, rest: readonly number[]): void {
    this.#encoding = encoding
    if (rest.length > 0) this.push(Uint8Array.from(rest))
  }

  #pushUnits(bytes: Uint8Array, from: number): void {
    const little = this.#encoding === 'utf16le'
    for (let at = from; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0
      if (this.#half < 0) {
        this.#half = byte
      } else {
        this.#lines.take(little ? this.#half + 256 * byte : 256 * this.#half + byte)
        this.#half = -1
      }
    }
  }
}

const MARKS: readonly (readonly [readonly number[], Encoding])[] = [
  [[0xff, 0xfe], 'utf16le'],
  [[0xfe, 0xff], 'utf16be'],
  [[0xef, 0xbb, 0xbf], 'bytes'],
]

/** Told by a byte order mark, or by the zero bytes that ASCII has in UTF-16. */
function encodingOf(head: readonly number[]) {
  for (const [mark, encoding] of MARKS) {
    const isMarked = mark.every((byte, index) => head[index] === byte)
    if (isMarked) return { encoding, markBytes: mark.length } as const
  }
  const zeros = head.map((byte) => (byte === 0 ? '0' : 'x')).join('')
  const encoding = zeros === 'x0x0' ? 'utf16le' : zeros === '0x0x' ? 'utf16be' : 'bytes'
  return { encoding, markBytes: 0 } as const
}
