import type { Pattern } from '#core/pattern/pattern.schema.ts'

/** A picture with one pixel for each cell, as seen (`seenRows`): what the canvas scales up. */
export interface MatrixBitmap {
  readonly canvas: HTMLCanvasElement
  readonly context: CanvasRenderingContext2D
  /** What it shows; null while it is fresh. */
  shown: Pattern | null
}

/** An empty bitmap. */
export function createMatrixBitmap(): MatrixBitmap {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('this browser draws no 2D canvas')
  return { canvas, context, shown: null }
}

function sameColours(a: Pattern, b: Pattern): boolean {
  if (a.palette === b.palette) return true
  if (a.palette.length !== b.palette.length) return false
  return a.palette.every(
    ({ key, colour }, index) => key === b.palette[index]?.key && colour === b.palette[index].colour,
  )
}

function columnsOf(pattern: Pattern): number {
  return pattern.rows[0]?.length ?? 0
}

/** Draws the cells of one row that are not yet as they should be. */
function drawRow(
  bitmap: MatrixBitmap,
  place: { down: number; row: string; before: string },
  colours: ReadonlyMap<string, string>,
): number {
  const { down, row, before } = place
  let drawn = 0
  for (let column = 0; column < row.length; column += 1) {
    const key = row.charAt(column)
    if (key === before.charAt(column)) continue
    bitmap.context.fillStyle = colours.get(key) ?? '#000000'
    bitmap.context.fillRect(row.length - 1 - column, down, 1, 1)
    drawn += 1
  }
  return drawn
}

/**
 * Brings the bitmap to a pattern by drawing only the cells that changed, and returns how many those were.
 * Rows that are the same text are not looked into.
 */
export function syncBitmap(bitmap: MatrixBitmap, pattern: Pattern): number {
  const { shown } = bitmap
  if (shown === pattern) return 0
  const columns = columnsOf(pattern)
  const usable =
    shown !== null &&
    shown.rows.length === pattern.rows.length &&
    columnsOf(shown) === columns &&
    sameColours(shown, pattern)
  if (!usable) {
    bitmap.canvas.width = columns
    bitmap.canvas.height = pattern.rows.length
  }
  const colours = new Map(pattern.palette.map(({ key, colour }) => [key, colour]))
  let drawn = 0
  for (const [index, row] of pattern.rows.entries()) {
    const before = usable ? (shown.rows[index] ?? '') : ''
    if (row === before) continue
    drawn += drawRow(bitmap, { down: pattern.rows.length - 1 - index, row, before }, colours)
  }
  bitmap.shown = pattern
  return drawn
}
