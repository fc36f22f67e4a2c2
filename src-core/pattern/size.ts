import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { failure, type Result } from '../outcome/result.ts'
import { columnCountOf, resized, rowCountOf } from './grid.ts'
import type { Pattern } from './pattern.schema.ts'

/** Rows (`'rows'`) or columns (`'columns'`) of a pattern. */
export type Side = 'rows' | 'columns'

function lengthOf(pattern: Pattern, side: Side): number {
  return side === 'rows' ? rowCountOf(pattern) : columnCountOf(pattern)
}

/** Builds a pattern along one side anew: each new line is an old one, or a new line of one colour (null). */
function withLines(
  pattern: Pattern,
  side: Side,
  lines: readonly (number | null)[],
  fillKey: string,
): Result<Pattern, DataProblem> {
  const rows = side === 'rows' ? lines.length : rowCountOf(pattern)
  const columns = side === 'columns' ? lines.length : columnCountOf(pattern)
  return resized(pattern, rows, columns, (row, column) => {
    const line = lines[side === 'rows' ? row : column] ?? null
    if (line === null) return fillKey
    const [fromRow, fromColumn] = side === 'rows' ? [line, column] : [row, line]
    return pattern.rows[fromRow]?.charAt(fromColumn) ?? fillKey
  })
}

function placeProblem(side: Side, index: number, limit: number): DataProblem {
  const message = `${String(index)} is not a place between 0 and ${String(limit)}`
  return dataProblem('pattern', side, message)
}

/**
 * Puts lines of one colour before line `index` (at the count: after the last). Refuses a place beside
 * the pattern and a size beyond `PATTERN_LIMITS`.
 */
export function insertLines(
  pattern: Pattern,
  side: Side,
  at: { readonly index: number; readonly count: number },
  fillKey: string,
): Result<Pattern, DataProblem> {
  const length = lengthOf(pattern, side)
  const { index, count } = at
  if (!Number.isInteger(index) || index < 0 || index > length) {
    return failure(placeProblem(side, index, length))
  }
  const old = Array.from({ length }, (_, line) => line)
  const fresh = Array.from({ length: count }, () => null)
  return withLines(pattern, side, [...old.slice(0, index), ...fresh, ...old.slice(index)], fillKey)
}

/** Takes lines out, from line `index` on. Refuses a place beside the pattern, and to take out the last line. */
export function removeLines(
  pattern: Pattern,
  side: Side,
  at: { readonly index: number; readonly count: number },
): Result<Pattern, DataProblem> {
  const length = lengthOf(pattern, side)
  const { index, count } = at
  if (!Number.isInteger(index) || index < 0 || index + count > length) {
    return failure(placeProblem(side, index, length))
  }
  const kept = Array.from({ length }, (_, line) => line)
  kept.splice(index, count)
  return withLines(pattern, side, kept, '')
}

/** Which side stays where it is when a pattern grows or shrinks. */
export type Anchor = 'start' | 'middle' | 'end'

function keptLines(from: number, to: number, anchor: Anchor): readonly (number | null)[] {
  const spare = to - from
  const before = { start: 0, middle: Math.floor(spare / 2), end: spare }[anchor]
  return Array.from({ length: to }, (_, line) => {
    const old = line - before
    return old >= 0 && old < from ? old : null
  })
}

/** What `resize` is asked for; `rowAnchor: 'start'` keeps the innermost row where it is. */
export interface NewSize {
  readonly rows: number
  readonly columns: number
  readonly rowAnchor: Anchor
  readonly columnAnchor: Anchor
  /** The letter of new cells. */
  readonly fillKey: string
}

/** Gives a pattern more or fewer rows and columns; the picture is not scaled. Refuses sizes beyond `PATTERN_LIMITS`. */
export function resize(pattern: Pattern, size: NewSize): Result<Pattern, DataProblem> {
  const rows = keptLines(rowCountOf(pattern), size.rows, size.rowAnchor)
  const columns = keptLines(columnCountOf(pattern), size.columns, size.columnAnchor)
  return resized(pattern, size.rows, size.columns, (row, column) => {
    const [fromRow, fromColumn] = [rows[row] ?? null, columns[column] ?? null]
    if (fromRow === null || fromColumn === null) return size.fillKey
    return pattern.rows[fromRow]?.charAt(fromColumn) ?? size.fillKey
  })
}
