import type { DataProblem } from '../outcome/problem.ts'
import { type Result, success } from '../outcome/result.ts'
import { type Cell, columnCountOf, rowCountOf } from './grid.ts'
import { addColour } from './palette.ts'
import type { Pattern, VeneerColour } from './pattern.schema.ts'

/**
 * Copies the rectangle two corners span, cut to the pattern, as a pattern of its own with the colours it
 * uses; null when it lies wholly beside the pattern.
 */
export function copyRegion(pattern: Pattern, corner: Cell, opposite: Cell): Pattern | null {
  const [fromRow, toRow] = [corner.row, opposite.row].sort((a, b) => a - b)
  const [fromColumn, toColumn] = [corner.column, opposite.column].sort((a, b) => a - b)
  if (fromRow === undefined || toRow === undefined) return null
  if (fromColumn === undefined || toColumn === undefined) return null
  if (toRow < 0 || toColumn < 0) return null
  if (fromRow >= rowCountOf(pattern) || fromColumn >= columnCountOf(pattern)) return null
  const rows = pattern.rows
    .slice(Math.max(0, fromRow), toRow + 1)
    .map((row) => row.slice(Math.max(0, fromColumn), toColumn + 1))
  const palette = pattern.palette.filter(({ key }) => rows.some((row) => row.includes(key)))
  return { palette, rows }
}

/** How the letters of a pasted piece find their colours: by letter, or by name and colour. */
export type PasteMapping = 'key' | 'veneer'

function counterpart(
  palette: readonly VeneerColour[],
  veneer: VeneerColour,
  mapping: PasteMapping,
): VeneerColour | undefined {
  if (mapping === 'key') return palette.find(({ key }) => key === veneer.key)
  return palette.find(({ name, colour }) => name === veneer.name && colour === veneer.colour)
}

/**
 * Lays a piece of another pattern over this one, its first cell at `at`; what hangs over is cut off.
 * With `key` letters keep their meaning here, with `veneer` a colour is the one of that name and colour;
 * colours that have no counterpart are added. Refuses more colours than `PATTERN_LIMITS` allows.
 */
export function pasteRegion(
  pattern: Pattern,
  piece: Pattern,
  at: Cell,
  mapping: PasteMapping,
): Result<Pattern, DataProblem> {
  let target = pattern
  const keyHere = new Map<string, string>()
  for (const veneer of piece.palette) {
    const known = counterpart(pattern.palette, veneer, mapping)
    if (known !== undefined) {
      keyHere.set(veneer.key, known.key)
      continue
    }
    const { key: pieceKey, ...rest } = veneer
    const added = addColour(target, rest)
    if (!added.ok) return added
    keyHere.set(pieceKey, added.value.key)
    target = added.value.pattern
  }
  const rows = target.rows.map((row, index) => {
    const pasted = piece.rows[index - at.row]
    if (pasted === undefined) return row
    const keys = Array.from(row)
    for (const [offset, key] of Array.from(pasted).entries()) {
      const column = at.column + offset
      if (column >= 0 && column < keys.length) keys[column] = keyHere.get(key) ?? key
    }
    return keys.join('')
  })
  return success({ ...target, rows })
}
