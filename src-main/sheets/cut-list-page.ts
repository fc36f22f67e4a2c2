import type { CutListEntry, MosaicRecipe } from '#core/pattern/mosaic-recipe.schema.ts'
import { newPage, type Sheet, writeParagraph } from './sheet.ts'
import { sheetStrings as words } from './sheet.strings.ts'
import { drawTable, drawTick } from './table-part.ts'
import { drawKey } from './tile-page.ts'

/** One line of the list: pieces of one veneer in one size. */
interface CutLine {
  readonly entry: CutListEntry
  readonly size: CutListEntry['sizes'][number]
  /** Pieces cut for waste, of the widest size. */
  readonly spare: number
}

function linesOf({ cutList }: MosaicRecipe): readonly CutLine[] {
  return cutList.flatMap((entry) =>
    entry.sizes.map((size, index) => ({
      entry,
      size,
      spare: index === 0 ? entry.piecesWithWaste - entry.pieces : 0,
    })),
  )
}

/** The veneer to cut, a line for each size with a box to tick. */
export function drawCutListPages(sheet: Sheet, ringName: string, recipe: MosaicRecipe): void {
  newPage(sheet, words.cutPage(ringName))
  const withWaste = recipe.cutList.reduce((sum, entry) => sum + entry.piecesWithWaste, 0)
  writeParagraph(sheet, words.cutTotal(recipe.pieceCount, withWaste))
  const number = { align: 'right', size: 18, bold: true } as const
  drawTable<CutLine>(
    sheet,
    [
      {
        head: words.doneHead,
        share: 1,
        draw: (_line, box) => {
          drawTick(sheet, box)
        },
      },
      {
        head: words.letterHead,
        share: 1.1,
        draw: ({ entry }, { xMm, yMm, heightMm }) => {
          drawKey(sheet, entry, { xMm: xMm + 2, yMm: yMm + (heightMm - 8) / 2, sideMm: 8 })
        },
      },
      {
        head: words.veneerHead,
        share: 3.3,
        text: ({ entry }) => `${entry.name}, ${words.thick(entry.thicknessMm)}`,
        style: { size: 14 },
      },
      {
        head: words.sizeHead,
        share: 3.2,
        text: ({ size }) => words.blank(size.widthMm, size.lengthMm),
        style: { size: 16, bold: true, align: 'right' },
      },
      {
        head: words.piecesHead,
        share: 1.4,
        text: ({ size }) => String(size.pieces),
        style: number,
      },
      {
        head: words.wasteHead,
        share: 1.3,
        text: ({ spare }) => (spare === 0 ? '' : `+ ${String(spare)}`),
        style: { align: 'right', size: 14 },
      },
      {
        head: words.platesHead,
        share: 2,
        text: ({ size }) => size.plateNumbers.join(' '),
        style: { align: 'right' },
      },
    ],
    linesOf(recipe),
    12,
  )
  const { pieces, widthMm, lengthMm } = recipe.sacrificial
  sheet.yMm += 3
  writeParagraph(sheet, words.sacrificial(pieces, widthMm, lengthMm))
}
