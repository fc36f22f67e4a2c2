import type { Plan, Ring } from '#core/rosette/plan.schema.ts'
import type { TileRecipe } from '#core/rosette/recipe.ts'
import {
  type DrawingColours,
  ringPicture,
  topPicture,
  topReachMm,
} from '#core/rosette/ring-picture.ts'
import { isPictured, type PicturedRing, tileFills } from '#core/rosette/tile-cells.ts'
import { circlePath } from '#core/rosette/draw-rosette-path.ts'
import {
  brokenLines,
  drawBox,
  ensureRoom,
  INK,
  inkOf,
  type Sheet,
  TYPE,
  writeText,
} from './sheet.ts'
import { sheetStrings as words } from './sheet.strings.ts'
import { fillPath, type Placing, strokePath } from './svg-path.ts'
import { drawTable } from './table-part.ts'

/** The rosette's picture is no wider than this, so that the numbers have room beside it, mm. */
const PICTURE_MM = 142
/** Scales a shop rule has. */
const SCALES = [1, 1 / 2, 1 / 4, 1 / 5, 1 / 10] as const

/**
 * Draws the cells of every tile: one tile is drawn, and used again all round the ring, so that a picture of
 * thousands of cells stays a small file. Where neighbours alternate there are two of them.
 */
function drawCells({ pdf }: Sheet, ring: PicturedRing, place: Placing): void {
  const { width, height } = pdf.internal.pageSize
  const point = pdf.internal.scaleFactor
  const kinds = ring.assembly === 'slip' ? 1 : 2
  const nameOf = (kind: number) => `${ring.id} tile ${String(kind)}`
  for (let kind = 0; kind < kinds; kind += 1) {
    // a form's size is taken in points, whatever the document's unit
    pdf.beginFormObject(0, 0, width * point, height * point, pdf.Matrix(1, 0, 0, 1, 0, 0))
    for (const { colour, path } of tileFills(ring, kind)) fillPath(pdf, path, inkOf(colour), place)
    pdf.endFormObject(nameOf(kind))
  }
  const [x, y] = [place.centreXMm * point, (height - place.centreYMm) * point]
  for (let tile = 0; tile < ring.tileCount; tile += 1) {
    const turnRad = (2 * Math.PI * tile) / ring.tileCount
    const [cos, sin] = [Math.cos(turnRad), Math.sin(turnRad)]
    // about the rosette's centre: there, turn, and back
    const matrix = pdf.Matrix(cos, sin, -sin, cos, x - x * cos + y * sin, y - x * sin - y * cos)
    pdf.doFormObject(nameOf(tile % kinds), matrix)
  }
}

function drawRing(sheet: Sheet, ring: Ring, colours: DrawingColours, place: Placing): void {
  const { pdf } = sheet
  const { innerRadiusMm, outerRadiusMm } = ring
  const picture = ringPicture(ring, colours)
  const band = circlePath(outerRadiusMm) + circlePath(innerRadiusMm)
  fillPath(pdf, band, inkOf(picture.ground), place)
  for (const { colour, path } of picture.fills) fillPath(pdf, path, inkOf(colour), place)
  if (ring.kind === 'tile' && isPictured(ring)) drawCells(sheet, ring, place)
  strokePath(pdf, picture.joints, { ink: INK.text, lineMm: 0.06 }, place)
  strokePath(pdf, band, { ink: INK.text, lineMm: 0.15 }, place)
}

function drawRosette(sheet: Sheet, plan: Plan, colours: DrawingColours, pictureMm: number): number {
  const reachMm = topReachMm(plan)
  const scale = SCALES.find((candidate) => 2 * reachMm * candidate <= pictureMm) ?? 1 / 10
  const radiusMm = reachMm * scale
  const place = {
    centreXMm: sheet.leftMm + pictureMm / 2,
    centreYMm: sheet.yMm + radiusMm + 1,
    scale,
  }
  const top = topPicture(plan, colours.top)
  fillPath(sheet.pdf, top.fill.path, inkOf(top.fill.colour), place)
  for (const ring of plan.rings) drawRing(sheet, ring, colours, place)
  const hole = circlePath(plan.soundhole.radiusMm)
  strokePath(sheet.pdf, hole, { ink: INK.text, lineMm: 0.3 }, place)
  const { centreXMm: xMm, centreYMm: yMm } = place
  const widthMm = 2 * plan.soundhole.radiusMm * scale - 8
  const style = { align: 'center', widthMm } as const
  writeText(sheet, words.soundhole, { xMm, yMm: yMm - 3 }, { ...style, ink: INK.muted })
  const diameter = `Ø ${words.mm(2 * plan.soundhole.radiusMm)}`
  writeText(sheet, diameter, { xMm, yMm: yMm + 6 }, { ...style, size: TYPE.number, bold: true })
  writeText(sheet, words.scale(scale), { xMm, yMm: yMm + 13 }, { ...style, ink: INK.muted })
  return 2 * radiusMm + 4
}

