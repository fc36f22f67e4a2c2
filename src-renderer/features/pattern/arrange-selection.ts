import {
  mirrorInOut,
  mirrorLeftRight,
  repeatAround,
  rotateHalfTurn,
  rotateQuarterTurn,
  shift,
} from '#core/pattern/arrange.ts'
import { type Cell, columnCountOf, rowCountOf } from '#core/pattern/grid.ts'
import { paintCells, rectangleCells } from '#core/pattern/paint.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import { copyRegion, pasteRegion } from '#core/pattern/region.ts'
import { dataProblem, type DataProblem } from '#core/outcome/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { Assembly } from '#core/pattern/arrange.ts'
import type { Selection } from './pattern.store.ts'
import { patternStrings } from './pattern.strings.ts'

/** A way to rearrange a tile or a part of it. */
export type Arrangement =
  | 'mirrorLeftRight'
  | 'mirrorInOut'
  | 'quarterTurn'
  | 'halfTurn'
  | 'shiftLeft'
  | 'shiftRight'
  | 'shiftOut'
  | 'shiftIn'

const WAYS: { readonly [A in Arrangement]: (pattern: Pattern) => Pattern } = {
  mirrorLeftRight,
  mirrorInOut,
  quarterTurn: (pattern) => rotateQuarterTurn(pattern, 'clockwise'),
  halfTurn: rotateHalfTurn,
  // as seen: columns run to the left
  shiftLeft: (pattern) => shift(pattern, 0, 1),
  shiftRight: (pattern) => shift(pattern, 0, -1),
  shiftOut: (pattern) => shift(pattern, 1, 0),
  shiftIn: (pattern) => shift(pattern, -1, 0),
}

/** The innermost row and first column of a selection. */
export function cornerOf({ corner, opposite }: Selection): Cell {
  return {
    row: Math.min(corner.row, opposite.row),
    column: Math.min(corner.column, opposite.column),
  }
}

/**
 * Rearranges the selected cells, or the whole tile where nothing is selected. Refuses a quarter turn of a
 * selection that is not square.
 */
export function arranged(
  pattern: Pattern,
  way: Arrangement,
  selection: Selection | null,
): Result<Pattern, DataProblem> {
  if (selection === null) return success(WAYS[way](pattern))
  const piece = copyRegion(pattern, selection.corner, selection.opposite)
  if (piece === null) return success(pattern)
  if (way === 'quarterTurn' && rowCountOf(piece) !== columnCountOf(piece)) {
    return failure(dataProblem('selection', '', notSquare(piece)))
  }
  return pasteRegion(pattern, WAYS[way](piece), cornerOf(selection), 'key')
}

function notSquare(piece: Pattern): string {
  const size = `${String(rowCountOf(piece))} rows by ${String(columnCountOf(piece))} columns`
  return `is ${size}: ${patternStrings.notSquare.replace(/\.$/, '')}`
}

/** The tile beside itself as it is laid: two of today's tiles become one. */
export function repeated(pattern: Pattern, assembly: Assembly): Result<Pattern, DataProblem> {
  return repeatAround(pattern, 2, assembly)
}

/** The tile with the selected cells in one colour. */
export function filledSelection(pattern: Pattern, selection: Selection, key: string): Pattern {
  return paintCells(pattern, rectangleCells(selection.corner, selection.opposite, 'filled'), key)
}
