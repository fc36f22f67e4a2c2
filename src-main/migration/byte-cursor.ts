const NEWLINE = 0x0a
const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === NEWLINE || byte === 0x0d || byte === 0x09
}

/** What stands before a value in an object: the key, and where the value begins. */
export interface KeyAhead {
  readonly key: string
  readonly valueAt: number
  readonly newlines: number
}

/** A place in a file of which only a part is held at a time; bytes before the place are let go. */
export class ByteCursor {
  #room: Buffer = Buffer.alloc(0)
  /** What is held; positions count from its start. */
  bytes: Buffer = this.#room
  at = 0
  /** Of the place, counted from 1. */
  line = 1
  /** What stands between the line's start and the place; null when more than space does. */
  indent: string | null = ''

  /** Adds a copy of the next piece; positions in `bytes` move back by the returned number. */
  add(piece: Buffer): number {
    const dropped = this.at
    const restBytes = this.bytes.length - dropped
    const sizeBytes = restBytes + piece.length
    if (sizeBytes > this.#room.length) {
      const room = Buffer.allocUnsafe(Math.max(sizeBytes, 2 * this.#room.length))
      this.bytes.copy(room, 0, dropped)
      this.#room = room
    } else this.#room.copyWithin(0, dropped, dropped + restBytes)
    piece.copy(this.#room, restBytes)
    this.bytes = this.#room.subarray(0, sizeBytes)
    this.at = 0
    return dropped
  }

  /** The byte at the place; -1 at the end of what is there. */
  get byte(): number {
    return this.bytes[this.at] ?? -1
  }

  /** Moves on to `at`, which lies so many lines further and not at a line's start. */
  moveTo(at: number, newlines: number): void {
    this.at = at
    this.line += newlines
    this.indent = null
  }

  /** Moves to where an indented line's text begins. */
  moveToLine(at: number, indent: string): void {
    this.line += this.#newlinesBefore(at)
    this.at = at
    this.indent = indent
  }

  /** Past spaces, and past one more kind of byte; false when what is there ends with them. */
  skipSpaces(alsoByte = 0x20): boolean {
    const { bytes } = this
    let { at } = this
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0
      if (byte === NEWLINE) {
        this.line += 1
        this.indent = ''
      } else if (isSpace(byte)) {
        if (this.indent !== null && byte !== 0x0d) this.indent += String.fromCharCode(byte)
      } else if (byte === alsoByte) this.indent = null
      else break
    }
    this.at = at
    return at < bytes.length
  }

  /** Reads `"key" :` ahead without moving; `more` when the bytes end before the value. */
  keyAhead(): KeyAhead | 'more' | 'fault' {
    const { bytes } = this
    const close = this.#closingQuote()
    if (typeof close === 'string') return close
    let at = close + 1
    let newlines = 0
    let colons = 0
    for (; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0
      if (byte === NEWLINE) newlines += 1
      if (byte === COLON) colons += 1
      else if (!isSpace(byte)) break
    }
    if (at >= bytes.length) return 'more'
    const key = parseKey(bytes.toString('utf8', this.at, close + 1))
    return colons === 1 && key !== null ? { key, valueAt: at, newlines } : 'fault'
  }

  #closingQuote(): number | 'more' | 'fault' {
    const { bytes } = this
    for (let at = this.at + 1; at < bytes.length; at += 1) {
      const byte = bytes[at]
      if (byte === QUOTE) return at
      if (byte === NEWLINE) return 'fault'
      if (byte === BACKSLASH) at += 1
    }
    return 'more'
  }

  #newlinesBefore(end: number): number {
    let count = 0
    for (let at = this.bytes.indexOf(NEWLINE, this.at); at !== -1 && at < end; count += 1) {
      at = this.bytes.indexOf(NEWLINE, at + 1)
    }
    return count
  }
}

function parseKey(quoted: string): string | null {
  try {
    return String(JSON.parse(quoted))
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
