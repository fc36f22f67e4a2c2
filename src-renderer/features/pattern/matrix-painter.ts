import type { Cell } from '#core/pattern/grid.ts'
import type { Assembly } from '#core/pattern/arrange.ts'
import type { CanvasColours } from './canvas-colours.ts'
import type { MatrixBitmap } from './matrix-bitmap.ts'
import {
  AXIS_PX,
  type CanvasSize,
  type GridSize,
  type MatrixView,
  rectOfCells,
} from './matrix-view.ts'
import { patternStrings } from './pattern.strings.ts'
import type { Selection } from './pattern.store.ts'

/** Everything the canvas shows. */
export interface MatrixScene {
  readonly bitmap: MatrixBitmap
  readonly grid: GridSize
  readonly assembly: Assembly
  readonly view: MatrixView
  readonly size: CanvasSize
  readonly pixelRatio: number
  readonly colours: CanvasColours
  readonly font: string
  readonly showGrid: boolean
  readonly focused: boolean
  readonly cursor: Cell
  readonly selection: Selection | null
  /** Cell that is lit in another view. */
  readonly lit: Cell | null
}

const GHOST_ALPHA = 0.42
const GRID_LEAST_CELL_PX = 5
/** Shows on dark and on light veneers alike. */
const GRID_COLOUR = 'rgb(128 124 118 / 0.55)'
const GRID_STRONG = 'rgb(128 124 118 / 0.95)'
const LABEL_ROOM_PX = { row: 16, column: 22 }
const AXIS_WORDS_PX = 12

type Context = CanvasRenderingContext2D

/** A neighbour as it is laid beside the tile: the same, turned over, or turned by half. */
function drawNeighbour(context: Context, scene: MatrixScene, side: -1 | 1): void {
  const { view, grid, bitmap, assembly } = scene
  const width = grid.columns * view.cellWidthPx
  const height = grid.rows * view.cellHeightPx
  const left = view.leftPx + side * width
  const flipX = assembly === 'slip' ? 1 : -1
  const flipY = assembly === 'inversion' ? -1 : 1
  context.save()
  context.globalAlpha = GHOST_ALPHA
  context.translate(left + width / 2, view.topPx + height / 2)
  context.scale(flipX, flipY)
  context.drawImage(bitmap.canvas, -width / 2, -height / 2, width, height)
  context.restore()
}

function drawTiles(context: Context, scene: MatrixScene): void {
  const { view, grid, bitmap, colours } = scene
  const width = grid.columns * view.cellWidthPx
  const height = grid.rows * view.cellHeightPx
  context.imageSmoothingEnabled = false
  drawNeighbour(context, scene, -1)
  drawNeighbour(context, scene, 1)
  context.drawImage(bitmap.canvas, view.leftPx, view.topPx, width, height)
  context.strokeStyle = colours.line
  context.lineWidth = 1
  context.strokeRect(view.leftPx - 0.5, view.topPx - 0.5, width + 1, height + 1)
  context.fillStyle = colours.text
  for (const x of [view.leftPx, view.leftPx + width]) {
    context.fillRect(Math.round(x) - 1, view.topPx - 8, 2, height + 16)
  }
}

function drawGrid(context: Context, scene: MatrixScene): void {
  const { view, grid } = scene
  if (!scene.showGrid || Math.min(view.cellWidthPx, view.cellHeightPx) < GRID_LEAST_CELL_PX) return
  const width = grid.columns * view.cellWidthPx
  const height = grid.rows * view.cellHeightPx
  const lines = (strong: boolean) => {
    context.beginPath()
    // counted as rows and columns are: from the foot and from the right
    for (let row = 0; row <= grid.rows; row += 1) {
      if ((row % 5 === 0) !== strong) continue
      const y = Math.round(view.topPx + height - row * view.cellHeightPx) + 0.5
      context.moveTo(view.leftPx, y)
      context.lineTo(view.leftPx + width, y)
    }
    for (let column = 0; column <= grid.columns; column += 1) {
      if ((column % 5 === 0) !== strong) continue
      const x = Math.round(view.leftPx + width - column * view.cellWidthPx) + 0.5
      context.moveTo(x, view.topPx)
      context.lineTo(x, view.topPx + height)
    }
    context.strokeStyle = strong ? GRID_STRONG : GRID_COLOUR
    context.lineWidth = 1
    context.stroke()
  }
  lines(false)
  lines(true)
}

/** Every so many rows or columns get a number: all, every fifth, every tenth, … as there is room. */
function labelStep(cellPx: number, roomPx: number): number {
  return [1, 5, 10, 20, 50, 100].find((step) => step * cellPx >= roomPx) ?? 200
}

