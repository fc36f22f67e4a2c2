import type { DataProblem } from '../outcome/problem.ts'
import type { Result } from '../outcome/result.ts'
import { columnCountOf, resized, rowCountOf, rowsFrom } from './grid.ts'
import type { Pattern } from './pattern.schema.ts'

/** How neighbouring tiles are laid: all alike, every other one turned over, or every other one end for end. */
export type Assembly = 'slip' | 'book' | 'inversion'

function reversed(row: string): string {
  return Array.from(row).reverse().join('')
}

function modulo(value: number, count: number): number {
  return ((value % count) + count) % count
}

/** Left becomes right: the columns in reverse, as when a slice is turned over. */
export function mirrorLeftRight(pattern: Pattern): Pattern {
  return { ...pattern, rows: pattern.rows.map(reversed) }
}

/** Inside becomes outside: the rows in reverse. */
export function mirrorInOut(pattern: Pattern): Pattern {
  return { ...pattern, rows: pattern.rows.toReversed() }
}

/** Half a turn in the plane of the tile: rows and columns in reverse. */
export function rotateHalfTurn(pattern: Pattern): Pattern {
  return { ...pattern, rows: pattern.rows.map(reversed).reverse() }
}

/**
 * A quarter turn, with row 0 on top and column 0 at the left; rows become columns. Both sides have the
 * same limit, so no pattern becomes too large.
 */
export function rotateQuarterTurn(
  pattern: Pattern,
  sense: 'clockwise' | 'counterclockwise',
): Pattern {
  const rows = rowCountOf(pattern)
  const columns = columnCountOf(pattern)
  const turned = rowsFrom(columns, rows, (row, column) => {
    const from =
      sense === 'clockwise'
        ? { row: rows - 1 - column, column: row }
        : { row: column, column: columns - 1 - row }
    return pattern.rows[from.row]?.charAt(from.column) ?? ''
  })
  return { ...pattern, rows: turned }
}

/** Moves the picture outwards and counterclockwise by so many cells; what leaves one side enters the other. */
export function shift(pattern: Pattern, byRows: number, byColumns: number): Pattern {
  const rowCount = rowCountOf(pattern)
  const cut = modulo(-byColumns, columnCountOf(pattern))
  const moved = pattern.rows.map((_row, index) => {
    const row = pattern.rows[modulo(index - byRows, rowCount)] ?? ''
    return row.slice(cut) + row.slice(0, cut)
  })
  return { ...pattern, rows: moved }
}

/**
 * The picture of one tile as it lies in the ring, counted from the first tile counterclockwise: in book
 * match every other slice is turned over (left becomes right), in inversion every other one is turned end
 * for end (half a turn).
 */
export function laidTile(pattern: Pattern, assembly: Assembly, index: number): Pattern {
  if (assembly === 'slip' || modulo(index, 2) === 0) return pattern
  return assembly === 'book' ? mirrorLeftRight(pattern) : rotateHalfTurn(pattern)
}

/**
 * Lays a pattern beside itself so many times, as tiles are laid in the ring. Refuses more columns than
 * `PATTERN_LIMITS` allows.
 */
export function repeatAround(
  pattern: Pattern,
  times: number,
  assembly: Assembly,
): Result<Pattern, DataProblem> {
  const columns = columnCountOf(pattern)
  const tiles = [laidTile(pattern, assembly, 0), laidTile(pattern, assembly, 1)] as const
  return resized(pattern, rowCountOf(pattern), columns * times, (row, column) => {
    const tile = tiles[Math.floor(column / columns) % 2 === 0 ? 0 : 1]
    return tile.rows[row]?.charAt(column % columns) ?? ''
  })
}

/**
 * Lays a pattern above itself so many times, from the inside out; `book` turns every other one inside
 * out, `inversion` by half a turn. Refuses more rows than `PATTERN_LIMITS` allows.
 */
export function repeatOutwards(
  pattern: Pattern,
  times: number,
  assembly: Assembly,
): Result<Pattern, DataProblem> {
  const rows = rowCountOf(pattern)
  const odd = {
    slip: () => pattern,
    book: () => mirrorInOut(pattern),
    inversion: () => rotateHalfTurn(pattern),
  }[assembly]()
  return resized(pattern, rows * times, columnCountOf(pattern), (row, column) => {
    const tile = Math.floor(row / rows) % 2 === 0 ? pattern : odd
    return tile.rows[row % rows]?.charAt(column) ?? ''
  })
}
