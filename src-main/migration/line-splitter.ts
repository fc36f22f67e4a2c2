import { MAX_RECORD_BYTES, parseElement, TOO_DEEP, TOO_LARGE } from './element.ts'
import type { Element, Splitter } from './element.ts'
import { ValueScanner } from './value-scanner.ts'

const NEWLINE = 0x0a
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf])

/** Splits JSON Lines: one entry on each line, whatever the lines around it are like. */
export class LineSplitter implements Splitter {
  readonly #scanner = new ValueScanner()
  #held: Buffer = Buffer.alloc(0)
  #isDropping = false
  #line = 1
  #index = 0
  #found: Element[] = []

  readonly push = (piece: Buffer): readonly Element[] => {
    this.#found = []
    let from = 0
    for (let end = piece.indexOf(NEWLINE); end !== -1; end = piece.indexOf(NEWLINE, from)) {
      this.#take(piece.subarray(from, end))
      from = end + 1
    }
    this.#hold(piece.subarray(from))
    return this.#found
  }

  readonly end = (): readonly Element[] => {
    this.#found = []
    this.#take(Buffer.alloc(0))
    return this.#found
  }

  #hold(rest: Buffer): void {
    if (this.#isDropping) return
    // A copy: the piece it is a part of may be read into again.
    this.#held = Buffer.concat([this.#held, rest])
    if (this.#held.length <= MAX_RECORD_BYTES) return
    this.#held = Buffer.alloc(0)
    this.#isDropping = true
  }

  /** A line's end was found; `rest` is what the last piece had of the line. */
  #take(rest: Buffer): void {
    const line = this.#held.length === 0 ? rest : Buffer.concat([this.#held, rest])
    this.#held = Buffer.alloc(0)
    const isTooLarge = this.#isDropping || line.length > MAX_RECORD_BYTES
    this.#isDropping = false
    const bytes = this.#line === 1 && hasMark(line) ? line.subarray(3) : line
    if (isTooLarge) this.#tell(TOO_LARGE)
    else if (!isBlank(bytes)) this.#parse(bytes)
    this.#line += 1
  }

  #parse(bytes: Buffer): void {
    const scanner = this.#scanner
    scanner.begin(bytes.findIndex((byte) => byte > 0x20))
    scanner.advance(bytes)
    if (scanner.tooDeep) {
      this.#tell(TOO_DEEP)
      return
    }
    this.#found.push(parseElement(bytes, { key: null, index: this.#index, line: this.#line }))
    this.#index += 1
  }

  #tell(reason: string): void {
    this.#found.push({ kind: 'fault', reason, index: this.#index, line: this.#line })
    this.#index += 1
  }
}

function hasMark(bytes: Buffer): boolean {
  return bytes.subarray(0, 3).equals(BYTE_ORDER_MARK)
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte <= 0x20)
}
