const NEWLINE = 10
const RETURN = 13
const TOP_CODE = 0xff
const FIRST_ROOM = 256

/** Takes one line after another. */
export interface LineTaker {
  /**
   * Takes the line that starts at `from`, its number counted from 1, and gives where it ends: at its CR
   * or LF or at `limit`. The bytes are good only as long as the call lasts.
   */
  readonly takeLine: (bytes: Uint8Array, from: number, limit: number, line: number) => number
}

/** UTF-8 of U+FEFF. */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf]

/** Where the first line of a program starts: behind a byte order mark. */
export function firstLineStart(bytes: Uint8Array, from: number): number {
  const isMarked = BYTE_ORDER_MARK.every((byte, index) => bytes[from + index] === byte)
  return isMarked ? from + BYTE_ORDER_MARK.length : from
}

/** Where the line that starts at `from` ends: at the next CR or LF or at `limit`. */
export function lineEndIn(bytes: Uint8Array, from: number, limit: number): number {
  let end = from
  for (; end < limit; end += 1) {
    const code = bytes[end]
    if (code === NEWLINE || code === RETURN) break
  }
  return end
}

/**
 * Cuts the bytes of a program, which come in pieces cut anywhere, into lines: LF, CR and CRLF each end
 * one, also mixed. Nothing is kept but the line under way.
 */
export class ProgramLines {
  /** Lines taken so far. */
  lineCount = 0
  /** LF characters so far. */
  newlineCount = 0
  readonly #taker: LineTaker
  #carried = new Uint8Array(FIRST_ROOM)
  #carriedCount = 0
  /** The last piece ended with a CR: a LF in front of the next belongs to it. */
  #afterReturn = false

  constructor(taker: LineTaker) {
    this.#taker = taker
  }

  /** Bytes of the line under way. */
  get carriedBytes(): Uint8Array {
    return this.#carried.subarray(0, this.#carriedCount)
  }

  /** Takes the next piece. */
  take(piece: Uint8Array): void {
    if (piece.length === 0) return
    const start = this.#joinReturn(piece)
    const end = lastLineEnd(piece, start)
    if (end <= start) {
      this.#carry(piece.subarray(start))
      return
    }
    this.#takeWhole(piece, this.#endCarried(piece, start), end)
    this.#carry(piece.subarray(end))
  }

  /** Takes the last line, which has no end. */
  finish(): void {
    if (this.#carriedCount === 0) return
    this.#takeCarried()
  }

  /** Where the piece's own lines start. */
  #joinReturn(piece: Uint8Array): number {
    const belongs = this.#afterReturn && piece[0] === NEWLINE
    this.#afterReturn = false
    if (belongs) this.newlineCount += 1
    return belongs ? 1 : 0
  }

  /** Ends the line that was under way; gives where the next one starts. */
  #endCarried(piece: Uint8Array, from: number): number {
    if (this.#carriedCount === 0) return from
    const end = lineEndIn(piece, from, piece.length)
    this.#carry(piece.subarray(from, end))
    this.#takeCarried()
    return this.#behind(piece, end)
  }

  /** Takes the lines between two places, each of which has its end. */
  #takeWhole(piece: Uint8Array, start: number, limit: number): void {
    for (let from = start; from < limit;) {
      this.lineCount += 1
      const end = this.#taker.takeLine(piece, from, limit, this.lineCount)
      from = this.#behind(piece, end)
    }
  }

  /** Where the line behind the one that ends at `end` starts. */
  #behind(piece: Uint8Array, end: number): number {
    if (piece[end] === NEWLINE) {
      this.newlineCount += 1
      return end + 1
    }
    if (end + 1 >= piece.length) this.#afterReturn = true
    if (piece[end + 1] !== NEWLINE) return end + 1
    this.newlineCount += 1
    return end + 2
  }

  #takeCarried(): void {
    const count = this.#carriedCount
    this.#carriedCount = 0
    this.lineCount += 1
    this.#taker.takeLine(this.#carried, 0, count, this.lineCount)
  }

  #carry(bytes: Uint8Array): void {
    const count = this.#carriedCount + bytes.length
    if (count > this.#carried.length) {
      const larger = new Uint8Array(2 * count)
      larger.set(this.carriedBytes)
      this.#carried = larger
    }
    this.#carried.set(bytes, this.#carriedCount)
    this.#carriedCount = count
  }
}

/** Behind the last CR or LF; `start` when there is none. */
function lastLineEnd(piece: Uint8Array, start: number): number {
  for (let at = piece.length - 1; at >= start; at -= 1) {
    if (piece[at] === NEWLINE || piece[at] === RETURN) return at + 1
  }
  return start
}

/**
 * A text as one byte for each character, those above 255 as 255: enough to find lines and words, which
 * are ASCII, at the places where they stand in the text.
 */
export function codesOf(text: string): Uint8Array {
  const codes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at += 1) codes[at] = Math.min(TOP_CODE, text.charCodeAt(at))
  return codes
}

/** The characters of a stretch of bytes, one each. */
export function textOfCodes(codes: Uint8Array, from: number, to: number): string {
  let text = ''
  for (let at = from; at < to; at += 1) text += String.fromCharCode(codes[at] ?? 0)
  return text
}
