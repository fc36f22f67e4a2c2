import { problemSentence } from '#core/outcome/problem.ts'
import { recipeWarningText } from '#core/pattern/recipe-warning-text.ts'
import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'
import type { PlanRecipe, TileRecipe } from '#core/rosette/recipe.ts'
import type { DrawingColours } from '#core/rosette/ring-picture.ts'
import { solveRosette } from '#core/rosette/solve-rosette.ts'
import type { Paper } from '../jigs/jig-pdf.ts'
import { drawChannelPart } from './channel-page.ts'
import { drawCutListPages } from './cut-list-page.ts'
import { drawLogPages, drawSlicing } from './log-page.ts'
import { drawPlatePages } from './plates-page.ts'
import { drawRosettePage } from './rosette-page.ts'
import { closeSheet, newPage, openSheet, type Sheet, writeParagraph } from './sheet.ts'
import { sheetStrings as words } from './sheet.strings.ts'
import { drawTaper } from './taper-page.ts'
import { drawTilePages } from './tile-page.ts'

/** What a shop sheet is made of. */
export interface ShopSheetInput {
  readonly plan: Plan
  readonly recipe: PlanRecipe
  readonly colours: DrawingColours
  readonly paper: Paper
}

/** Everything that is to be read before wood is cut. */
function sentencesOf({ rings, missing, refusals }: PlanRecipe): readonly string[] {
  const warnings = rings.flatMap((ring) =>
    ring.kind === 'tile' ? (ring.mosaic?.warnings ?? []) : [],
  )
  return [
    ...refusals.map(problemSentence),
    ...missing.map(words.missing),
    ...warnings.map(recipeWarningText),
  ]
}

function drawTileRing(sheet: Sheet, ring: TileRing, recipe: TileRecipe): void {
  const { pattern } = ring
  const { mosaic } = recipe
  if (pattern !== null && mosaic !== null) {
    drawTilePages(sheet, ring.name, pattern)
    drawPlatePages(sheet, ring.name, mosaic)
    drawCutListPages(sheet, ring.name, mosaic)
    drawLogPages(sheet, ring.name, mosaic, pattern)
  }
  newPage(sheet, words.slicingPage(ring.name))
  if (mosaic === null) writeParagraph(sheet, words.noPattern)
  else drawSlicing(sheet, mosaic)
  drawTaper(sheet, ring, recipe)
}

/** Draws a plan's whole shop sheet, from the page that is open on. */
export function drawShopSheet(sheet: Sheet, { plan, recipe, colours }: ShopSheetInput): void {
  const tileRecipes = recipe.rings.flatMap((ring) => (ring.kind === 'tile' ? [ring] : []))
  const told = { tiles: tileRecipes[0] ?? null, sentences: sentencesOf(recipe) }
  drawRosettePage(sheet, plan, colours, told)
  for (const tileRecipe of tileRecipes) {
    const ring = plan.rings.find(({ id }) => id === tileRecipe.ringId)
    if (ring?.kind === 'tile') drawTileRing(sheet, ring, tileRecipe)
  }
  newPage(sheet, words.channelPage)
  drawChannelPart(sheet, plan, solveRosette(plan), recipe.rings)
}

/**
 * The illustrated shop sheet of a plan as a PDF: the rosette to scale, each mosaic with its tile, plates,
 * cut list, log, slicing and taper, the channels and the other rings. Drawn in lines and fills, in type
 * that can be read at arm's length. The same plan gives the same bytes.
 */
export function shopSheetPdf(input: ShopSheetInput): Uint8Array {
  const sheet = openSheet(input.paper, input.plan.name, words.rosette)
  drawShopSheet(sheet, input)
  return closeSheet(sheet)
}
