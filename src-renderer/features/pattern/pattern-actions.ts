import { columnCountOf, rowCountOf } from '#core/pattern/grid.ts'
import { copyRegion, pasteRegion } from '#core/pattern/region.ts'
import { showToast } from '../../ui/toast.store.ts'
import {
  type Arrangement,
  arranged,
  cornerOf,
  filledSelection,
  repeated,
} from './arrange-selection.ts'
import { currentPattern, currentTile, editPattern, tryEditPattern } from './edit-tile.ts'
import { type Selection, usePattern } from './pattern.store.ts'
import { patternStrings as words } from './pattern.strings.ts'
import { brushOf } from './tile-in-plan.ts'

/** Rearranges what is selected, or the whole tile. */
export function arrange(way: Arrangement): void {
  tryEditPattern((pattern) => arranged(pattern, way, usePattern.getState().selection))
}

/** Makes two of today's tiles one. */
export function repeatTile(): void {
  const tile = currentTile()
  if (tile !== null) tryEditPattern((pattern) => repeated(pattern, tile.assembly))
}

/** Selects all cells, or none. */
export function selectAll(): void {
  const pattern = currentPattern()
  if (pattern === null) return
  const opposite = { row: rowCountOf(pattern) - 1, column: columnCountOf(pattern) - 1 }
  usePattern.getState().change({ selection: { corner: { row: 0, column: 0 }, opposite } })
}

/** Takes the selected cells (the cursor's alone where nothing is selected) into the page's own clipboard. */
export function copySelection(): boolean {
  const pattern = currentPattern()
  if (pattern === null) return false
  const { selection, cursor, change } = usePattern.getState()
  const taken: Selection = selection ?? { corner: cursor, opposite: cursor }
  const clipboard = copyRegion(pattern, taken.corner, taken.opposite)
  if (clipboard === null) return false
  change({ clipboard })
  showToast(words.copied(rowCountOf(clipboard), columnCountOf(clipboard)))
  return true
}

/** Paints the selected cells with the brush. */
export function clearSelection(): void {
  const { selection, brushKey } = usePattern.getState()
  if (selection === null) {
    showToast(words.nothingSelected)
    return
  }
  editPattern((pattern) => filledSelection(pattern, selection, brushOf(pattern, brushKey)))
}

/** Copies what is selected and paints its place with the palette's first veneer. */
export function cutSelection(): boolean {
  if (!copySelection()) return false
  const { selection, cursor } = usePattern.getState()
  const taken = selection ?? { corner: cursor, opposite: cursor }
  editPattern((pattern) => filledSelection(pattern, taken, pattern.palette[0]?.key ?? ''))
  return true
}

/**
 * Lays what was copied with its innermost row and first column where the cursor is, or over the
 * selection; its veneers are matched by name and colour, and those this tile lacks are added.
 */
export function pasteClipboard(): void {
  const { clipboard, cursor, selection, change } = usePattern.getState()
  if (clipboard === null) {
    showToast(words.clipboardEmpty)
    return
  }
  const at = selection === null ? cursor : cornerOf(selection)
  const pasted = tryEditPattern((pattern) => pasteRegion(pattern, clipboard, at, 'veneer'))
  if (!pasted) return
  const opposite = {
    row: at.row + rowCountOf(clipboard) - 1,
    column: at.column + columnCountOf(clipboard) - 1,
  }
  change({ selection: { corner: at, opposite } })
}
