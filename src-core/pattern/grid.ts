import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { PATTERN_LIMITS, type Pattern, type VeneerColour } from './pattern.schema.ts'

/** One cell of a pattern: row 0 is innermost, column 0 comes first going counterclockwise. */
export interface Cell {
  readonly row: number
  readonly column: number
}

/** How many rows a pattern has, from the inside out. */
export function rowCountOf(pattern: Pattern): number {
  return pattern.rows.length
}

/** How many columns a pattern has, round the ring. */
export function columnCountOf(pattern: Pattern): number {
  return pattern.rows[0]?.length ?? 0
}

/** Whether a cell lies on the pattern. */
export function isOnPattern(pattern: Pattern, { row, column }: Cell): boolean {
  return row >= 0 && row < rowCountOf(pattern) && column >= 0 && column < columnCountOf(pattern)
}

/** The letter in a cell; null beside the pattern. */
export function keyAt(pattern: Pattern, { row, column }: Cell): string | null {
  return pattern.rows[row]?.[column] ?? null
}

/** The letters of one column from the inside out. */
export function columnKeys(pattern: Pattern, column: number): string {
  let keys = ''
  for (const row of pattern.rows) keys += row.charAt(column)
  return keys
}

/** How many cells have each colour, in the palette's order; colours that are not used count 0. */
export function colourCounts(pattern: Pattern): ReadonlyMap<string, number> {
  const counts = new Map(pattern.palette.map(({ key }) => [key, 0]))
  for (const row of pattern.rows) {
    for (const key of row) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

function sameVeneer(a: VeneerColour, b: VeneerColour): boolean {
  return a.colour === b.colour && a.name === b.name && a.thicknessMm === b.thicknessMm
}

/** Whether two patterns show the same picture in the same veneers, whatever letters they are written with. */
export function samePicture(a: Pattern, b: Pattern): boolean {
  if (rowCountOf(a) !== rowCountOf(b) || columnCountOf(a) !== columnCountOf(b)) return false
  const veneersOfB = new Map(b.palette.map((veneer) => [veneer.key, veneer]))
  const matches = new Map<string, Set<string>>()
  for (const veneer of a.palette) {
    const keys = [...veneersOfB.values()].filter((other) => sameVeneer(veneer, other))
    matches.set(veneer.key, new Set(keys.map(({ key }) => key)))
  }
  return a.rows.every((row, index) =>
    Array.from(row).every((key, column) => matches.get(key)?.has(b.rows[index]?.[column] ?? '')),
  )
}

/** A letter for each cell, asked for by row and column. */
export type KeyOf = (row: number, column: number) => string

/** The rows of a grid, each cell's letter asked for once. */
export function rowsFrom(rowCount: number, columnCount: number, keyOf: KeyOf): string[] {
  return Array.from({ length: rowCount }, (_row, row) => {
    let keys = ''
    for (let column = 0; column < columnCount; column += 1) keys += keyOf(row, column)
    return keys
  })
}

/** Refuses a size beyond `PATTERN_LIMITS` or without a cell; else gives null. */
export function sizeProblem(rowCount: number, columnCount: number): DataProblem | null {
  const sides = [
    ['rows', rowCount, PATTERN_LIMITS.maxRows],
    ['columns', columnCount, PATTERN_LIMITS.maxColumns],
  ] as const
  for (const [side, count, limit] of sides) {
    if (!Number.isInteger(count)) {
      return dataProblem('pattern', side, `${String(count)} is not a whole number`)
    }
    if (count < 1) return dataProblem('pattern', side, `${String(count)} is below the limit 1`)
    if (count > limit) {
      return dataProblem('pattern', side, `${String(count)} is above the limit ${String(limit)}`)
    }
  }
  return null
}

/** A pattern of another size with the same palette; refuses a size beyond `PATTERN_LIMITS`. */
export function resized(
  pattern: Pattern,
  rowCount: number,
  columnCount: number,
  keyOf: KeyOf,
): Result<Pattern, DataProblem> {
  const problem = sizeProblem(rowCount, columnCount)
  if (problem !== null) return failure(problem)
  return success({ ...pattern, rows: rowsFrom(rowCount, columnCount, keyOf) })
}

/** A pattern of one colour; the palette's first letter fills it. Refuses a size beyond `PATTERN_LIMITS`. */
export function blankPattern(
  palette: readonly VeneerColour[],
  rowCount: number,
  columnCount: number,
): Result<Pattern, DataProblem> {
  const key = palette[0]?.key
  if (key === undefined) {
    return failure(dataProblem('pattern', 'palette', 'has no colour to fill the cells with'))
  }
  return resized({ palette: [...palette], rows: [] }, rowCount, columnCount, () => key)
}