function isLabelled(index: number, count: number, step: number): boolean {
  const number = index + 1
  if (number === 1 || number === count) return true
  return number % step === 0 && count - number >= step / 2
}

function drawNumbers(context: Context, scene: MatrixScene): void {
  const { view, grid, size, colours } = scene
  context.fillStyle = colours.muted
  context.textBaseline = 'middle'
  context.textAlign = 'right'
  const rowStep = labelStep(view.cellHeightPx, LABEL_ROOM_PX.row)
  for (let row = 0; row < grid.rows; row += 1) {
    const y = view.topPx + (grid.rows - row - 0.5) * view.cellHeightPx
    if (!isLabelled(row, grid.rows, rowStep) || y < AXIS_PX.top - 6) continue
    if (y > size.heightPx - AXIS_PX.bottom + 6) continue
    context.fillText(String(row + 1), AXIS_PX.left - 6, y)
  }
  context.textAlign = 'center'
  const columnStep = labelStep(view.cellWidthPx, LABEL_ROOM_PX.column)
  const foot = size.heightPx - AXIS_PX.bottom + 9
  for (let column = 0; column < grid.columns; column += 1) {
    const x = view.leftPx + (grid.columns - column - 0.5) * view.cellWidthPx
    if (!isLabelled(column, grid.columns, columnStep) || x < AXIS_PX.left) continue
    if (x > size.widthPx - AXIS_PX.right) continue
    context.fillText(String(column + 1), x, foot)
  }
}

function drawAxes(context: Context, scene: MatrixScene): void {
  const { size, colours, font } = scene
  context.fillStyle = colours.paper
  context.fillRect(0, 0, AXIS_PX.left, size.heightPx)
  context.fillRect(0, 0, size.widthPx, AXIS_PX.top)
  context.fillRect(0, size.heightPx - AXIS_PX.bottom, size.widthPx, AXIS_PX.bottom)
  context.font = `11px ${font}`
  drawNumbers(context, scene)
  context.textAlign = 'left'
  context.fillText(patternStrings.axis.outside, AXIS_PX.left, AXIS_WORDS_PX)
  const foot = size.heightPx - AXIS_WORDS_PX + 2
  context.fillText(patternStrings.axis.inside, AXIS_PX.left, foot)
  context.textAlign = 'right'
  context.fillText(patternStrings.axis.columns, size.widthPx - AXIS_PX.right, AXIS_WORDS_PX)
}

/** A frame in two tones, so that it shows on every veneer. */
function frame(
  context: Context,
  scene: MatrixScene,
  cells: Selection,
  look: { readonly colour: string; readonly widthPx: number; readonly dashed?: boolean },
): void {
  const rect = rectOfCells(scene.view, scene.grid, cells.corner, cells.opposite)
  const { xPx, yPx, widthPx, heightPx } = rect
  context.setLineDash([])
  context.lineWidth = look.widthPx + 2
  context.strokeStyle = 'rgb(255 255 255 / 0.9)'
  context.strokeRect(xPx, yPx, widthPx, heightPx)
  context.setLineDash(look.dashed === true ? [6, 4] : [])
  context.lineWidth = look.widthPx
  context.strokeStyle = look.colour
  context.strokeRect(xPx, yPx, widthPx, heightPx)
  context.setLineDash([])
}

function drawMarks(context: Context, scene: MatrixScene): void {
  const { cursor, selection, lit, focused, colours } = scene
  if (selection !== null) {
    frame(context, scene, selection, { colour: colours.selection, widthPx: 2, dashed: true })
  }
  if (lit !== null) {
    frame(context, scene, { corner: lit, opposite: lit }, { colour: colours.accent, widthPx: 1 })
  }
  const at = { corner: cursor, opposite: cursor }
  frame(context, scene, at, {
    colour: focused ? colours.selection : 'rgb(0 0 0 / 0.85)',
    widthPx: focused ? 3 : 1,
  })
}

/** Draws the whole canvas; costs the same whatever the size of the matrix, its cells being one picture. */
export function paintMatrix(context: Context, scene: MatrixScene): void {
  const { size, pixelRatio, colours } = scene
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
  context.fillStyle = colours.paper
  context.fillRect(0, 0, size.widthPx, size.heightPx)
  context.save()
  context.beginPath()
  const width = size.widthPx - AXIS_PX.left - AXIS_PX.right
  const height = size.heightPx - AXIS_PX.top - AXIS_PX.bottom
  context.rect(AXIS_PX.left, AXIS_PX.top, width, height)
  context.clip()
  drawTiles(context, scene)
  drawGrid(context, scene)
  drawMarks(context, scene)
  context.restore()
  drawAxes(context, scene)
}
