import { type Cell, keyAt } from '#core/pattern/grid.ts'
import {
  areaCells,
  lineCells,
  paintCells,
  rectangleCells,
  symmetricCells,
  type Symmetry,
} from '#core/pattern/paint.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import type { Tool } from './pattern.store.ts'

/** The tools that change cells. */
export type PaintingTool = Exclude<Tool, 'pick' | 'select'>

/** A stroke under way: from the press to the release, and one step of undo. */
export interface Stroke {
  readonly tool: PaintingTool
  /** As it was before the stroke. */
  readonly base: Pattern
  /** As it is with the stroke so far. */
  readonly pattern: Pattern
  readonly key: string
  readonly symmetry: Symmetry
  readonly from: Cell
  readonly last: Cell
}

/** Whether a tool changes cells. */
export function isPainting(tool: Tool): tool is PaintingTool {
  return tool !== 'pick' && tool !== 'select'
}

function cellsOf(stroke: Stroke, to: Cell): readonly Cell[] {
  switch (stroke.tool) {
    case 'paint':
      return lineCells(stroke.last, to)
    case 'line':
      return lineCells(stroke.from, to)
    case 'rectangle':
      return rectangleCells(stroke.from, to, 'edge')
    case 'block':
      return rectangleCells(stroke.from, to, 'filled')
    case 'fill':
      return areaCells(stroke.base, stroke.from)
  }
}

/** The stroke drawn on to a cell; cells beside the pattern are left out. */
export function extendedStroke(stroke: Stroke, to: Cell): Stroke {
  const ground = stroke.tool === 'paint' ? stroke.pattern : stroke.base
  const cells = symmetricCells(ground, cellsOf(stroke, to), stroke.symmetry)
  return { ...stroke, pattern: paintCells(ground, cells, stroke.key), last: to }
}

/** A stroke begun in a cell. */
export function beginStroke(
  pattern: Pattern,
  from: Cell,
  brush: { readonly tool: PaintingTool; readonly key: string; readonly symmetry: Symmetry },
): Stroke {
  return extendedStroke({ ...brush, base: pattern, pattern, from, last: from }, from)
}

/** What is said of a cell: where it is, counted from 1, and which veneer lies there. */
export interface CellWords {
  readonly row: number
  readonly column: number
  readonly veneer: string
}

/** The words for a cell; null beside the pattern. */
export function cellWords(pattern: Pattern, cell: Cell): CellWords | null {
  const key = keyAt(pattern, cell)
  const veneer = pattern.palette.find((candidate) => candidate.key === key)
  if (veneer === undefined) return null
  return { row: cell.row + 1, column: cell.column + 1, veneer: veneer.name }
}
