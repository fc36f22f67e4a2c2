import { byteAt } from '../typed-arrays.ts'
import { ByteLines } from './byte-lines.ts'

const LINE_FEED = 10
const RETURN = 13
const MINUS = 45
const ZERO = 48
/** Longest group code the reference has is four digits with a sign. */
const LONGEST_CODE = 5

/**
 * Walks the groups (a code line, a value line) of a DXF over its bytes. Lines end in LF or CRLF; a file
 * with CR alone is turned by `withLineFeeds` before.
 */
export class DxfGroups extends ByteLines {
  /** Group code of the current group, or `NO_CODE` where the code line holds no whole number. */
  code = 0
  /** Line of the current group's code, counted from 1. */
  line = -1

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
    let wasZero = this.onlyLetter() === ZERO
    while (this.nextLine()) {
      this.line += 1
      if (wasZero && this.beginsName()) {
        this.line -= 1
        this.code = 0
        return true
      }
      wasZero = this.onlyLetter() === ZERO
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
