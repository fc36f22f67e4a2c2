import type { Cell } from '#core/pattern/grid.ts'

/** Where the cells of a matrix lie on the canvas: the corner of what is seen first, top left. */
export interface MatrixView {
  readonly cellWidthPx: number
  readonly cellHeightPx: number
  readonly leftPx: number
  readonly topPx: number
}

/** How many cells there are. */
export interface GridSize {
  readonly rows: number
  readonly columns: number
}

/** Size of the canvas in CSS pixels. */
export interface CanvasSize {
  readonly widthPx: number
  readonly heightPx: number
}

/** Room kept for the axes: row numbers at the left, column numbers below. */
export const AXIS_PX = { left: 34, right: 10, top: 22, bottom: 34 } as const

const LEAST_CELL_PX = 2
const GREATEST_CELL_PX = 120
/** A cell is never drawn flatter or slimmer than this, so that it can be hit. */
const ASPECT_LIMITS = { min: 0.4, max: 2.5 }
/** Share of a neighbouring tile shown on each side when all is in view. */
const NEIGHBOUR_SHARE = 0.4

function within(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}

/** The view that shows the whole matrix and a part of both neighbours; `aspect` is a cell's width by its height. */
export function fitMatrix(size: CanvasSize, grid: GridSize, aspect: number): MatrixView {
  const shape = within(aspect, ASPECT_LIMITS.min, ASPECT_LIMITS.max)
  const roomX = Math.max(40, size.widthPx - AXIS_PX.left - AXIS_PX.right)
  const roomY = Math.max(40, size.heightPx - AXIS_PX.top - AXIS_PX.bottom)
  const columns = grid.columns + 2 * Math.ceil(grid.columns * NEIGHBOUR_SHARE)
  const high = Math.min(roomY / grid.rows, roomX / columns / shape, GREATEST_CELL_PX)
  const cellHeightPx = Math.max(LEAST_CELL_PX, high)
  const cellWidthPx = cellHeightPx * shape
  return {
    cellWidthPx,
    cellHeightPx,
    leftPx: AXIS_PX.left + (roomX - grid.columns * cellWidthPx) / 2,
    topPx: AXIS_PX.top + (roomY - grid.rows * cellHeightPx) / 2,
  }
}

/** Zooms so that what is under the pointer stays under it. */
export function zoomedMatrix(
  view: MatrixView,
  xPx: number,
  yPx: number,
  factor: number,
): MatrixView {
  const cellHeightPx = within(view.cellHeightPx * factor, LEAST_CELL_PX, GREATEST_CELL_PX)
  const ratio = cellHeightPx / view.cellHeightPx
  return {
    cellWidthPx: view.cellWidthPx * ratio,
    cellHeightPx,
    leftPx: xPx + (view.leftPx - xPx) * ratio,
    topPx: yPx + (view.topPx - yPx) * ratio,
  }
}

/** Moves the matrix by so many pixels. */
export function pannedMatrix(view: MatrixView, dxPx: number, dyPx: number): MatrixView {
  return { ...view, leftPx: view.leftPx + dxPx, topPx: view.topPx + dyPx }
}

/**
 * The cell at a place of the canvas, also beside the matrix. Row 0 lies at the foot and column 0 at the
 * right, as in the ring's upper half (`seenRows`).
 */
export function cellAtPx(view: MatrixView, grid: GridSize, xPx: number, yPx: number): Cell {
  const across = Math.floor((xPx - view.leftPx) / view.cellWidthPx)
  const down = Math.floor((yPx - view.topPx) / view.cellHeightPx)
  return { row: grid.rows - 1 - down, column: grid.columns - 1 - across }
}

/** A rectangle on the canvas. */
export interface RectPx {
  readonly xPx: number
  readonly yPx: number
  readonly widthPx: number
  readonly heightPx: number
}

/** The rectangle of all cells between two corners. */
export function rectOfCells(view: MatrixView, grid: GridSize, from: Cell, to: Cell): RectPx {
  const left = grid.columns - 1 - Math.max(from.column, to.column)
  const top = grid.rows - 1 - Math.max(from.row, to.row)
  return {
    xPx: view.leftPx + left * view.cellWidthPx,
    yPx: view.topPx + top * view.cellHeightPx,
    widthPx: (Math.abs(from.column - to.column) + 1) * view.cellWidthPx,
    heightPx: (Math.abs(from.row - to.row) + 1) * view.cellHeightPx,
  }
}

/** The view moved as little as needed to show a cell whole; the same when it is in sight. */
export function revealing(
  view: MatrixView,
  size: CanvasSize,
  grid: GridSize,
  cell: Cell,
): MatrixView {
  const rect = rectOfCells(view, grid, cell, cell)
  const beyond = (low: number, high: number, least: number, most: number) =>
    low < least ? least - low : high > most ? most - high : 0
  const dx = beyond(rect.xPx, rect.xPx + rect.widthPx, AXIS_PX.left, size.widthPx - AXIS_PX.right)
  const dy = beyond(rect.yPx, rect.yPx + rect.heightPx, AXIS_PX.top, size.heightPx - AXIS_PX.bottom)
  return dx === 0 && dy === 0 ? view : pannedMatrix(view, dx, dy)
}

/** A cell held inside the matrix. */
export function clampedCell(grid: GridSize, { row, column }: Cell): Cell {
  return { row: within(row, 0, grid.rows - 1), column: within(column, 0, grid.columns - 1) }
}
