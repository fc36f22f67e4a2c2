import type { MosaicRecipe } from '#core/pattern/mosaic-recipe.schema.ts'
import { PATTERN_KEYS } from '#core/pattern/pattern.schema.ts'
import type { RecipeOptions } from '#core/pattern/mosaic-recipe.ts'
import { recipeDocument } from '#core/rosette/recipe-file.ts'
import { type PlanRecipe, recipeOf } from '#core/rosette/recipe.ts'
import { problemSentence } from '#core/outcome/problem.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { exportRecipe } from '../sheets/export-recipe.ts'
import { drawingColours } from '../workshop/drawing-colours.ts'
import { openLibrary } from '../workshop/library-shelf.ts'
import { readPlanFile, tellProblem, tellUsage } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'
import { writeOutput } from './plan-new.ts'
import { recipeRows } from './recipe-text.ts'
import { mm, textTable } from './table.ts'

/** What was asked for beside the plan. */
interface Asked {
  readonly options: RecipeOptions
  readonly paper: 'A4' | 'Letter'
  readonly outputs: readonly { readonly format: 'csv' | 'pdf'; readonly path: string }[]
}

/** `A=1.5` as a veneer at hand; null when it says something else. */
function stockedOf(text: string): RecipeOptions['stocked'][number] | null {
  const [key = '', thickness = '', ...rest] = text.split('=')
  const thicknessMm = thickness === '' ? Number.NaN : Number(thickness)
  const isKey = key.length === 1 && PATTERN_KEYS.includes(key)
  return isKey && rest.length === 0 && thicknessMm > 0 && thicknessMm <= 10
    ? { key, thicknessMm }
    : null
}

/** What was asked for, or what is wrong with it. */
function askedOf(values: Parameters<Command['run']>[0]['values']): Asked | string {
  const { paper = 'A4', flip, stock = [] } = values
  if (paper !== 'A4' && paper !== 'Letter') return '--paper is A4 or Letter'
  const texts = (Array.isArray(stock) ? stock : [stock]).map(String)
  const stocked = texts.map(stockedOf)
  const wrong = stocked.indexOf(null)
  if (wrong >= 0) {
    return `--stock "${texts[wrong] ?? ''}" is not a letter and a thickness up to 10 mm, e.g. A=1.5`
  }
  const outputs = (['csv', 'pdf'] as const).flatMap((format) => {
    const path = values[format]
    return typeof path === 'string' ? [{ format, path }] : []
  })
  return {
    options: {
      flipPlates: flip === true,
      stocked: stocked.filter((veneer) => veneer !== null),
    },
    paper,
    outputs,
  }
}

/** Plates, veneers and the log of a mosaic, as tables. */
function mosaicText({ plates, cutList, logSequence }: MosaicRecipe): string {
  const stacks = plates.map((plate) => [
    '',
    `Plate ${String(plate.number)}`,
    `${mm(plate.blankWidthMm)} x ${mm(plate.blankLengthMm)}`,
    `${String(plate.multiplicity)} strips`,
    plate.stack.map(({ key, cells }) => (cells === 1 ? key : `${key}(${String(cells)})`)).join(''),
  ])
  const veneers = cutList.map((entry) => [
    '',
    `${entry.key} ${entry.name}`,
    mm(entry.thicknessMm),
    `${String(entry.pieces)} pieces`,
    `${String(entry.piecesWithWaste)} with spares`,
    `${String(entry.cells)} cells`,
  ])
  const log = logSequence.map(({ plate, flipped }) => `${String(plate)}${flipped ? '/' : ''}`)
  return [
    `Plates, from the inside out\n${textTable(stacks)}`,
    `Veneer to cut\n${textTable(veneers)}`,
    `Log, strip by strip counterclockwise${log.some((name) => name.endsWith('/')) ? ' (/ turned inside out)' : ''}\n  ${log.join(' ')}\n`,
  ].join('\n\n')
}

function tellRecipe(context: CommandContext, plan: Plan, recipe: PlanRecipe): void {
  if (context.json) {
    context.writeResult(JSON.stringify(recipeDocument(plan.name, recipe), null, 2))
    return
  }
  for (const ring of recipe.rings) {
    const rows = recipeRows(ring)
    context.writeResult(`${ring.name}\n${textTable(rows.map((row) => ['', ...row]))}\n`)
    if (ring.kind === 'tile' && ring.mosaic !== null) context.writeResult(mosaicText(ring.mosaic))
  }
}

async function writeFiles(context: CommandContext, plan: Plan, asked: Asked): Promise<ExitCode> {
  if (asked.outputs.length === 0) return EXIT.done
  const library = openLibrary(context.installDir)
  if (!library.ok) return tellProblem(context, library.error)
  const colours = drawingColours(library.value, plan.topMaterialId)
  for (const { format, path } of asked.outputs) {
    const file = await exportRecipe(plan, { ...asked, format }, colours)
    if (!file.ok) return tellProblem(context, file.error)
    const exit = writeOutput(context, path, file.value.data, 'replace')
    if (exit !== EXIT.done) return exit
    context.writeNote(path)
  }
  return EXIT.done
}

/** `plan recipe`: what to saw, glue and slice for a plan, on the screen or as a file. */
export const planRecipe: Command = {
  name: 'plan recipe',
  summary:
    'plates, cut list, log and closure of a plan; as text, JSON, CSV or a printed shop sheet',
  usage: `Usage: rmos plan recipe FILE [--csv OUT] [--pdf OUT] [--paper A4|Letter] [--flip] [--stock LETTER=MM]...
  --flip   strips may be turned inside out, so that mirrored columns share a plate
  --stock  a thick veneer at hand, e.g. A=1.5, that takes the place of several like ones
Example: rmos plan recipe data/examples/classical-mosaic-46.json --pdf shop-sheet.pdf`,
  options: {
    csv: { type: 'string' },
    pdf: { type: 'string' },
    paper: { type: 'string' },
    flip: { type: 'boolean' },
    stock: { type: 'string', multiple: true },
  },
  run: async ({ values, positionals }, context) => {
    const path = positionals[0]
    if (path === undefined) return tellUsage(context, 'plan recipe', 'name a plan file')
    const asked = askedOf(values)
    if (typeof asked === 'string') return tellUsage(context, 'plan recipe', asked)
    const plan = readPlanFile(path)
    if (!plan.ok) {
      context.writeNote(plan.error.message)
      return plan.error.exit
    }
    const recipe = recipeOf(plan.value, asked.options)
    tellRecipe(context, plan.value, recipe)
    for (const name of recipe.missing) {
      context.writeNote(
        `${name}: thickness or kerf not measured, so there is no recipe for it yet.`,
      )
    }
    for (const refusal of recipe.refusals) context.writeNote(problemSentence(refusal))
    if (recipe.refusals.length > 0) return EXIT.invalidData
    return writeFiles(context, plan.value, asked)
  },
}
