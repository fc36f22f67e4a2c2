import { useMemo, type ReactNode } from 'react'
import { problemSentence } from '#core/outcome/problem.ts'
import type { MosaicRecipe } from '#core/pattern/mosaic-recipe.schema.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'
import { type PlanRecipe, recipeOf } from '#core/rosette/recipe.ts'
import { formatLength } from '#core/units/format-length.ts'
import { type Command, useCommands } from '../../session/commands.store.ts'
import { useNavigation } from '../../session/navigation.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Choice.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { CutListTable } from './CutListTable.tsx'
import { Plates } from './Plates.tsx'
import './recipe.css'
import { useRecipe } from './recipe.store.ts'
import { recipeStrings as words } from './recipe.strings.ts'
import { RecipeFiles, RecipeOptionsPart } from './RecipeSide.tsx'
import { TileAndLog } from './TileAndLog.tsx'

/** A ring whose recipe can be shown. */
interface ShownRecipe {
  readonly ring: TileRing
  readonly pattern: Pattern
  readonly mosaic: MosaicRecipe
}

const COMMANDS: readonly Command[] = [
  {
    id: 'recipe-print',
    title: words.print,
    group: words.group,
    keys: words.printKeys,
    run: () => void useRecipe.getState().print(),
  },
  {
    id: 'recipe-stops',
    title: words.stops,
    group: words.group,
    run: () => void useRecipe.getState().saveStops(),
  },
  ...(['pdf', 'csv', 'json'] as const).map((format) => ({
    id: `recipe-${format}`,
    title: words.save(words.formats[format]),
    group: words.group,
    run: () => void useRecipe.getState().save(format),
  })),
]

function KeyNumbers({ mosaic }: { mosaic: MosaicRecipe }) {
  const unit = useUnits()
  const { log } = mosaic
  const spares = log.spareCount === 0 ? '' : words.key.spares(log.spareCount)
  const numbers: readonly (readonly [string, string, string])[] = [
    [words.key.tiles, String(log.tileCount), ''],
    [
      log.logCount === 1 ? words.key.log : words.key.logs(log.logCount),
      formatLength(log.lengthMm, unit),
      '',
    ],
    [words.key.slices, String(log.sliceCount), spares],
    [words.key.plates, String(mosaic.plates.length), ''],
    [words.key.veneers, String(mosaic.pieceCount), ''],
    [words.key.height, formatLength(mosaic.heightMm, unit), ''],
    [words.key.yield, `${(log.yieldRatio * 100).toFixed(1)} %`, ''],
  ]
  return (
    <dl className="recipe-numbers">
      {numbers.map(([label, value, note]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value} {note !== '' && <span className="caption">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Sheet({ ring, pattern, mosaic }: ShownRecipe) {
  return (
    <div className="bench-scroll recipe-main">
      <h1 className="visually-hidden">{words.title}</h1>
      <KeyNumbers mosaic={mosaic} />
      <div className="recipe-pictures">
        <section aria-label={words.tileAndLog}>
          <h2>{words.tileAndLog}</h2>
          <TileAndLog ringId={ring.id} pattern={pattern} recipe={mosaic} />
        </section>
        <section className="recipe-plates-part" aria-label={words.plates}>
          <h2>{words.plates}</h2>
          <p className="caption">{words.platesNote}</p>
          <Plates ringId={ring.id} recipe={mosaic} />
        </section>
      </div>
      <section aria-label={words.cutList}>
        <h2>{words.cutList}</h2>
        <CutListTable recipe={mosaic} />
      </section>
    </div>
  )
}

/** Why there is no recipe for a ring, with the way out. */
function NoRecipe({ ring, recipe }: { ring: TileRing | undefined; recipe: PlanRecipe }) {
  const goTo = useNavigation((state) => state.goTo)
  const refusal = recipe.refusals[0]
  const button = (page: 'pattern' | 'rosette', label: string): ReactNode => (
    <Button
      look="primary"
      onClick={() => {
        goTo(page)
      }}
    >
      {label}
    </Button>
  )
  const state =
    ring === undefined
      ? { title: words.noTilesTitle, text: words.noTilesText }
      : ring.pattern === null
        ? {
            title: words.noPictureTitle,
            text: words.noPictureText,
            action: button('pattern', words.toPattern),
          }
        : refusal === undefined
          ? {
              title: words.notMeasuredTitle,
              text: words.notMeasuredText(ring.name),
              action: button('rosette', words.toRosette),
            }
          : {
              title: words.refusedTitle,
              text: problemSentence(refusal),
              action: button('rosette', words.toRosette),
            }
  return (
    <div className="bench-scroll">
      <EmptyState {...state} />
    </div>
  )
}

function RingChoice({ rings, chosen }: { rings: readonly TileRing[]; chosen: string }) {
  const choose = useRecipe((state) => state.choose)
  if (rings.length < 2) return null
  return (
    <SelectField
      label={words.ring}
      value={chosen}
      options={rings.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={choose}
    />
  )
}

function shownOf(ring: TileRing | undefined, recipe: PlanRecipe): ShownRecipe | null {
  const found = recipe.rings.find(({ ringId }) => ringId === ring?.id)
  const mosaic = found?.kind === 'tile' ? found.mosaic : null
  if (ring === undefined || ring.pattern === null || mosaic === null) return null
  return { ring, pattern: ring.pattern, mosaic }
}

function RecipeOfPlan({ plan }: { plan: Plan }) {
  const ringId = useRecipe((state) => state.ringId)
  const options = useRecipe((state) => state.options)
  useCommands('recipe', COMMANDS)
  const recipe = useMemo(() => recipeOf(plan, options), [plan, options])
  const rings = plan.rings.flatMap((ring) => (ring.kind === 'tile' ? [ring] : []))
  const ring = rings.find(({ id }) => id === ringId) ?? rings[0]
  const shown = shownOf(ring, recipe)
  return (
    <div className="bench">
      {shown === null ? <NoRecipe ring={ring} recipe={recipe} /> : <Sheet {...shown} />}
      <aside className="bench-side" aria-label={words.files}>
        <div className="bench-scroll">
          <RingChoice rings={rings} chosen={ring?.id ?? ''} />
          {shown !== null && (
            <RecipeOptionsPart recipe={shown.mosaic} palette={shown.pattern.palette} />
          )}
        </div>
        <RecipeFiles />
      </aside>
    </div>
  )
}

/** How the open plan's mosaic is made: plates, log and cut list, to be looked at, printed and saved. */
export function RecipePanel() {
  const plan = usePlan((state) => state.history?.present ?? null)
  return plan === null ? null : <RecipeOfPlan plan={plan} />
}
