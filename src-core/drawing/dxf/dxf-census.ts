import { byteAt } from '../typed-arrays.ts'
import { NameTable } from './name-table.ts'

const LINE_FEED = 10
const SPACE = 32
const ZERO = 48
const TWO = 50

/** Names that part the file and draw nothing. */
const NO_ENTITY: readonly string[] = ['BLOCK', 'ENDBLK', 'EOF', 'SECTION', 'ENDSEC']
const COUNTED_SECTIONS: readonly string[] = ['ENTITIES', 'BLOCKS']

/** Names met so far and how often each came, with where the census stands. */
interface Census {
  readonly names: NameTable
  readonly counts: number[]
  counted: boolean
  /** True between SECTION and its name. */
  naming: boolean
}

function take(census: Census, start: number, end: number): void {
  const number = census.names.numberAt(start, end)
  const name = census.names.nameOf(number)
  census.naming = name === 'SECTION'
  if (name === 'ENDSEC') census.counted = false
  else if (census.counted) census.counts[number] = (census.counts[number] ?? 0) + 1
}

function nameSection(census: Census, start: number, end: number): void {
  const name = census.names.nameOf(census.names.numberAt(start, end))
  census.counted = COUNTED_SECTIONS.includes(name)
  census.naming = false
}

function isBlank(byte: number): boolean {
  return byte <= SPACE && byte !== LINE_FEED
}

/** Finds lines that begin with a letter, and what stands alone on the line before each. */
class NamedLines {
  /** Where the current line begins and ends, blanks left out. */
  start = 0
  end = 0
  private readonly bytes: Uint8Array
  private readonly first: number
  private offset: number

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    this.first = marked ? 3 : 0
    this.offset = this.first
  }

  /** Goes to the next such line; false at the end of the bytes. */
  next(): boolean {
    const start = this.findLetter(this.offset)
    let end = this.lineEnd(start)
    this.offset = end + 1
    if (start === end) return false
    while (byteAt(this.bytes, end - 1) <= SPACE) end -= 1
    this.start = start
    this.end = end
    return true
  }

  /** Where the first line from here on that begins with a letter does so; the size where none does. */
  private findLetter(from: number): number {
    const { bytes } = this
    const size = bytes.length
    let at = from
    while (at < size) {
      while (at < size && isBlank(byteAt(bytes, at))) at += 1
      // capitals and small letters are 32 apart
      const letter = at < size ? byteAt(bytes, at) | 32 : 0
      if (letter >= 97 && letter <= 122) return at
      at = this.lineEnd(at) + 1
    }
    return size
  }

  private lineEnd(from: number): number {
    const { bytes } = this
    const size = bytes.length
    let at = from
    while (at < size && byteAt(bytes, at) !== LINE_FEED) at += 1
    return at
  }

  /** The line before the current one when it is one letter or digit, or −1. */
  letterBefore(): number {
    const { bytes, first } = this
    let at = this.start - 1
    while (at >= first && byteAt(bytes, at) !== LINE_FEED) at -= 1
    at = this.beforeBlanks(at - 1)
    if (at < first || byteAt(bytes, at) === LINE_FEED) return -1
    const before = this.beforeBlanks(at - 1)
    return before < first || byteAt(bytes, before) === LINE_FEED ? byteAt(bytes, at) : -1
  }

  private beforeBlanks(from: number): number {
    const { bytes, first } = this
    let at = from
    while (at >= first && isBlank(byteAt(bytes, at))) at -= 1
    return at
  }
}

/**
 * Counts entities by type straight from the lines of a DXF, without the reader: a line `0` with a line
 * behind it that begins with a letter names an entity, for group codes are numbers. It does not pair lines
 * into groups, so it counts right where the reader has lost its step. Compared with what the reader
 * accounts for, it shows what vanished in ENTITIES and BLOCKS.
 */
export function censusOf(bytes: Uint8Array): ReadonlyMap<string, number> {
  const decode = (word: Uint8Array) => String.fromCharCode(...word.subarray(0, 200)).toUpperCase()
  const census: Census = {
    names: new NameTable(bytes, decode),
    counts: [],
    counted: false,
    naming: false,
  }
  const lines = new NamedLines(bytes)
  while (lines.next()) {
    const before = lines.letterBefore()
    if (before === ZERO) take(census, lines.start, lines.end)
    else if (before === TWO && census.naming) nameSection(census, lines.start, lines.end)
  }
  return countsByName(census)
}

function countsByName({ names, counts }: Census): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  counts.forEach((count, number) => {
    const name = names.nameOf(number)
    if (!NO_ENTITY.includes(name)) found.set(name, count)
  })
  return found
}
