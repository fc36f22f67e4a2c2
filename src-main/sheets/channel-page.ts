import type { Channel } from '#core/rosette/channel.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import type { PlainRecipe, RingRecipe } from '#core/rosette/recipe.ts'
import type { RosetteSolution } from '#core/rosette/solve-rosette.ts'
import { STAGES } from '#core/rosette/stage.ts'
import { ringNeeds } from './ring-needs.ts'
import { ensureRoom, INK, type Sheet, writeParagraph, writeText, writeTitle } from './sheet.ts'
import { sheetStrings as words } from './sheet.strings.ts'
import { drawTable } from './table-part.ts'

function drawChannels(sheet: Sheet, channels: readonly Channel[], clearanceMm: number): void {
  const number = { align: 'right', size: 16, bold: true } as const
  const length = (valueMm: number | null) =>
    valueMm === null ? words.notMeasured : words.mm(valueMm)
  const stages = STAGES.filter((stage) => channels.some((channel) => channel.stage === stage))
  drawTable<Channel>(
    sheet,
    [
      { head: words.ringHead, share: 2.8, text: ({ ringName }) => ringName, style: { size: 14 } },
      {
        head: words.insideHead,
        share: 1.9,
        text: (of) => length(2 * of.innerRadiusMm),
        style: number,
      },
      {
        head: words.outsideHead,
        share: 1.9,
        text: (of) => length(2 * of.outerRadiusMm),
        style: number,
      },
      { head: words.widthHead, share: 1.6, text: ({ widthMm }) => length(widthMm), style: number },
      { head: words.depthHead, share: 1.5, text: ({ depthMm }) => length(depthMm), style: number },
      {
        head: words.floorHead,
        share: 1.4,
        text: ({ floorMm }) => length(floorMm),
        style: { align: 'right', size: 14 },
      },
      {
        head: words.orderHead,
        share: 1.2,
        text: ({ stage }) => String(stages.indexOf(stage) + 1),
        style: number,
      },
    ],
    channels,
    12,
  )
  sheet.yMm += 2
  writeParagraph(sheet, words.channelOrder)
  writeParagraph(sheet, words.clearance(clearanceMm))
}

function drawRingNeeds(sheet: Sheet, recipe: PlainRecipe): void {
  const needs = ringNeeds(recipe)
  ensureRoom(sheet, 10 + 7 * needs.length)
  sheet.yMm += 8
  writeText(sheet, recipe.name, { xMm: sheet.leftMm, yMm: sheet.yMm }, { size: 14, bold: true })
  for (const { what, size } of needs) {
    sheet.yMm += 7
    const { leftMm, yMm } = sheet
    writeText(sheet, what, { xMm: leftMm, yMm }, { ink: INK.muted, widthMm: 36 })
    writeText(sheet, size, { xMm: leftMm + 38, yMm }, { size: 14 })
  }
  sheet.yMm += 3
}

/** The channels of all rings, and what the rings beside the mosaic are made of. */
export function drawChannelPart(
  sheet: Sheet,
  plan: Plan,
  solution: RosetteSolution,
  rings: readonly RingRecipe[],
): void {
  writeTitle(sheet, words.channels, 40)
  const channels = solution.rings.map(({ channel }) => channel)
  drawChannels(sheet, channels, plan.cutting.clearancePerSideMm)
  const others = rings.flatMap((ring) => (ring.kind === 'tile' ? [] : [ring]))
  if (others.length === 0) return
  writeTitle(sheet, words.otherRings, 30)
  for (const ring of others) drawRingNeeds(sheet, ring)
}