/** One number that is needed at the bench, with what it is above and a word below. */
function writeNumber(
  sheet: Sheet,
  at: { readonly xMm: number; readonly yMm: number; readonly widthMm: number },
  [label, value, note]: readonly [string, string, string],
): void {
  const { widthMm } = at
  writeText(sheet, label, at, { ink: INK.muted, widthMm })
  writeText(
    sheet,
    value,
    { xMm: at.xMm, yMm: at.yMm + 8.5 },
    { size: TYPE.title, bold: true, widthMm },
  )
  writeText(sheet, note, { xMm: at.xMm, yMm: at.yMm + 14 }, { ink: INK.muted, widthMm })
}

function keyNumbers(recipe: TileRecipe): readonly (readonly [string, string, string])[] {
  const taper = recipe.taper === 'column' ? words.taperColumn : words.taperLog
  const visible = recipe.visibleTileCount
  return [
    [words.tiles, String(recipe.tileCount), visible === null ? '' : words.visible(visible)],
    [words.logs(recipe.logCount), words.mm(recipe.logLengthMm, 1), ''],
    [words.slices, String(recipe.sliceCount), words.ofThickness(recipe.sliceThicknessMm)],
    [taper, words.degrees(recipe.taperAngleDeg, 3), ''],
  ]
}

function drawRings(sheet: Sheet, plan: Plan): void {
  const right = { align: 'right', size: 14 } as const
  const length = (valueMm: number | null) =>
    valueMm === null ? words.notMeasured : words.mm(valueMm)
  drawTable<Ring>(
    sheet,
    [
      {
        head: words.ringHead,
        share: 4.2,
        text: ({ name }) => name,
        style: { bold: true, size: 14 },
      },
      { head: words.madeHead, share: 2, text: ({ kind }) => words.kinds[kind] },
      {
        head: words.insideHead,
        share: 2,
        text: (ring) => length(2 * ring.innerRadiusMm),
        style: right,
      },
      {
        head: words.outsideHead,
        share: 2,
        text: (ring) => length(2 * ring.outerRadiusMm),
        style: right,
      },
      {
        head: words.widthHead,
        share: 1.6,
        text: (ring) => length(ring.outerRadiusMm - ring.innerRadiusMm),
        style: right,
      },
      {
        head: words.thickHead,
        share: 1.8,
        text: (ring) => length(ring.inlayThicknessMm),
        style: right,
      },
    ],
    plan.rings,
  )
}

/** Sentences to be read before anything is cut; nothing when there are none. */
function drawWarnings(sheet: Sheet, sentences: readonly string[]): void {
  if (sentences.length === 0) return
  ensureRoom(sheet, 24)
  sheet.yMm += 9
  const at = { xMm: sheet.leftMm, yMm: sheet.yMm }
  writeText(sheet, words.warnings, at, { size: TYPE.head, bold: true, ink: INK.warning })
  sheet.yMm += 2
  for (const sentence of sentences) {
    const lines = brokenLines(sheet, sentence, sheet.widthMm - 8)
    ensureRoom(sheet, 6 * lines.length)
    const box = { xMm: sheet.leftMm, yMm: sheet.yMm + 2.7, widthMm: 2.6, heightMm: 2.6 }
    drawBox(sheet, box, { fill: INK.warning })
    for (const line of lines) {
      sheet.yMm += 5.5
      writeText(sheet, line, { xMm: sheet.leftMm + 6, yMm: sheet.yMm })
    }
    sheet.yMm += 2
  }
}

/** The first page: the rosette to scale, the numbers needed first, the rings, and what to look at. */
export function drawRosettePage(
  sheet: Sheet,
  plan: Plan,
  colours: DrawingColours,
  told: { readonly tiles: TileRecipe | null; readonly sentences: readonly string[] },
): void {
  const fromMm = sheet.yMm
  const pictureMm = told.tiles === null ? sheet.widthMm : PICTURE_MM
  const heightMm = drawRosette(sheet, plan, colours, pictureMm)
  const xMm = sheet.leftMm + PICTURE_MM + 4
  const widthMm = sheet.leftMm + sheet.widthMm - xMm
  const numbers = told.tiles === null ? [] : keyNumbers(told.tiles)
  for (const [index, number] of numbers.entries()) {
    writeNumber(sheet, { xMm, yMm: fromMm + 12 + index * 28, widthMm }, number)
  }
  sheet.yMm = fromMm + Math.max(heightMm, told.tiles === null ? 0 : 116)
  drawRings(sheet, plan)
  drawWarnings(sheet, told.sentences)
}
