import type { Handlers } from '#core/contract/index.ts'
import { failure, success } from '#core/outcome/result.ts'
import { checkPlan } from '#core/rosette/parse-plan.ts'
import { exportRecipe } from '../sheets/export-recipe.ts'
import { exportStops } from '../sheets/export-stops.ts'
import { drawingColours } from '../workshop/drawing-colours.ts'
import type { LibraryShelf } from '../workshop/library-shelf.ts'
import type { PlanShelf } from '../workshop/plan-shelf.ts'
import { invalidData } from '../workshop/problems.ts'

/** Answers the calls about recipes. */
export function recipeHandlers(shelf: PlanShelf, library: LibraryShelf): Handlers['recipe'] {
  const planOf = (source: Parameters<Handlers['recipe']['export']>[0]['source']) => {
    if (source.kind === 'unsaved') {
      const checked = checkPlan(source.plan, source.plan.name)
      return checked.ok ? checked : failure(invalidData(checked.error))
    }
    const opened = shelf.open(source.planId)
    return opened.ok ? success(opened.value.plan) : opened
  }
  return {
    stops: async ({ source, paper }) => {
      const plan = planOf(source)
      if (!plan.ok) return plan
      const made = await exportStops(plan.value, library.blades, paper)
      if (!made.ok) return made
      const { fileName, mediaType, data } = made.value
      return success({ fileName, mediaType, base64: Buffer.from(data).toString('base64') })
    },
    export: async ({ source, ...order }) => {
      const plan = planOf(source)
      if (!plan.ok) return plan
      const colours = drawingColours(library, plan.value.topMaterialId)
      const file = await exportRecipe(plan.value, order, colours)
      if (!file.ok) return file
      const { fileName, mediaType, data } = file.value
      return success({ fileName, mediaType, base64: Buffer.from(data).toString('base64') })
    },
  }
}
