import { type Cell, columnCountOf, keyAt, rowCountOf } from '#core/pattern/grid.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import { useHighlight } from '../../session/highlight.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { currentTile, setPattern } from './edit-tile.ts'
import { canvasColours, watchTheme } from './canvas-colours.ts'
import { createMatrixBitmap, syncBitmap } from './matrix-bitmap.ts'
import { paintMatrix } from './matrix-painter.ts'
import { beginStroke, extendedStroke, isPainting, type Stroke } from './matrix-strokes.ts'
import {
  type CanvasSize,
  cellAtPx,
  clampedCell,
  fitMatrix,
  type GridSize,
  type MatrixView,
  pannedMatrix,
  revealing,
  zoomedMatrix,
} from './matrix-view.ts'
import { usePattern } from './pattern.store.ts'
import { cellAspect } from './tile-size.ts'
import { brushOf, type PicturedRing } from './tile-in-plan.ts'

/** What the board tells while the person draws, without React in between. */
export interface BoardListeners {
  /** The cell under the pointer; null when it has left. */
  readonly onHover: (cell: Cell | null, pattern: Pattern) => void
  /** The picture as it is with the stroke so far. */
  readonly onPicture: (pattern: Pattern) => void
}

/** The matrix on its canvas: what can be done to it from outside. */
export interface MatrixBoard {
  readonly fit: () => void
  readonly zoom: (factor: number, xPx?: number, yPx?: number) => void
  readonly pan: (dxPx: number, dyPx: number) => void
  readonly cellAt: (xPx: number, yPx: number) => Cell
  readonly hover: (cell: Cell | null) => void
  /** Begins a stroke in a cell, or picks a colour, or begins a selection. */
  readonly press: (cell: Cell) => void
  readonly drag: (cell: Cell) => void
  /** Ends the stroke: it becomes one step of undo. */
  readonly release: () => void
  /** Takes the stroke back. */
  readonly cancel: () => void
  readonly isPressed: () => boolean
  readonly focus: (focused: boolean) => void
  /** Moves the cursor and shows it. */
  readonly moveCursor: (cell: Cell) => void
  readonly grid: () => GridSize
  readonly destroy: () => void
}

interface BoardState {
  readonly canvas: HTMLCanvasElement
  readonly context: CanvasRenderingContext2D
  readonly listeners: BoardListeners
  readonly bitmap: ReturnType<typeof createMatrixBitmap>
  size: CanvasSize
  /** Null: fitted. */
  view: MatrixView | null
  colours: ReturnType<typeof canvasColours>
  focused: boolean
  stroke: Stroke | null
  /** First corner of a selection that is being drawn. */
  selecting: Cell | null
  frame: number
}

function picturedTile(): PicturedRing | null {
  const tile = currentTile()
  return tile === null || tile.pattern === null ? null : { ...tile, pattern: tile.pattern }
}

function gridOf(pattern: Pattern): GridSize {
  return { rows: rowCountOf(pattern), columns: columnCountOf(pattern) }
}

function viewOf(board: BoardState, tile: PicturedRing): MatrixView {
  return board.view ?? fitMatrix(board.size, gridOf(tile.pattern), cellAspect(tile))
}

function draw(board: BoardState): void {
  board.frame = 0
  const tile = picturedTile()
  if (tile === null || board.size.widthPx === 0) return
  const pattern = board.stroke?.pattern ?? tile.pattern
  const { cursor, selection, showGrid } = usePattern.getState()
  const { highlight } = useHighlight.getState()
  const grid = gridOf(pattern)
  syncBitmap(board.bitmap, pattern)
  const isLit = highlight?.ringId === tile.id && highlight.row !== null
  paintMatrix(board.context, {
    bitmap: board.bitmap,
    grid,
    assembly: tile.assembly,
    view: viewOf(board, tile),
    size: board.size,
    pixelRatio: window.devicePixelRatio,
    colours: board.colours,
    font: getComputedStyle(board.canvas).fontFamily,
    showGrid,
    focused: board.focused,
    cursor: clampedCell(grid, cursor),
    selection,
    lit: isLit ? { row: highlight.row, column: highlight.column ?? 0 } : null,
  })
}

/** However many changes come, the canvas is drawn once before the next picture on the screen. */
function drawSoon(board: BoardState): void {
  if (board.frame === 0) {
    board.frame = requestAnimationFrame(() => {
      draw(board)
    })
  }
}

function watchSize(board: BoardState): () => void {
  const observer = new ResizeObserver(([entry]) => {
    if (entry === undefined) return
    const { width, height } = entry.contentRect
    board.size = { widthPx: width, heightPx: height }
    board.canvas.width = Math.round(width * window.devicePixelRatio)
    board.canvas.height = Math.round(height * window.devicePixelRatio)
    // setting the size has emptied the canvas: drawn now, it does not flicker
    draw(board)
  })
  observer.observe(board.canvas)
  return () => {
    observer.disconnect()
  }
}

