import type { MosaicRecipe } from '#core/pattern/mosaic-recipe.schema.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import {
  drawBox,
  drawLine,
  ensureRoom,
  INK,
  inkOf,
  newPage,
  type Sheet,
  TYPE,
  writeParagraph,
  writeText,
  writeTitle,
} from './sheet.ts'
import { sheetStrings as words } from './sheet.strings.ts'

/** A figure with what it is: label above, number large below. */
export type Figure = readonly [label: string, value: string]

/** Figures side by side, as large as they must be at the saw. */
export function drawFigures(sheet: Sheet, figures: readonly Figure[], perRow = 3): void {
  const widthMm = sheet.widthMm / perRow
  for (const [index, [label, value]] of figures.entries()) {
    if (index % perRow === 0) {
      ensureRoom(sheet, 19)
      sheet.yMm += 19
    }
    const xMm = sheet.leftMm + (index % perRow) * widthMm
    const room = widthMm - 4
    writeText(sheet, label, { xMm, yMm: sheet.yMm - 11 }, { ink: INK.muted, widthMm: room })
    const style = { size: TYPE.number, bold: true, widthMm: room } as const
    writeText(sheet, value, { xMm, yMm: sheet.yMm - 3 }, style)
  }
}

const STRIP_MM = 11.5
const PICTURE_MM = 34
const ROW_MM = PICTURE_MM + 26

/** One strip of the log: its column in colour, its place below, its plate in large. */
function drawStrip(
  sheet: Sheet,
  strip: { readonly index: number; readonly plate: number; readonly flipped: boolean },
  pattern: Pattern,
  xMm: number,
): void {
  const colours = new Map(pattern.palette.map(({ key, colour }) => [key, colour]))
  const rows = pattern.rows.length
  const layerMm = PICTURE_MM / rows
  const topMm = sheet.yMm
  for (let row = 0; row < rows; row += 1) {
    const key = pattern.rows[row]?.charAt(strip.index) ?? ''
    const yMm = topMm + (rows - 1 - row) * layerMm
    const box = { xMm: xMm + 0.6, yMm, widthMm: STRIP_MM - 1.2, heightMm: layerMm + 0.02 }
    drawBox(sheet, box, { fill: inkOf(colours.get(key) ?? '#ffffff') })
  }
  const frame = { xMm: xMm + 0.6, yMm: topMm, widthMm: STRIP_MM - 1.2, heightMm: PICTURE_MM }
  drawBox(sheet, frame, { line: INK.text, lineMm: 0.2 })
  const middle = { xMm: xMm + STRIP_MM / 2, yMm: topMm + PICTURE_MM + 8 }
  const style = { align: 'center', widthMm: STRIP_MM } as const
  writeText(sheet, String(strip.plate), middle, { ...style, size: TYPE.number, bold: true })
  const below = { xMm: middle.xMm, yMm: middle.yMm + 6 }
  const small = { ...style, size: TYPE.caption, ink: INK.muted } as const
  writeText(sheet, String(strip.index + 1), below, small)
  if (strip.flipped) {
    const yMm = middle.yMm + 1.5
    drawLine(sheet, [xMm + 2, yMm], [xMm + STRIP_MM - 2, yMm], { lineMm: 0.8 })
  }
}

function drawSequence(sheet: Sheet, recipe: MosaicRecipe, pattern: Pattern): void {
  const turned = recipe.logSequence.some(({ flipped }) => flipped)
  writeParagraph(sheet, words.sequenceNote + (turned ? ` ${words.sequenceTurned}` : ''))
  const perRow = Math.floor(sheet.widthMm / STRIP_MM)
  const rightMm = sheet.leftMm + Math.min(perRow, recipe.columns) * STRIP_MM
  for (const [index, strip] of recipe.logSequence.entries()) {
    if (index % perRow === 0) {
      if (index > 0) sheet.yMm += ROW_MM
      ensureRoom(sheet, ROW_MM)
      sheet.yMm += 2
    }
    const xMm = rightMm - ((index % perRow) + 1) * STRIP_MM
    drawStrip(sheet, { index, ...strip }, pattern, xMm)
  }
  sheet.yMm += ROW_MM - 6
}

