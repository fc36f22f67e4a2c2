import type { MosaicRecipe, Plate } from '#core/pattern/mosaic-recipe.schema.ts'
import {
  type Drawing,
  drawBox,
  INK,
  inkOf,
  inkOn,
  newPage,
  type Sheet,
  TYPE,
  writeParagraph,
  writeText,
} from './sheet.ts'
import { sheetStrings as words } from './sheet.strings.ts'

/** One veneer on paper: high enough for a letter that can be read, and no higher than so, mm. */
const LAYER_MM = { least: 4.9, most: 7 } as const
const GAP_MM = 6
const HEAD_MM = 29
/** Words for outside and inside over and under a stack, mm. */
const ENDS_MM = 6

/** Neighbouring veneers that are alike, drawn as one bar with their count. */
interface Bar {
  readonly key: string
  readonly count: number
  readonly cells: number
  readonly thicknessMm: number
}

function barsOf({ stack }: Plate): readonly Bar[] {
  const bars: Bar[] = []
  for (const { key, cells, thicknessMm } of stack) {
    const last = bars.at(-1)
    if (last?.key === key && last.cells === cells && last.thicknessMm === thicknessMm) {
      bars[bars.length - 1] = { ...last, count: last.count + 1 }
    } else bars.push({ key, count: 1, cells, thicknessMm })
  }
  return bars
}

/** What of a stack is drawn in one place: bars from the bottom up. */
interface Segment {
  readonly plate: Plate
  readonly bars: readonly Bar[]
  readonly isFirst: boolean
  readonly isLast: boolean
}

function layersOf(bars: readonly Bar[]): number {
  return bars.reduce((sum, { count }) => sum + count, 0)
}

/** Cuts a stack that is higher than the page into segments side by side; a long bar is cut too. */
function segmentsOf(plate: Plate, mostLayers: number): readonly Segment[] {
  const segments: Bar[][] = [[]]
  let room = mostLayers
  for (const bar of barsOf(plate)) {
    let left = bar.count
    while (left > 0) {
      if (room === 0) {
        segments.push([])
        room = mostLayers
      }
      const count = Math.min(left, room)
      segments.at(-1)?.push({ ...bar, count })
      left -= count
      room -= count
    }
  }
  return segments.map((bars, index) => ({
    plate,
    bars,
    isFirst: index === 0,
    isLast: index === segments.length - 1,
  }))
}

function drawHead(sheet: Sheet, plate: Plate, xMm: number, widthMm: number): void {
  const line = (text: string, downMm: number, size: number, bold: boolean) => {
    writeText(sheet, text, { xMm, yMm: sheet.yMm + downMm }, { size, bold, widthMm })
  }
  line(words.plate(plate.number), 7, TYPE.head, true)
  line(words.blank(plate.blankWidthMm, plate.blankLengthMm), 14, 18, true)
  line(words.stripsOff(plate.multiplicity), 20.5, TYPE.body, false)
  line(words.stackHeight(plate.heightMm), 26.5, TYPE.body, false)
}

function drawBar(
  sheet: Sheet,
  bar: Bar,
  box: {
    readonly xMm: number
    readonly yMm: number
    readonly widthMm: number
    readonly heightMm: number
  },
  look: { readonly colour: string; readonly usualMm: number },
): void {
  const fill = inkOf(look.colour)
  const barMm = box.widthMm * 0.52
  drawBox(sheet, { ...box, widthMm: barMm }, { fill, line: INK.text, lineMm: 0.15 })
  const yMm = box.yMm + box.heightMm / 2 + 1.5
  const middle = { xMm: box.xMm + barMm / 2, yMm }
  writeText(sheet, bar.key, middle, {
    bold: true,
    ink: inkOn(fill),
    align: 'center',
    widthMm: barMm,
  })
  const beside = { xMm: box.xMm + barMm + 2, yMm }
  const count = bar.count > 1 ? words.times(bar.count) : ''
  const thick = bar.thicknessMm === look.usualMm ? '' : words.thick(bar.thicknessMm)
  const text = [count, thick].filter((part) => part !== '').join('  ')
  writeText(sheet, text, beside, { size: 14, bold: true, widthMm: box.widthMm - barMm - 2 })
}

function drawSegment(
  sheet: Sheet,
  segment: Segment,
  recipe: MosaicRecipe,
  place: { readonly xMm: number; readonly widthMm: number; readonly layerMm: number },
): void {
  const { plate, bars, isFirst, isLast } = segment
  const { xMm, widthMm, layerMm } = place
  if (isFirst) drawHead(sheet, plate, xMm, widthMm)
  const veneers = new Map(recipe.cutList.map((entry) => [entry.key, entry]))
  const topMm = sheet.yMm + HEAD_MM + ENDS_MM
  let yMm = topMm + layersOf(bars) * layerMm
  const end = { ink: INK.muted, size: TYPE.caption, widthMm } as const
  writeText(sheet, isLast ? words.outside : words.goesOn, { xMm, yMm: topMm - 1.5 }, end)
  writeText(sheet, isFirst ? words.inside : words.goesOn, { xMm, yMm: yMm + 4 }, end)
  for (const bar of bars) {
    const heightMm = bar.count * layerMm
    yMm -= heightMm
    const veneer = veneers.get(bar.key)
    const look = { colour: veneer?.colour ?? '#ffffff', usualMm: veneer?.veneerMm ?? 0 }
    drawBar(sheet, bar, { xMm, yMm, widthMm, heightMm }, look)
  }
}

/**
 * The plates of a ring: each stack in the order it is glued, with its blank and what comes off it. Yields
 * after each row of plates.
 */
export function* drawPlatePages(sheet: Sheet, ringName: string, recipe: MosaicRecipe): Drawing {
  newPage(sheet, words.platesPage(ringName))
  writeParagraph(sheet, words.platesNote(recipe.plates.length, recipe.pieceCount))
  const perRow = 4
  const widthMm = (sheet.widthMm - (perRow - 1) * GAP_MM) / perRow
  const roomMm = sheet.bottomMm - sheet.topMm - HEAD_MM - 2 * ENDS_MM - 10
  const mostLayers = Math.floor(roomMm / LAYER_MM.least)
  const segments = recipe.plates.flatMap((plate) => segmentsOf(plate, mostLayers))
  for (let from = 0; from < segments.length; from += perRow) {
    const row = segments.slice(from, from + perRow)
    const layers = Math.max(...row.map(({ bars }) => layersOf(bars)))
    const layerMm = Math.min(LAYER_MM.most, roomMm / layers)
    const heightMm = HEAD_MM + 2 * ENDS_MM + layers * layerMm
    if (sheet.yMm + heightMm > sheet.bottomMm) newPage(sheet, sheet.heading)
    for (const [index, segment] of row.entries()) {
      const xMm = sheet.leftMm + index * (widthMm + GAP_MM)
      drawSegment(sheet, segment, recipe, { xMm, widthMm, layerMm })
    }
    sheet.yMm += heightMm
    yield
  }
}
