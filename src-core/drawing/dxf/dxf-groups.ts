import { byteAt } from '../typed-arrays.ts'

const LINE_FEED = 10
const RETURN = 13
const SPACE = 32
const MINUS = 45
const ZERO = 48
/** Longest group code the reference has is four digits with a sign. */
const LONGEST_CODE = 5

function isCodeLine(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 1 && byteAt(bytes, start) === ZERO
}

/** A capital or small letter: what every name behind a group 0 begins with, and no group code does. */
export function beginsName(letter: number): boolean {
  return (letter >= 65 && letter <= 90) || (letter >= 97 && letter <= 122)
}

/**
 * Walks the groups (a code line, a value line) of a DXF over its bytes. Lines end in LF or CRLF; a file
 * with CR alone is turned by `withLineFeeds` before.
 */
export class DxfGroups {
  readonly bytes: Uint8Array
  /** Group code of the current group, or −99999 where the code line holds no whole number. */
  code = 0
  /** Offsets of the current value, blanks around it left out. */
  start = 0
  end = 0
  /** Line of the current group's code, counted from 1. */
  line = -1
  /** Where the next line begins. */
  offset = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    this.offset = marked ? 3 : 0
  }

  /** Goes to the next group; false when no whole group is left. */
  next(): boolean {
    if (!this.nextLine()) return false
    this.code = this.wholeNumber()
    this.line += 2
    return this.nextLine()
  }

  /**
   * After a line that is no group code: goes to the next pair of lines `0` and a name, wherever it stands,
   * so that one line too many or too few costs the entity it stands in and no other.
   */
  findName(): boolean {
    this.line += 1
    let wasZero = isCodeLine(this.bytes, this.start, this.end)
    while (this.nextLine()) {
      this.line += 1
      if (wasZero && this.start < this.end && beginsName(byteAt(this.bytes, this.start))) {
        this.line -= 1
        this.code = 0
        return true
      }
      wasZero = isCodeLine(this.bytes, this.start, this.end)
    }
    return false
  }

  /** True when the current value is this word of capital letters, whatever its case in the file. */
  is(word: string): boolean {
    if (this.end - this.start !== word.length) return false
    for (let at = 0; at < word.length; at += 1) {
      const letter = byteAt(this.bytes, this.start + at)
      const capital = letter >= 97 && letter <= 122 ? letter - 32 : letter
      if (capital !== word.charCodeAt(at)) return false
    }
    return true
  }

  private nextLine(): boolean {
    const { bytes } = this
    const size = bytes.length
    let start = this.offset
    if (start >= size) return false
    let end = start
    while (end < size && byteAt(bytes, end) !== LINE_FEED) end += 1
    this.offset = end + 1
    // blanks, tabs and carriage returns are all below 33
    while (start < end && byteAt(bytes, start) <= SPACE) start += 1
    while (end > start && byteAt(bytes, end - 1) <= SPACE) end -= 1
    this.start = start
    this.end = end
    return true
  }

  private wholeNumber(): number {
    const { bytes, start, end } = this
    if (start === end || end - start > LONGEST_CODE) return NO_CODE
    let value = 0
    const negative = byteAt(bytes, start) === MINUS
    for (let at = negative ? start + 1 : start; at < end; at += 1) {
      const digit = byteAt(bytes, at) - ZERO
      if (digit < 0 || digit > 9) return NO_CODE
      value = value * 10 + digit
    }
    return negative ? -value : value
  }
}

/** What stands for a code line that holds no whole number. */
export const NO_CODE = -99_999

/** The bytes of a file whose lines end in LF, whatever they ended in; the same bytes where they do. */
export function withLineFeeds(bytes: Uint8Array): Uint8Array {
  if (bytes.includes(LINE_FEED)) return bytes
  return bytes.map((byte) => (byte === RETURN ? LINE_FEED : byte))
}
