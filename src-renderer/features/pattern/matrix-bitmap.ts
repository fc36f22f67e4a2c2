import type { Pattern } from '#core/pattern/pattern.schema.ts'
import { seenRows } from '#core/pattern/seen-rows.ts'

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

/** Red, green and blue of `#rrggbb`, and no transparency. */
function rgbaOf(colour: string): readonly number[] {
  const part = (at: number) => Number.parseInt(colour.slice(at, at + 2), 16)
  return [part(1), part(3), part(5), 255]
}

/** Draws all cells in one go: a large tile has 40,000 of them. */
function drawAll({ canvas, context }: MatrixBitmap, pattern: Pattern): void {
  const columns = columnsOf(pattern)
  canvas.width = columns
  canvas.height = pattern.rows.length
  const image = new ImageData(columns, pattern.rows.length)
  const colours = new Map(pattern.palette.map(({ key, colour }) => [key, rgbaOf(colour)]))
  let at = 0
  for (const row of seenRows(pattern)) {
    for (const key of row) {
      image.data.set(colours.get(key) ?? [0, 0, 0, 255], at)
      at += 4
    }
  }
  context.putImageData(image, 0, 0)
}

/**
 * Brings the bitmap to a pattern by drawing only the cells that changed, and returns how many those were.
 * Rows that are the same text are not looked into.
 */
export function syncBitmap(bitmap: MatrixBitmap, pattern: Pattern): number {
  const { shown } = bitmap
  bitmap.shown = pattern
  if (shown === pattern) return 0
  const alike =
    shown !== null &&
    shown.rows.length === pattern.rows.length &&
    columnsOf(shown) === columnsOf(pattern) &&
    sameColours(shown, pattern)
  if (!alike) {
    drawAll(bitmap, pattern)
    return pattern.rows.length * columnsOf(pattern)
  }
  const colours = new Map(pattern.palette.map(({ key, colour }) => [key, colour]))
  let drawn = 0
  for (const [index, row] of pattern.rows.entries()) {
    const before = shown.rows[index] ?? ''
    if (row === before) continue
    drawn += drawRow(bitmap, { down: pattern.rows.length - 1 - index, row, before }, colours)
  }
  return drawn
}
