import { columnCountOf, rowCountOf } from '#core/pattern/grid.ts'
import type { Pattern, VeneerColour } from '#core/pattern/pattern.schema.ts'
import {
  type Drawing,
  drawBox,
  drawLine,
  ensureRoom,
  INK,
  inkOf,
  inkOn,
  newPage,
  POINT_MM,
  type Sheet,
  TYPE,
  writeText,
} from './sheet.ts'
import { sheetStrings as words } from './sheet.strings.ts'

/** A cell is at least so large that its letter can be read, and at most so large, mm. */
const CELL_MM = { least: 5.6, most: 8.4 } as const
/** Less height than this is no room for a picture, mm. */
const LEAST_PICTURE_MM = 90
/** Room for the numbers of rows and columns, mm. */
const RULER_MM = 8

/** Names of the veneers with their letters, in as many columns as fit. */
export function drawLegend(sheet: Sheet, palette: readonly VeneerColour[]): void {
  const perRow = 3
  const widthMm = sheet.widthMm / perRow
  for (const [index, { key, name, colour, thicknessMm }] of palette.entries()) {
    if (index % perRow === 0) {
      ensureRoom(sheet, 10)
      sheet.yMm += 10
    }
    const xMm = sheet.leftMm + (index % perRow) * widthMm
    drawKey(sheet, { key, colour }, { xMm, yMm: sheet.yMm - 6.5, sideMm: 8 })
    const text = `${name}, ${words.thick(thicknessMm)}`
    writeText(sheet, text, { xMm: xMm + 10, yMm: sheet.yMm - 1 }, { widthMm: widthMm - 13 })
  }
  sheet.yMm += 4
}

/** A square of a veneer's colour with its letter. */
export function drawKey(
  sheet: Sheet,
  { key, colour }: Pick<VeneerColour, 'key' | 'colour'>,
  { xMm, yMm, sideMm }: { readonly xMm: number; readonly yMm: number; readonly sideMm: number },
): void {
  const fill = inkOf(colour)
  drawBox(
    sheet,
    { xMm, yMm, widthMm: sideMm, heightMm: sideMm },
    { fill, line: INK.line, lineMm: 0.1 },
  )
  const size = Math.min(14, (sideMm * 0.78) / POINT_MM)
  const at = { xMm: xMm + sideMm / 2, yMm: yMm + sideMm / 2 + size * 0.125 }
  writeText(sheet, key, at, {
    size,
    bold: true,
    ink: inkOn(fill),
    align: 'center',
    widthMm: sideMm,
  })
}

/** Cuts a count into runs no longer than `most`, as even as can be. */
function evenRuns(count: number, most: number): readonly (readonly [from: number, to: number])[] {
  const parts = Math.ceil(count / most)
  return Array.from({ length: parts }, (_, part) => [
    Math.floor((part * count) / parts),
    Math.floor(((part + 1) * count) / parts),
  ])
}

interface Block {
  readonly rows: readonly [from: number, to: number]
  readonly columns: readonly [from: number, to: number]
}

/** Numbers beside every fifth row and under every fifth column, and at both ends. */
function isNumbered(index: number, [from, to]: readonly [number, number]): boolean {
  return index === from || index === to - 1 || (index + 1) % 5 === 0
}

function drawBlock(sheet: Sheet, pattern: Pattern, { rows, columns }: Block, sideMm: number): void {
  const colours = new Map(pattern.palette.map(({ key, colour }) => [key, colour]))
  const wideMm = (columns[1] - columns[0]) * sideMm
  const leftMm = sheet.leftMm + (sheet.widthMm - wideMm) / 2
  const topMm = sheet.yMm
  const bottomMm = topMm + (rows[1] - rows[0]) * sideMm
  const small = { size: TYPE.caption, ink: INK.muted } as const
  for (let row = rows[0]; row < rows[1]; row += 1) {
    const yMm = topMm + (rows[1] - 1 - row) * sideMm
    for (let column = columns[0]; column < columns[1]; column += 1) {
      const key = pattern.rows[row]?.charAt(column) ?? ''
      const xMm = leftMm + (columns[1] - 1 - column) * sideMm
      drawKey(sheet, { key, colour: colours.get(key) ?? '#ffffff' }, { xMm, yMm, sideMm })
    }
    const at = { xMm: leftMm - 2, yMm: yMm + sideMm / 2 + 1.3 }
    if (isNumbered(row, rows)) writeText(sheet, String(row + 1), at, { ...small, align: 'right' })
  }
  for (let column = columns[0]; column < columns[1]; column += 1) {
    const xMm = leftMm + (columns[1] - 0.5 - column) * sideMm
    const at = { xMm, yMm: bottomMm + 5 }
    if (isNumbered(column, columns)) {
      writeText(sheet, String(column + 1), at, { ...small, align: 'center', widthMm: sideMm })
    }
  }
  drawLine(sheet, [leftMm, topMm], [leftMm + wideMm, topMm], { lineMm: 0.4 })
  drawLine(sheet, [leftMm, bottomMm], [leftMm + wideMm, bottomMm], { lineMm: 0.4 })
  sheet.yMm = bottomMm + RULER_MM
}

/**
 * The tile enlarged, a letter in every cell; a pattern too large for one page is drawn in blocks. Yields
 * after each page.
 */
export function* drawTilePages(sheet: Sheet, ringName: string, pattern: Pattern): Drawing {
  newPage(sheet, words.tilePage(ringName))
  sheet.yMm += 4
  writeText(sheet, words.tileNote, { xMm: sheet.leftMm, yMm: sheet.yMm })
  sheet.yMm += 1
  drawLegend(sheet, pattern.palette)
  // a long legend leaves the picture a page of its own
  if (sheet.bottomMm - sheet.yMm < LEAST_PICTURE_MM) newPage(sheet, sheet.heading)
  const roomMm = {
    width: sheet.widthMm - 2 * RULER_MM,
    height: sheet.bottomMm - sheet.yMm - RULER_MM - 6,
  }
  const columnRuns = evenRuns(columnCountOf(pattern), Math.floor(roomMm.width / CELL_MM.least))
  const rowRuns = evenRuns(rowCountOf(pattern), Math.floor(roomMm.height / CELL_MM.least))
  const widest = Math.max(...columnRuns.map(([from, to]) => to - from))
  const highest = Math.max(...rowRuns.map(([from, to]) => to - from))
  const sideMm = Math.min(CELL_MM.most, roomMm.width / widest, roomMm.height / highest)
  const blocks = rowRuns.flatMap((rows) => columnRuns.map((columns) => ({ rows, columns })))
  for (const [index, block] of blocks.entries()) {
    if (index > 0) newPage(sheet, sheet.heading)
    if (blocks.length > 1) {
      const { rows, columns } = block
      sheet.yMm += 5
      const text = words.block(columns[0] + 1, columns[1], rows[0] + 1, rows[1])
      writeText(sheet, text, { xMm: sheet.leftMm, yMm: sheet.yMm }, { bold: true })
      sheet.yMm += 2
    }
    drawBlock(sheet, pattern, block, sideMm)
    yield
  }
}
