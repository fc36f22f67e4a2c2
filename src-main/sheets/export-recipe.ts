import type { Problem } from '#core/contract/problem.ts'
import type { RecipeFormat } from '#core/contract/recipe.contract.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { RecipeOptions } from '#core/pattern/mosaic-recipe.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { fileStem } from '#core/rosette/file-stem.ts'
import { recipeCsv, recipeDocument } from '#core/rosette/recipe-file.ts'
import { type PlanRecipe, recipeOf } from '#core/rosette/recipe.ts'
import type { DrawingColours } from '#core/rosette/ring-picture.ts'
import type { Paper } from '../jigs/jig-pdf.ts'
import { invalidData } from '../workshop/problems.ts'

/** How a recipe is to be handed out. */
export interface RecipeOrder {
  readonly format: RecipeFormat
  readonly paper: Paper
  readonly options: RecipeOptions
}

/** A recipe as a file. */
export interface RecipeFile {
  readonly fileName: string
  readonly mediaType: string
  readonly data: Uint8Array
}

const MEDIA_TYPES: Readonly<Record<RecipeFormat, string>> = {
  pdf: 'application/pdf',
  csv: 'text/csv',
  json: 'application/json',
}

async function dataOf(
  plan: Plan,
  recipe: PlanRecipe,
  { format, paper }: RecipeOrder,
  colours: DrawingColours,
): Promise<Uint8Array> {
  if (format === 'pdf') {
    // drawn by a library of its own, which no other command waits for
    const { shopSheetPdf } = await import('./shop-sheet.ts')
    return shopSheetPdf({ plan, recipe, colours, paper })
  }
  const text =
    format === 'csv'
      ? recipeCsv(recipe)
      : `${JSON.stringify(recipeDocument(plan.name, recipe), null, 2)}\n`
  return Buffer.from(text, 'utf8')
}

/**
 * The recipe of a plan as a file: the shop sheet as PDF, a table, or JSON from which the picture can be
 * rebuilt. A plan with a ring that cannot be made as planned is refused with the reason.
 */
export async function exportRecipe(
  plan: Plan,
  order: RecipeOrder,
  colours: DrawingColours,
): Promise<Result<RecipeFile, Problem>> {
  const recipe = recipeOf(plan, order.options)
  const refusal = recipe.refusals[0]
  if (refusal !== undefined) return failure(invalidData(refusal))
  const data = await dataOf(plan, recipe, order, colours)
  const fileName = `${fileStem(plan.name)}-recipe.${order.format}`
  return success({ fileName, mediaType: MEDIA_TYPES[order.format], data })
}
