import { ByteLines } from './byte-lines.ts'
import { NameTable } from './name-table.ts'

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
  const lines = new ByteLines(bytes)
  let before = -1
  while (lines.nextLine()) {
    if (before === ZERO && lines.beginsName()) take(census, lines.start, lines.end)
    else if (before === TWO && census.naming) nameSection(census, lines.start, lines.end)
    before = lines.onlyLetter()
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
