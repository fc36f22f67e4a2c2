import type { DrawingColours } from '#core/rosette/ring-picture.ts'
import type { LibraryShelf } from './library-shelf.ts'

/** The colours of the library's woods, for a top of the given wood. */
export function drawingColours(library: LibraryShelf, topMaterialId: string): DrawingColours {
  const byMaterialId = Object.fromEntries(library.materials.map(({ id, colour }) => [id, colour]))
  return { top: byMaterialId[topMaterialId] ?? '#ead3a0', byMaterialId, other: '#9a8f80' }
}
