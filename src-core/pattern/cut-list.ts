import type { CutListEntry, Plate, StackPiece } from './mosaic-recipe.schema.ts'
import type { VeneerColour } from './pattern.schema.ts'

/**
 * Pieces to cut when a share of them is lost: ⌈n·(1 + waste)⌉, rounded up for each colour so that even
 * one piece has a spare. What the computer's arithmetic adds in the fifteenth place adds no piece.
 */
export function withWaste(pieces: number, wasteRatio: number): number {
  return Math.max(pieces, Math.ceil(pieces * (1 + wasteRatio) - 1e-9))
}

type Size = CutListEntry['sizes'][number]

/** One veneer in one thickness, with the plates that have it. */
interface VeneerUse {
  readonly piece: StackPiece
  readonly inPlates: Map<Plate, number>
}

/** Pieces of one veneer by their size, widest first. */
function sizesOf({ inPlates }: VeneerUse): Size[] {
  const byWidth = new Map<number, Size>()
  for (const [{ blankWidthMm: widthMm, blankLengthMm: lengthMm, number }, pieces] of inPlates) {
    const size = byWidth.get(widthMm)
    byWidth.set(widthMm, {
      widthMm,
      lengthMm,
      pieces: (size?.pieces ?? 0) + pieces,
      plateNumbers: [...(size?.plateNumbers ?? []), number],
    })
  }
  return [...byWidth.values()].sort((one, other) => other.widthMm - one.widthMm)
}

function entryOf(veneer: VeneerColour, use: VeneerUse, wasteRatio: number): CutListEntry {
  const { cells: cellsPerPiece, thicknessMm } = use.piece
  const sizes = sizesOf(use)
  let [pieces, cells] = [0, 0]
  for (const [plate, count] of use.inPlates) {
    pieces += count
    cells += count * plate.multiplicity * cellsPerPiece
  }
  const piecesWithWaste = withWaste(pieces, wasteRatio)
  const neededMm2 = sizes.reduce((sum, size) => sum + size.pieces * size.widthMm * size.lengthMm, 0)
  const widest = sizes[0]
  const spareMm2 =
    widest === undefined ? 0 : (piecesWithWaste - pieces) * widest.widthMm * widest.lengthMm
  return {
    ...veneer,
    thicknessMm,
    cellsPerPiece,
    veneerMm: veneer.thicknessMm,
    cells,
    pieces,
    piecesWithWaste,
    sizes,
    areaMm2: neededMm2 + spareMm2,
  }
}

/** Which plates have which veneers, by letter. */
function usesOf(plates: readonly Plate[]): ReadonlyMap<string, VeneerUse[]> {
  const uses = new Map<string, VeneerUse[]>()
  for (const plate of plates) {
    for (const piece of plate.stack) {
      const ofKey = uses.get(piece.key) ?? []
      uses.set(piece.key, ofKey)
      let use = ofKey.find(
        (known) =>
          known.piece.thicknessMm === piece.thicknessMm && known.piece.cells === piece.cells,
      )
      if (use === undefined) {
        use = { piece, inPlates: new Map() }
        ofKey.push(use)
      }
      use.inPlates.set(plate, (use.inPlates.get(plate) ?? 0) + 1)
    }
  }
  return uses
}

/** Veneer to be cut for all plates, in the palette's order, each colour's thinnest first. */
export function cutListOf(
  palette: readonly VeneerColour[],
  plates: readonly Plate[],
  wasteRatio: number,
): CutListEntry[] {
  const uses = usesOf(plates)
  return palette.flatMap((veneer) =>
    (uses.get(veneer.key) ?? [])
      .toSorted((one, other) => one.piece.thicknessMm - other.piece.thicknessMm)
      .map((use) => entryOf(veneer, use, wasteRatio)),
  )
}
