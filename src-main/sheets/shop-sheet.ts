import { setImmediate } from 'node:timers/promises'
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
import {
  closeSheet,
  type Drawing,
  newPage,
  openSheet,
  type Sheet,
  writeParagraph,
} from './sheet.ts'
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

function* drawTileRing(sheet: Sheet, ring: TileRing, recipe: TileRecipe): Drawing {
  const { pattern } = ring
  const { mosaic } = recipe
  if (pattern !== null && mosaic !== null) {
    yield* drawTilePages(sheet, ring.name, pattern)
    yield* drawPlatePages(sheet, ring.name, mosaic)
    drawCutListPages(sheet, ring.name, mosaic)
    drawLogPages(sheet, ring.name, mosaic, pattern)
    yield
  }
  newPage(sheet, words.slicingPage(ring.name))
  if (mosaic === null) writeParagraph(sheet, words.noPattern)
  else drawSlicing(sheet, mosaic)
  drawTaper(sheet, ring, recipe)
}

/** Draws a plan's whole shop sheet, from the page that is open on; yields after every page or so. */
export function* drawShopSheet(sheet: Sheet, { plan, recipe, colours }: ShopSheetInput): Drawing {
  const tileRecipes = recipe.rings.flatMap((ring) => (ring.kind === 'tile' ? [ring] : []))
  const told = { tiles: tileRecipes[0] ?? null, sentences: sentencesOf(recipe) }
  drawRosettePage(sheet, plan, colours, told)
  yield
  for (const tileRecipe of tileRecipes) {
    const ring = plan.rings.find(({ id }) => id === tileRecipe.ringId)
    if (ring?.kind === 'tile') yield* drawTileRing(sheet, ring, tileRecipe)
  }
  newPage(sheet, words.channelPage)
  drawChannelPart(sheet, plan, solveRosette(plan), recipe.rings)
}

/**
 * The illustrated shop sheet of a plan as a PDF: the rosette to scale, each mosaic with its tile, plates,
 * cut list, log, slicing and taper, the channels and the other rings. Drawn in lines and fills, in type
 * that can be read at arm's length. The same plan gives the same bytes. Between pages others have their
 * turn, so that a large sheet does not hold up a STOP.
 */
export async function shopSheetPdf(input: ShopSheetInput): Promise<Uint8Array> {
  const sheet = openSheet(input.paper, input.plan.name, words.rosette)
  for (const _ of drawShopSheet(sheet, input)) await setImmediate()
  return closeSheet(sheet)
}
