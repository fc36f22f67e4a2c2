import { Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import {
  useEffect,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from 'react'
import { type Cell, columnCountOf, rowCountOf } from '#core/pattern/grid.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import { useCommands } from '../../session/commands.store.ts'
import { useHighlight } from '../../session/highlight.store.ts'
import { IconButton } from '../../ui/Button.tsx'
import { currentTile } from './edit-tile.ts'
import { createMatrixBoard, type MatrixBoard } from './matrix-board.ts'
import { cellWords } from './matrix-strokes.ts'
import { patternStrings as words } from './pattern.strings.ts'
import { usePattern } from './pattern.store.ts'

const WHEEL_ZOOM = 1.0015
const MIDDLE_BUTTON = 1

function sentence(pattern: Pattern, cell: Cell): string {
  const said = cellWords(pattern, cell)
  return said === null ? '' : words.cell(said.row, said.column, said.veneer)
}

/** The board for the life of the canvas, with what it tells put where it is shown. */
function useBoard(
  onPicture: (pattern: Pattern) => void,
  readout: RefObject<HTMLParagraphElement | null>,
) {
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const boardRef = useRef<MatrixBoard | null>(null)
  useEffect(() => {
    const canvas = canvasRef.current
    if (canvas === null) return
    const board = createMatrixBoard(canvas, {
      onPicture,
      onHover: (cell, pattern) => {
        if (readout.current === null) return
        const shown = cell === null ? '' : sentence(pattern, cell)
        readout.current.textContent = shown === '' ? words.besides : shown
      },
    })
    boardRef.current = board
    const onWheel = (event: WheelEvent) => {
      event.preventDefault()
      board.zoom(WHEEL_ZOOM ** -event.deltaY, event.offsetX, event.offsetY)
    }
    canvas.addEventListener('wheel', onWheel, { passive: false })
    return () => {
      canvas.removeEventListener('wheel', onWheel)
      board.destroy()
      boardRef.current = null
    }
  }, [onPicture, readout])
  return { canvasRef, boardRef }
}

type BoardRef = RefObject<MatrixBoard | null>

function lightCell(cell: Cell | null): void {
  const tile = currentTile()
  const { highlight, light } = useHighlight.getState()
  if (tile === null || cell === null) {
    if (highlight !== null) light(null)
    return
  }
  if (highlight?.row === cell.row && highlight.column === cell.column) return
  light({ ringId: tile.id, tile: null, column: cell.column, row: cell.row })
}

/** The pointer: left paints, middle moves the view. */
function usePointer(boardRef: BoardRef) {
  const panFrom = useRef<{ x: number; y: number } | null>(null)
  const place = (event: PointerEvent<HTMLCanvasElement>) =>
    boardRef.current?.cellAt(event.nativeEvent.offsetX, event.nativeEvent.offsetY) ?? null
  return {
    onPointerDown: (event: PointerEvent<HTMLCanvasElement>) => {
      const cell = place(event)
      if (cell === null) return
      event.currentTarget.setPointerCapture(event.pointerId)
      if (event.button === MIDDLE_BUTTON) {
        panFrom.current = { x: event.clientX, y: event.clientY }
      } else if (event.button === 0) {
        boardRef.current?.moveCursor(cell)
        boardRef.current?.press(cell)
      }
    },
    onPointerMove: (event: PointerEvent<HTMLCanvasElement>) => {
      const board = boardRef.current
      const cell = place(event)
      if (board === null || cell === null) return
      const from = panFrom.current
      if (from !== null) {
        board.pan(event.clientX - from.x, event.clientY - from.y)
        panFrom.current = { x: event.clientX, y: event.clientY }
        return
      }
      if (board.isPressed()) board.drag(cell)
      else lightCell(cell)
      board.hover(cell)
    },
    onPointerUp: () => {
      panFrom.current = null
      boardRef.current?.release()
    },
    onPointerCancel: () => {
      panFrom.current = null
      boardRef.current?.cancel()
    },
    onPointerLeave: () => {
      boardRef.current?.hover(null)
      lightCell(null)
    },
  }
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  // as seen: column 0 stands at the right
  ArrowLeft: [0, 1],
  ArrowRight: [0, -1],
  ArrowUp: [1, 0],
  ArrowDown: [-1, 0],
}

function goalOf(event: KeyboardEvent, cursor: Cell, board: MatrixBoard): Cell | null {
  const step = STEPS[event.key]
  if (step !== undefined) return { row: cursor.row + step[0], column: cursor.column + step[1] }
  const { rows, columns } = board.grid()
  if (event.key === 'Home') return { ...cursor, column: columns - 1 }
  if (event.key === 'End') return { ...cursor, column: 0 }
  if (event.key === 'PageUp') return { ...cursor, row: rows - 1 }
  return event.key === 'PageDown' ? { ...cursor, row: 0 } : null
}

function moveCursor(board: MatrixBoard, goal: Cell, selecting: boolean): void {
  const { cursor, selection, change } = usePattern.getState()
  board.moveCursor(goal)
  const moved = usePattern.getState().cursor
  if (board.isPressed()) board.drag(moved)
  else if (selecting)
    change({ selection: { corner: selection?.corner ?? cursor, opposite: moved } })
}

/** Tools whose stroke follows the key that is held; the others begin with one press and end with the next. */
const HELD = new Set(['paint', 'fill', 'pick'])

function pressKey(board: MatrixBoard, event: KeyboardEvent): void {
  if (event.repeat) return
  const { tool, cursor } = usePattern.getState()
  if (!HELD.has(tool) && board.isPressed()) board.release()
  else board.press(cursor)
}

function escape(board: MatrixBoard): void {
  if (board.isPressed()) board.cancel()
  else usePattern.getState().change({ selection: null })
}

/** Moves the cursor where the key says so. */
function moveByKey(board: MatrixBoard, event: KeyboardEvent): boolean {
  const goal = goalOf(event, usePattern.getState().cursor, board)
  if (goal !== null) moveCursor(board, goal, event.shiftKey)
  return goal !== null
}

/** Zooms, or takes back what is under way, where the key says so. */
function lookByKey(board: MatrixBoard, event: KeyboardEvent): boolean {
  if (event.key === 'Escape') escape(board)
  else if (event.key === '+' || event.key === '=') board.zoom(1.25)
  else if (event.key === '-') board.zoom(0.8)
  else return false
  return true
}

/** The keys of the matrix itself; letters and numbers are commands of the page. */
function useBoardKeys(boardRef: BoardRef) {
  const isPress = (event: KeyboardEvent) => event.key === ' ' || event.key === 'Enter'
  return {
    onKeyDown: (event: KeyboardEvent) => {
      const board = boardRef.current
      if (board === null || event.ctrlKey || event.metaKey || event.altKey) return
      if (isPress(event)) pressKey(board, event)
      else if (!moveByKey(board, event) && !lookByKey(board, event)) return
      event.preventDefault()
    },
    onKeyUp: (event: KeyboardEvent) => {
      if (isPress(event) && HELD.has(usePattern.getState().tool)) boardRef.current?.release()
    },
    onFocus: () => boardRef.current?.focus(true),
    onBlur: () => {
      boardRef.current?.release()
      boardRef.current?.focus(false)
    },
  }
}

function BoardTools({ boardRef }: { boardRef: BoardRef }) {
  return (
    <div className="tool-group tool-group-end">
      <IconButton label={words.zoomOut} onClick={() => boardRef.current?.zoom(0.8)}>
        <ZoomOut size={18} aria-hidden="true" />
      </IconButton>
      <IconButton label={words.zoomIn} onClick={() => boardRef.current?.zoom(1.25)}>
        <ZoomIn size={18} aria-hidden="true" />
      </IconButton>
      <IconButton label={`${words.fit} (F)`} onClick={() => boardRef.current?.fit()}>
        <Maximize size={18} aria-hidden="true" />
      </IconButton>
    </div>
  )
}

/** Says where the cursor is, to the eye and to a screen reader. */
function CursorWords({ pattern }: { pattern: Pattern }) {
  const cursor = usePattern((state) => state.cursor)
  const [asked, setAsked] = useState(false)
  useEffect(
    () =>
      usePattern.subscribe(() => {
        setAsked(true)
      }),
    [],
  )
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {asked ? sentence(pattern, cursor) : ''}
    </p>
  )
}

/** What a `MatrixCanvas` takes. */
export interface MatrixCanvasProps {
  readonly pattern: Pattern
  /** Told of the picture while a stroke is drawn. */
  readonly onPicture: (pattern: Pattern) => void
}

/** The tile's picture as a grid of cells to paint in, its neighbours faint beside it. */
export function MatrixCanvas({ pattern, onPicture }: MatrixCanvasProps) {
  const readout = useRef<HTMLParagraphElement>(null)
  const { canvasRef, boardRef } = useBoard(onPicture, readout)
  const pointer = usePointer(boardRef)
  const keys = useBoardKeys(boardRef)
  useCommands(
    'pattern-view',
    useMemo(
      () => [
        {
          id: 'pattern-fit',
          title: words.fit,
          group: words.group,
          keys: 'F',
          run: () => boardRef.current?.fit(),
        },
      ],
      [boardRef],
    ),
  )
  return (
    <div className="matrix">
      <div className="matrix-paper">
        <canvas
          ref={canvasRef}
          className="matrix-canvas"
          tabIndex={0}
          role="application"
          aria-label={words.matrix(rowCountOf(pattern), columnCountOf(pattern))}
          {...pointer}
          {...keys}
        />
      </div>
      <div className="matrix-foot">
        <p ref={readout} className="caption">
          {words.besides}
        </p>
        <BoardTools boardRef={boardRef} />
      </div>
      <CursorWords pattern={pattern} />
    </div>
  )
}
