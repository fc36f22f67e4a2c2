import { AlignVerticalDistributeStart, Plus, Printer, Save, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { recipeWarningText } from '#core/pattern/recipe-warning-text.ts'
import type { MosaicRecipe } from '#core/pattern/mosaic-recipe.schema.ts'
import type { VeneerColour } from '#core/pattern/pattern.schema.ts'
import { formatLength } from '#core/units/format-length.ts'
import { lengthQuantity } from '../../session/quantities.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Segmented, SelectField } from '../../ui/Choice.tsx'
import { UnitField } from '../../ui/UnitField.tsx'
import { useRecipe } from './recipe.store.ts'
import { recipeStrings as words } from './recipe.strings.ts'

const PAPERS = (['A4', 'Letter'] as const).map((value) => ({ value, label: value }))
/** Thick veneers a workshop may have, mm. */
const THICK_MM = { min: 0.2, max: 10 }

function Warnings({ recipe }: { recipe: MosaicRecipe }) {
  if (recipe.warnings.length === 0) return null
  return (
    <section className="recipe-warnings" aria-label={words.warnings}>
      <h3>{words.warnings}</h3>
      {recipe.warnings.map((warning) => (
        <p key={warning.kind}>{recipeWarningText(warning)}</p>
      ))}
    </section>
  )
}

/** The thick veneers at hand, with one more to add. */
function ThickVeneers({ palette }: { palette: readonly VeneerColour[] }) {
  const unit = useUnits()
  const stocked = useRecipe((state) => state.options.stocked)
  const setOptions = useRecipe((state) => state.setOptions)
  const [key, setKey] = useState('')
  const [thicknessMm, setThicknessMm] = useState<number | null>(null)
  const chosen = palette.find((veneer) => veneer.key === key) ?? palette[0]
  const nameOf = (letter: string) => palette.find((veneer) => veneer.key === letter)?.name ?? letter
  const add = () => {
    if (chosen === undefined || thicknessMm === null) return
    const veneer = { key: chosen.key, thicknessMm }
    const others = stocked.filter(
      (known) => known.key !== veneer.key || known.thicknessMm !== thicknessMm,
    )
    setOptions({ stocked: [...others, veneer] })
    setThicknessMm(null)
  }
  return (
    <section className="recipe-section">
      <h3>{words.thickVeneers}</h3>
      <p className="caption">{stocked.length === 0 ? words.noThick : words.thickNote}</p>
      <ul className="recipe-stocked">
        {stocked.map((veneer) => {
          const thick = formatLength(veneer.thicknessMm, unit)
          return (
            <li key={`${veneer.key} ${String(veneer.thicknessMm)}`}>
              <span>{`${nameOf(veneer.key)}, ${thick}`}</span>
              <IconButton
                label={words.removeThick(nameOf(veneer.key), thick)}
                onClick={() => {
                  setOptions({ stocked: stocked.filter((known) => known !== veneer) })
                }}
              >
                <Trash2 size={16} />
              </IconButton>
            </li>
          )
        })}
      </ul>
      <SelectField
        label={words.colour}
        value={chosen?.key ?? ''}
        options={palette.map((veneer) => ({ value: veneer.key, label: veneer.name }))}
        onChange={setKey}
      />
      <UnitField
        label={words.thickness}
        value={thicknessMm}
        quantity={lengthQuantity({ unit, namesMm: {} })}
        range={THICK_MM}
        step={0.1}
        labels={words.fieldLabels}
        onCommit={setThicknessMm}
        onClear={() => {
          setThicknessMm(null)
        }}
      />
      <Button icon={<Plus size={16} />} disabled={thicknessMm === null} onClick={add}>
        {words.addThick}
      </Button>
    </section>
  )
}

/** What the maker may choose, and what to look at first. */
export function RecipeOptionsPart(props: {
  readonly recipe: MosaicRecipe
  readonly palette: readonly VeneerColour[]
}) {
  const { recipe, palette } = props
  const flipPlates = useRecipe((state) => state.options.flipPlates)
  const setOptions = useRecipe((state) => state.setOptions)
  return (
    <>
      <Warnings recipe={recipe} />
      <section className="recipe-section">
        <h3>{words.options}</h3>
        <p className="muted">{words.assembly[recipe.assembly]}</p>
        <label className="check">
          <input
            type="checkbox"
            checked={flipPlates}
            onChange={(event) => {
              setOptions({ flipPlates: event.target.checked })
            }}
          />
          <span>{words.flip}</span>
        </label>
        <p className="caption">{words.flipNote}</p>
      </section>
      <ThickVeneers palette={palette} />
    </>
  )
}

/** Paper, print and files; the same for every ring, for the sheet shows them all. */
export function RecipeFiles() {
  const paper = useRecipe((state) => state.paper)
  const setPaper = useRecipe((state) => state.setPaper)
  const busy = useRecipe((state) => state.busy)
  const problem = useRecipe((state) => state.problem)
  const save = useRecipe((state) => state.save)
  const print = useRecipe((state) => state.print)
  const saveStops = useRecipe((state) => state.saveStops)
  return (
    <div className="bench-foot">
      {problem !== null && (
        <p role="alert" className="recipe-problem">
          {problem.message} {problem.remedy}
        </p>
      )}
      <div className="recipe-paper">
        <span className="muted">{words.paper}</span>
        <Segmented label={words.paper} value={paper} options={PAPERS} onChange={setPaper} />
      </div>
      <div className="recipe-files">
        {(['pdf', 'csv', 'json'] as const).map((format) => (
          <Button
            key={format}
            icon={<Save size={16} />}
            aria-label={words.save(words.formats[format])}
            disabled={busy}
            onClick={() => void save(format)}
          >
            {words.formats[format]}
          </Button>
        ))}
      </div>
      <Button
        icon={<AlignVerticalDistributeStart size={16} />}
        aria-label={words.saveStops}
        disabled={busy}
        onClick={() => void saveStops()}
      >
        {words.stops}
      </Button>
      <Button
        look="primary"
        icon={<Printer size={16} />}
        keys={words.printKeys}
        disabled={busy}
        onClick={() => void print()}
      >
        {busy ? words.working : words.print}
      </Button>
    </div>
  )
}
