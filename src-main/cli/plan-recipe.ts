import { recipeOf } from '#core/rosette/recipe.ts'
import { readPlanFile, tellUsage, writeJson } from './answer.ts'
import { type Command, EXIT } from './command.ts'
import { recipeRows } from './recipe-text.ts'
import { textTable } from './table.ts'

/** `plan recipe`: what to saw, glue and slice for a plan. */
export const planRecipe: Command = {
  name: 'plan recipe',
  summary: 'sticks, plates, log length and closure of a plan',
  usage:
    'Usage: rmos plan recipe FILE\nExample: rmos plan recipe data/examples/classical-mosaic-46.json',
  options: {},
  run: ({ positionals }, context) => {
    const path = positionals[0]
    if (path === undefined)
      return Promise.resolve(tellUsage(context, 'plan recipe', 'name a plan file'))
    const plan = readPlanFile(path)
    if (!plan.ok) {
      context.writeNote(plan.error.message)
      return Promise.resolve(plan.error.exit)
    }
    const recipe = recipeOf(plan.value)
    if (context.json) writeJson(context, 'rmos.recipe', { plan: plan.value.name, ...recipe })
    else {
      for (const ring of recipe.rings) {
        const rows = recipeRows(ring)
        context.writeResult(`${ring.name}\n${textTable(rows.map((row) => ['', ...row]))}\n`)
      }
    }
    for (const name of recipe.missing) {
      context.writeNote(
        `${name}: thickness or kerf not measured, so there is no recipe for it yet.`,
      )
    }
    return Promise.resolve(EXIT.done)
  },
}