/** Boxes to tick the slices off with, in tens. */
function drawTally(sheet: Sheet, count: number): void {
  writeParagraph(sheet, words.tally)
  const sideMm = 6
  const perRow = 20
  for (let slice = 0; slice < count; slice += 1) {
    const place = slice % perRow
    if (place === 0) {
      ensureRoom(sheet, sideMm + 2)
      sheet.yMm += sideMm + 2
    }
    const gapsMm = Math.floor(place / 10) * 5
    const box = {
      xMm: sheet.leftMm + place * (sideMm + 1.6) + gapsMm,
      yMm: sheet.yMm - sideMm,
      widthMm: sideMm,
      heightMm: sideMm,
    }
    drawBox(sheet, box, { line: INK.text, lineMm: 0.3 })
    if (place % 10 === 9 || slice === count - 1) {
      const at = { xMm: box.xMm + sideMm / 2, yMm: box.yMm + sideMm - 2 }
      const style = { size: TYPE.caption - 1, ink: INK.muted, align: 'center' } as const
      writeText(sheet, String(slice + 1), at, { ...style, widthMm: sideMm })
    }
  }
  sheet.yMm += 4
}

/** Lines to write what was measured on. */
function drawMeasured(sheet: Sheet): void {
  ensureRoom(sheet, 16)
  sheet.yMm += 10
  for (const [index, label] of [words.measuredHeight, words.measuredTiles].entries()) {
    const xMm = sheet.leftMm + (index * sheet.widthMm) / 2
    writeText(sheet, label, { xMm, yMm: sheet.yMm }, { size: 14, widthMm: 46 })
    const fromMm = xMm + 48
    drawLine(sheet, [fromMm, sheet.yMm + 1], [fromMm + 32, sheet.yMm + 1], { lineMm: 0.4 })
  }
  sheet.yMm += 4
}

/** The log: strips in order, how they are sawn, and how high it becomes. */
export function drawLogPages(
  sheet: Sheet,
  ringName: string,
  recipe: MosaicRecipe,
  pattern: Pattern,
): void {
  const { strip } = recipe
  newPage(sheet, words.logPage(ringName))
  writeTitle(sheet, words.sequence, ROW_MM + 14)
  drawSequence(sheet, recipe, pattern)
  writeTitle(sheet, words.stripHead, 24)
  drawFigures(sheet, [
    [words.sawnWidth, words.mm(strip.sawnWidthMm)],
    [words.planedWidth, words.mm(strip.outerWidthMm, 3)],
    [words.taperedWidth, words.mm(strip.innerWidthMm, 3)],
    [words.stripCount, String(strip.count)],
    [words.heightLabel, words.mm(recipe.heightMm)],
  ])
  writeParagraph(sheet, words.stripYield(strip.yieldRatio))
  writeParagraph(sheet, words.measureHeight)
  drawMeasured(sheet)
}

/** How the log is sliced: the stop, the count, and a box to tick for each slice. */
export function drawSlicing(sheet: Sheet, { log, assembly }: MosaicRecipe): void {
  writeTitle(sheet, words.slicing, 24)
  const figures: readonly Figure[] = [
    [words.stop, words.mm(log.sliceThicknessMm)],
    [words.kerf, words.mm(log.kerfMm)],
    [words.slicesWithSpares(log.spareCount), String(log.sliceCount)],
    [words.logs(log.logCount), words.mm(log.lengthMm, 1)],
  ]
  drawFigures(sheet, figures, 4)
  writeParagraph(sheet, words.logYield(log.yieldRatio, log.kerfLossMm))
  drawTally(sheet, log.sliceCount)
  writeParagraph(sheet, words.assembly[assembly], { bold: true })
}
