import { recipeOf, type RingRecipe } from '#core/rosette/recipe.ts'
import { readPlanFile, tellUsage, writeJson } from './answer.ts'
import { type Command, EXIT } from './command.ts'
import { mm, textTable } from './table.ts'

function tileRows(ring: Extract<RingRecipe, { kind: 'tile' }>): readonly (readonly string[])[] {
  const visible =
    ring.visibleTileCount === null
      ? ''
      : `, ${String(ring.visibleTileCount)} of them to be seen when the ring stays open under the fingerboard`
  return [
    ['Tiles', `${String(ring.tileCount)}${visible}`],
    [
      'Log',
      `${mm(ring.logLengthMm)} for ${String(ring.sliceCount)} slices of ${mm(ring.sliceThicknessMm)}`,
    ],
    ['Yield', `${(ring.yieldRatio * 100).toFixed(1)} %, ${mm(ring.kerfLossMm)} lost to the saw`],
    [
      'Plates',
      `${String(ring.columns)} column strips, ${String(ring.rowCount)} veneers each, plates ${mm(ring.plateLengthMm)} long`,
    ],
    ['Sacrificial', `${String(ring.sacrificialRowsPerSide)} veneer more on each side`],
    ['Column', `${mm(ring.columnInnerWidthMm)} inside, ${mm(ring.columnOuterWidthMm)} outside`],
    [
      'Taper',
      `${ring.taper === 'column' ? 'every column' : 'the whole log'} at ${ring.taperAngleDeg.toFixed(4)} degrees; faces ${ring.faceAngleDeg.toFixed(4)} degrees`,
    ],
    [
      'Closure',
      `closes within 0.3 mm when every tile is within ${ring.closureBudgetPerTileMm.toFixed(4)} mm`,
    ],
  ]
}

function stripRows(ring: Exclude<RingRecipe, { kind: 'tile' }>): readonly (readonly string[])[] {
  const how = {
    cold: 'bends cold',
    heat: 'bend it with heat',
    'pre-form': 'pre-form or segment it',
  }
  return [
    [
      'Strip',
      `${mm(ring.widthMm)} wide, ${mm(ring.thicknessMm)} thick, ${mm(ring.stripLengthMm)} long`,
    ],
    ['Bending', `${(ring.bendingStrain * 100).toFixed(1)} % strain: ${how[ring.bending]}`],
  ]
}

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
        const rows = ring.kind === 'tile' ? tileRows(ring) : stripRows(ring)
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
