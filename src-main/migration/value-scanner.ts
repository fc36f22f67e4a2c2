import { MAX_DEPTH } from './element.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const NEWLINE = 0x0a

/**
 * Finds where one JSON value ends by its brackets and quotes alone, over any number of pieces.
 * Nothing is built and nothing parsed, so a value may be larger than memory.
 */
export class ValueScanner {
  /** Where scanning goes on; when it ended, just behind the value. */
  at = 0
  newlines = 0
  tooDeep = false
  #depth = 0
  #inText = false
  readonly #brackets = new Uint8Array(MAX_DEPTH + 1)

  /** Begins at a value's first character. */
  begin(at: number): void {
    this.at = at
    this.newlines = 0
    this.tooDeep = false
    this.#depth = 0
    this.#inText = false
  }

  /**
   * Goes on to the end of the bytes. `fault` at a line's end inside a text and at a bracket that
   * closes another kind: from there on brackets and quotes tell nothing.
   */
  advance(bytes: Buffer): 'more' | 'end' | 'fault' {
    while (this.at < bytes.length) {
      const step = this.#inText ? this.#text(bytes) : this.#structure(bytes)
      if (step !== 'on') return step
    }
    return 'more'
  }

  #text(bytes: Buffer): 'on' | 'more' | 'end' | 'fault' {
    const { length } = bytes
    let at = this.at
    for (; at < length; at += 1) {
      const byte = bytes[at]
      if (byte === QUOTE) {
        this.#inText = false
        this.at = at + 1
        return this.#depth === 0 ? 'end' : 'on'
      }
      if (byte === NEWLINE) return 'fault'
      if (byte === BACKSLASH) {
        if (at + 1 >= length) break
        at += 1
      }
    }
    this.at = at
    return 'more'
  }

  #structure(bytes: Buffer): 'on' | 'more' | 'end' | 'fault' {
    const { length } = bytes
    let at = this.at
    for (; at < length; at += 1) {
      const byte = bytes[at] ?? 0
      if (byte === QUOTE) {
        this.#inText = true
        this.at = at + 1
        return 'on'
      }
      // [ ] { } are 0x5b 0x5d 0x7b 0x7d: most bytes are none of them, and inside a value no more is asked.
      if ((byte & 0xd9) === 0x59) {
        const how = this.#bracket(byte, at)
        if (how !== 'on') return how
      } else if (byte === NEWLINE && this.#depth > 0) this.newlines += 1
      else if (this.#depth === 0 && isScalarEnd(byte)) return this.#endAt(at)
    }
    this.at = at
    return 'more'
  }

  #bracket(byte: number, at: number): 'on' | 'end' | 'fault' {
    const kind = byte & 0xdf
    if (kind === 0x5b) this.#open(byte)
    if (kind !== 0x5d) return 'on'
    if (this.#depth === 0) return this.#endAt(at)
    if (!this.#close(byte)) return 'fault'
    return this.#depth === 0 ? this.#endAt(at + 1) : 'on'
  }

  #endAt(at: number): 'end' {
    this.at = at
    return 'end'
  }

  #open(byte: number): void {
    this.#depth += 1
    if (this.#depth > MAX_DEPTH) this.tooDeep = true
    else this.#brackets[this.#depth] = byte + 2
  }

  /** False when the bracket closes another kind than was opened; below the limit nobody remembers. */
  #close(byte: number): boolean {
    const expected = this.#depth > MAX_DEPTH ? byte : this.#brackets[this.#depth]
    this.#depth -= 1
    return byte === expected
  }
}

function isScalarEnd(byte: number): boolean {
  return byte === 0x2c || byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09
}
