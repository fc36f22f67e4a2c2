/** A decimal number as DXF writes it: no comma, no hexadecimal, nothing behind it. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** A value that is not what its group must hold. */
export interface ValueFault {
  readonly line: number
  readonly message: string
}

const LINE_FEED = 10
const SPACE = 32

/**
 * Walks the groups (a code line, a value line) of a DXF text without cutting it into lines first, so that
 * memory stays with the text itself. Lines end in LF or CRLF; a text with CR alone is turned into LF before.
 */
export class DxfGroups {
  readonly text: string
  /** Group code of the current group, or NaN where the code line holds no whole number. */
  code = Number.NaN
  /** Offsets of the current value in the text, blanks around it left out. */
  start = 0
  end = 0
  /** Line of the current group's code, counted from 1. */
  line = -1
  private offset = 0

  constructor(text: string) {
    this.text = text
  }

  /** Goes to the next group; false when no whole group is left. */
  next(): boolean {
    if (!this.nextLine()) return false
    this.code = this.wholeNumber()
    this.line += 2
    return this.nextLine()
  }

  /** The current value. */
  value(): string {
    return this.text.slice(this.start, this.end)
  }

  /** True when nothing but blanks stands in the code line and behind it. */
  atBlankEnd(): boolean {
    return this.start === this.end && this.text.slice(this.end).trim() === ''
  }

  private nextLine(): boolean {
    const { text } = this
    if (this.offset >= text.length) return false
    const found = text.indexOf('\n', this.offset)
    let end = found < 0 ? text.length : found
    let start = this.offset
    this.offset = end + 1
    // blanks, tabs and carriage returns are all below 33
    while (start < end && text.charCodeAt(start) <= SPACE) start += 1
    while (end > start && text.charCodeAt(end - 1) <= SPACE) end -= 1
    this.start = start
    this.end = end
    return true
  }

  private wholeNumber(): number {
    const { text, start, end } = this
    if (start === end || end - start > 5) return Number.NaN
    let value = 0
    const negative = text.charCodeAt(start) === 45
    for (let at = negative ? start + 1 : start; at < end; at += 1) {
      const digit = text.charCodeAt(at) - 48
      if (digit < 0 || digit > 9) return Number.NaN
      value = value * 10 + digit
    }
    return negative ? -value : value
  }
}

/** A text whose lines end in LF, whatever they ended in. */
export function withLineFeeds(text: string): string {
  return text.includes('\n') ? text : text.replaceAll('\r', String.fromCharCode(LINE_FEED))
}

/**
 * The groups of one entity. The buffers are used again for the next one: what is needed is read out at
 * once. A value that is no number sets `fault` (the first one is kept) and reads as 0.
 */
export class RawEntity {
  type = ''
  line = 0
  layer = '0'
  size = 0
  fault: ValueFault | null = null
  readonly codes: number[] = []
  private readonly starts: number[] = []
  private readonly ends: number[] = []
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  /** Reads from the group that names the entity up to the next group 0; false at the end of the text. */
  readFrom(groups: DxfGroups): boolean {
    this.type = groups.value().toUpperCase()
    this.line = groups.line
    this.layer = '0'
    this.size = 0
    this.fault = null
    while (groups.next()) {
      if (groups.code === 0) return true
      if (Number.isNaN(groups.code)) {
        this.fault ??= { line: groups.line, message: 'has a line that is no group code' }
        continue
      }
      if (groups.code === 8) this.layer = groups.value()
      this.codes[this.size] = groups.code
      this.starts[this.size] = groups.start
      this.ends[this.size] = groups.end
      this.size += 1
    }
    return false
  }

  /** Index of the first group with this code at or after `from`, or −1. */
  find(code: number, from = 0): number {
    for (let index = from; index < this.size; index += 1) {
      if (this.codes[index] === code) return index
    }
    return -1
  }

  /** The value at an index as text. */
  textAt(index: number): string {
    return this.text.slice(this.starts[index], this.ends[index])
  }

  /** The value at an index as a number. */
  realAt(index: number): number {
    const value = this.textAt(index)
    const number = DECIMAL.test(value) ? Number(value) : Number.NaN
    if (Number.isFinite(number)) return number
    this.fault ??= {
      line: this.line + 2 * index + 3,
      message: `group ${String(this.codes[index])} is ${JSON.stringify(value.slice(0, 40))}, which is no number`,
    }
    return 0
  }

  /** The first value of a code as a number, or `fallback` when there is none. */
  real(code: number, fallback: number): number {
    const index = this.find(code)
    return index < 0 ? fallback : this.realAt(index)
  }

  /** A number that an entity cannot be without. */
  needed(code: number): number {
    const index = this.find(code)
    if (index >= 0) return this.realAt(index)
    this.fault ??= { line: this.line, message: `group ${String(code)} is missing` }
    return 0
  }

  /** The first value of a code as text, or an empty text. */
  string(code: number): string {
    const index = this.find(code)
    return index < 0 ? '' : this.textAt(index)
  }

  /** Every value of a code as a number, in their order. */
  reals(code: number): readonly number[] {
    const found: number[] = []
    for (let index = 0; index < this.size; index += 1) {
      if (this.codes[index] === code) found.push(this.realAt(index))
    }
    return found
  }
}
