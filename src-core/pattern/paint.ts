import { type Cell, columnCountOf, isOnPattern, keyAt, rowCountOf } from './grid.ts'
import type { Pattern } from './pattern.schema.ts'

/** Axes through the middle of the tile over which every stroke is repeated. */
export interface Symmetry {
  /** Left and right alike: column c also paints column C − 1 − c. */
  readonly leftRight: boolean
  /** Inside and outside alike: row r also paints row R − 1 − r. */
  readonly inOut: boolean
}

/** A stroke and its mirror pictures; a cell on an axis comes once. */
export function symmetricCells(
  pattern: Pattern,
  cells: readonly Cell[],
  symmetry: Symmetry,
): readonly Cell[] {
  if (!symmetry.leftRight && !symmetry.inOut) return cells
  const columns = columnCountOf(pattern)
  const lastRow = rowCountOf(pattern) - 1
  const all = new Map<number, Cell>()
  const add = (cell: Cell) => {
    if (isOnPattern(pattern, cell)) all.set(cell.row * columns + cell.column, cell)
  }
  for (const { row, column } of cells) {
    const mirrored = columns - 1 - column
    add({ row, column })
    if (symmetry.leftRight) add({ row, column: mirrored })
    if (symmetry.inOut) add({ row: lastRow - row, column })
    if (symmetry.leftRight && symmetry.inOut) add({ row: lastRow - row, column: mirrored })
  }
  return [...all.values()]
}

/**
 * Paints cells with one letter of the palette; cells beside the pattern are left out. Gives the same
 * pattern, not a copy, when nothing changes. Throws when the letter is not in the palette: the caller
 * paints with colours the palette has.
 */
export function paintCells(pattern: Pattern, cells: readonly Cell[], key: string): Pattern {
  if (!pattern.palette.some((veneer) => veneer.key === key)) {
    throw new Error(`"${key}" is no colour of the palette`)
  }
  const changed = new Map<number, string[]>()
  for (const cell of cells) {
    const before = keyAt(pattern, cell)
    if (before === null || before === key) continue
    const row = changed.get(cell.row) ?? Array.from(pattern.rows[cell.row] ?? '')
    row[cell.column] = key
    changed.set(cell.row, row)
  }
  if (changed.size === 0) return pattern
  const rows = pattern.rows.map((row, index) => changed.get(index)?.join('') ?? row)
  return { ...pattern, rows }
}

/**
 * The cells of a straight line between two cells, both included, no cell twice and no gap, by Bresenham's
 * integer error term (IBM Systems Journal 4, 1965).
 */
export function lineCells(from: Cell, to: Cell): readonly Cell[] {
  const columns = Math.abs(to.column - from.column)
  const rows = Math.abs(to.row - from.row)
  const columnStep = Math.sign(to.column - from.column)
  const rowStep = Math.sign(to.row - from.row)
  const cells: Cell[] = []
  let { row, column } = from
  let error = columns - rows
  for (;;) {
    cells.push({ row, column })
    if (row === to.row && column === to.column) return cells
    const doubled = 2 * error
    if (doubled > -rows) {
      error -= rows
      column += columnStep
    }
    if (doubled < columns) {
      error += columns
      row += rowStep
    }
  }
}

/** The cells of the rectangle two corners span: all of them, or its edge alone. */
export function rectangleCells(
  corner: Cell,
  opposite: Cell,
  form: 'filled' | 'edge',
): readonly Cell[] {
  const [top, bottom] = [Math.min(corner.row, opposite.row), Math.max(corner.row, opposite.row)]
  const left = Math.min(corner.column, opposite.column)
  const right = Math.max(corner.column, opposite.column)
  const cells: Cell[] = []
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      const onEdge = row === top || row === bottom || column === left || column === right
      if (form === 'filled' || onEdge) cells.push({ row, column })
    }
  }
  return cells
}

/**
 * The cells of one colour that hang together with a cell over shared sides (not corners); none when the
 * cell lies beside the pattern.
 */
export function areaCells(pattern: Pattern, start: Cell): readonly Cell[] {
  const key = keyAt(pattern, start)
  if (key === null) return []
  const columns = columnCountOf(pattern)
  const seen = new Uint8Array(rowCountOf(pattern) * columns)
  const area: Cell[] = []
  const visit = (row: number, column: number) => {
    if (pattern.rows[row]?.[column] !== key) return
    const index = row * columns + column
    if (seen[index] === 1) return
    seen[index] = 1
    area.push({ row, column })
  }
  visit(start.row, start.column)
  // the list grows while it is walked: what has been found is also what is still to be looked around
  for (const { row, column } of area) {
    visit(row - 1, column)
    visit(row + 1, column)
    visit(row, column - 1)
    visit(row, column + 1)
  }
  return area
}