function watchAll(board: BoardState): () => void {
  const again = () => {
    drawSoon(board)
  }
  const stops = [
    watchSize(board),
    usePattern.subscribe(again),
    usePlan.subscribe(again),
    useHighlight.subscribe(again),
    watchTheme(() => {
      board.colours = canvasColours(board.canvas)
      again()
    }),
  ]
  return () => {
    for (const stop of stops) stop()
    cancelAnimationFrame(board.frame)
  }
}

function lookActions(board: BoardState): Pick<MatrixBoard, 'fit' | 'zoom' | 'pan' | 'cellAt'> {
  const look = (change: (view: MatrixView) => MatrixView) => {
    const tile = picturedTile()
    if (tile === null) return
    board.view = change(viewOf(board, tile))
    drawSoon(board)
  }
  return {
    fit: () => {
      board.view = null
      drawSoon(board)
    },
    zoom: (factor, xPx = board.size.widthPx / 2, yPx = board.size.heightPx / 2) => {
      look((view) => zoomedMatrix(view, xPx, yPx, factor))
    },
    pan: (dxPx, dyPx) => {
      look((view) => pannedMatrix(view, dxPx, dyPx))
    },
    cellAt: (xPx, yPx) => {
      const tile = picturedTile()
      if (tile === null) return { row: 0, column: 0 }
      return cellAtPx(viewOf(board, tile), gridOf(tile.pattern), xPx, yPx)
    },
  }
}

function strokeActions(
  board: BoardState,
): Pick<MatrixBoard, 'press' | 'drag' | 'release' | 'cancel' | 'isPressed'> {
  const { change } = usePattern.getState()
  const show = () => {
    drawSoon(board)
    if (board.stroke !== null) board.listeners.onPicture(board.stroke.pattern)
  }
  return {
    press: (cell) => {
      const tile = picturedTile()
      if (tile === null) return
      const { tool, brushKey, symmetry } = usePattern.getState()
      const { pattern } = tile
      if (isPainting(tool)) {
        const key = brushOf(pattern, brushKey)
        board.stroke = beginStroke(pattern, cell, { tool, key, symmetry })
        show()
      } else if (tool === 'pick') {
        const key = keyAt(pattern, cell)
        if (key !== null) change({ brushKey: key })
      } else {
        board.selecting = clampedCell(gridOf(pattern), cell)
        change({ selection: { corner: board.selecting, opposite: board.selecting } })
      }
    },
    drag: (cell) => {
      if (board.stroke !== null) {
        const { last } = board.stroke
        if (last.row === cell.row && last.column === cell.column) return
        board.stroke = extendedStroke(board.stroke, cell)
        show()
      } else if (board.selecting !== null && board.bitmap.shown !== null) {
        const opposite = clampedCell(gridOf(board.bitmap.shown), cell)
        change({ selection: { corner: board.selecting, opposite } })
      }
    },
    release: () => {
      const stroke = board.stroke
      board.stroke = null
      board.selecting = null
      if (stroke !== null) setPattern(stroke.pattern)
    },
    cancel: () => {
      const stroke = board.stroke
      board.stroke = null
      board.selecting = null
      if (stroke !== null) board.listeners.onPicture(stroke.base)
      drawSoon(board)
    },
    isPressed: () => board.stroke !== null || board.selecting !== null,
  }
}

function cursorActions(
  board: BoardState,
): Pick<MatrixBoard, 'hover' | 'focus' | 'moveCursor' | 'grid'> {
  return {
    hover: (cell) => {
      const tile = picturedTile()
      if (tile === null) return
      board.listeners.onHover(cell, board.stroke?.pattern ?? tile.pattern)
    },
    focus: (focused) => {
      board.focused = focused
      drawSoon(board)
    },
    moveCursor: (cell) => {
      const tile = picturedTile()
      if (tile === null) return
      const grid = gridOf(tile.pattern)
      const cursor = clampedCell(grid, cell)
      const view = viewOf(board, tile)
      const shown = revealing(view, board.size, grid, cursor)
      if (shown !== view) board.view = shown
      usePattern.getState().change({ cursor })
    },
    grid: () => {
      const tile = picturedTile()
      return tile === null ? { rows: 1, columns: 1 } : gridOf(tile.pattern)
    },
  }
}

/** Puts the matrix of the ring in focus on a canvas and keeps it as the stores have it. */
export function createMatrixBoard(
  canvas: HTMLCanvasElement,
  listeners: BoardListeners,
): MatrixBoard {
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('this browser draws no 2D canvas')
  const board: BoardState = {
    canvas,
    context,
    listeners,
    bitmap: createMatrixBitmap(),
    size: { widthPx: 0, heightPx: 0 },
    view: null,
    colours: canvasColours(canvas),
    focused: false,
    stroke: null,
    selecting: null,
    frame: 0,
  }
  const destroy = watchAll(board)
  return {
    ...lookActions(board),
    ...strokeActions(board),
    ...cursorActions(board),
    destroy,
  }
}
