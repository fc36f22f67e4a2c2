import { byteAt } from '../typed-arrays.ts'

const LINE_FEED = 10
const SPACE = 32

/** Goes through bytes line by line; blanks, tabs and carriage returns around a line are left out. */
export class ByteLines {
  readonly bytes: Uint8Array
  /** Where the current line begins and ends. */
  start = 0
  end = 0
  /** Where the next one begins. */
  offset = 0

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    this.offset = marked ? 3 : 0
  }

  /** Goes to the next line; false at the end of the bytes. */
  nextLine(): boolean {
    const { bytes } = this
    const size = bytes.length
    let start = this.offset
    if (start >= size) return false
    let end = start
    while (end < size && byteAt(bytes, end) !== LINE_FEED) end += 1
    this.offset = end + 1
    // all of them are below 33
    while (start < end && byteAt(bytes, start) <= SPACE) start += 1
    while (end > start && byteAt(bytes, end - 1) <= SPACE) end -= 1
    this.start = start
    this.end = end
    return true
  }

  /** The current line when it is one letter, or −1. */
  onlyLetter(): number {
    return this.end - this.start === 1 ? byteAt(this.bytes, this.start) : -1
  }

  /** True when the current line begins with a letter: every name behind a group 0 does, no group code. */
  beginsName(): boolean {
    if (this.start === this.end) return false
    // capitals and small letters are 32 apart
    const letter = byteAt(this.bytes, this.start) | 32
    return letter >= 97 && letter <= 122
  }
}
