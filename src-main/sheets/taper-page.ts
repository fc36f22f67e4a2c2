import type { TileRing } from '#core/rosette/plan.schema.ts'
import type { TileRecipe } from '#core/rosette/recipe.ts'
import { type TileShape, tileShape } from '#core/rosette/tiles.ts'
import { drawFigures } from './log-page.ts'
import { drawLine, INK, type Sheet, TYPE, writeParagraph, writeText, writeTitle } from './sheet.ts'
import { sheetStrings as words } from './sheet.strings.ts'

const DRAWING_MM = 62

/** The tile as a wedge with its three widths, its faces carried on towards the centre. */
function drawWedge(sheet: Sheet, shape: TileShape, heightMm: number): void {
  const scale = Math.min(DRAWING_MM / heightMm, 90 / shape.outerWidthMm)
  const middleMm = sheet.leftMm + sheet.widthMm / 2 - 20
  const topMm = sheet.yMm + 6
  const bottomMm = topMm + heightMm * scale
  const half = (widthMm: number) => (widthMm * scale) / 2
  const [outer, inner] = [half(shape.outerWidthMm), half(shape.innerWidthMm)]
  const thick = { lineMm: 0.6 }
  drawLine(sheet, [middleMm - outer, topMm], [middleMm + outer, topMm], thick)
  drawLine(sheet, [middleMm - inner, bottomMm], [middleMm + inner, bottomMm], thick)
  drawLine(sheet, [middleMm - outer, topMm], [middleMm - inner, bottomMm], thick)
  drawLine(sheet, [middleMm + outer, topMm], [middleMm + inner, bottomMm], thick)
  drawLine(sheet, [middleMm, topMm - 3], [middleMm, bottomMm + 3], { ink: INK.line })
  const rows = [
    [topMm + 3, words.tileOutside, shape.outerWidthMm],
    [(topMm + bottomMm) / 2 + 2, words.tileMiddle, shape.middleWidthMm],
    [bottomMm, words.tileInside, shape.innerWidthMm],
  ] as const
  const xMm = middleMm + outer + 8
  for (const [yMm, label, valueMm] of rows) {
    const widthMm = sheet.leftMm + sheet.widthMm - xMm - 32
    writeText(sheet, label, { xMm, yMm }, { ink: INK.muted, widthMm })
    const at = { xMm: sheet.leftMm + sheet.widthMm, yMm }
    writeText(sheet, words.mm(valueMm, 3), at, { size: TYPE.number, bold: true, align: 'right' })
  }
  sheet.yMm = bottomMm + 4
}

/** Widths and angles of the tiles and their columns. */
export function drawTaper(sheet: Sheet, ring: TileRing, recipe: TileRecipe): void {
  const shape = tileShape(ring, ring.tileCount, ring.columns)
  writeTitle(sheet, words.taper, DRAWING_MM + 56)
  drawWedge(sheet, shape, ring.outerRadiusMm - ring.innerRadiusMm)
  drawFigures(sheet, [
    [words.sledAngle, words.degrees(recipe.taperAngleDeg, 4)],
    [words.faceAngle, words.degrees(recipe.faceAngleDeg, 4)],
    [words.includedAngle, words.degrees(shape.includedAngleDeg, 4)],
    [words.columnOutside, words.mm(recipe.columnOuterWidthMm, 3)],
    [words.columnInside, words.mm(recipe.columnInnerWidthMm, 3)],
  ])
  writeParagraph(sheet, words.taperAdvice[recipe.taper], { bold: true })
  writeParagraph(sheet, words.closure(recipe.closureBudgetPerTileMm))
}
