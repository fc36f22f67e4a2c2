import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { colourCounts } from '#core/pattern/grid.ts'
import {
  addColour,
  editColour,
  removeColour,
  removeUnusedColours,
  replaceColour,
  swapColours,
} from '#core/pattern/palette.ts'
import type { Pattern, VeneerColour } from '#core/pattern/pattern.schema.ts'
import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'
import { success } from '#core/outcome/result.ts'
import { formatLength } from '#core/units/format-length.ts'
import { useLibrary } from '../../session/library.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField, TextField } from '../../ui/Choice.tsx'
import { classNames } from '../../ui/class-names.ts'
import { editPattern, tryEditPattern } from './edit-tile.ts'
import { LengthField } from './NumberField.tsx'
import { usePattern } from './pattern.store.ts'
import { patternStrings } from './pattern.strings.ts'
import { rowFit } from './tile-size.ts'
import { brushOf } from './tile-in-plan.ts'

const words = patternStrings.palette
const NEW_COLOURS = ['#98382b', '#3f6b4f', '#35577a', '#d9b45f', '#5f432e', '#b4602f', '#8a8378']
const NO_MATERIAL = ''

function addVeneer(pattern: Pattern): void {
  const number = pattern.palette.length + 1
  const colour = NEW_COLOURS[number % NEW_COLOURS.length] ?? '#8a8378'
  const thicknessMm = pattern.palette[0]?.thicknessMm ?? 0.5
  const veneer = { name: words.newName(number), colour, thicknessMm, materialId: null }
  tryEditPattern((now) => {
    const added = addColour(now, veneer)
    if (!added.ok) return added
    usePattern.getState().change({ brushKey: added.value.key })
    return success(added.value.pattern)
  })
}

function VeneerRow(props: { veneer: VeneerColour; index: number; cells: number; chosen: boolean }) {
  const { veneer, index, cells, chosen } = props
  const unit = useUnits()
  const change = usePattern((state) => state.change)
  return (
    <li className={classNames('veneer-row', chosen && 'veneer-row-on')}>
      <button
        type="button"
        aria-pressed={chosen}
        aria-label={words.choose(veneer.name, String(index + 1))}
        onClick={() => {
          change({ brushKey: veneer.key })
        }}
      >
        <kbd>{index < 9 ? index + 1 : ' '}</kbd>
        <span className="veneer-swatch" style={{ background: veneer.colour }} />
        <span className="veneer-name">{veneer.name}</span>
        <span className="muted">{formatLength(veneer.thicknessMm, unit)}</span>
        <span className="veneer-cells">{cells}</span>
      </button>
    </li>
  )
}

function ColourField({ veneer }: { veneer: VeneerColour }) {
  return (
    <label className="colour-field">
      <span>{words.colour}</span>
      <input
        type="color"
        value={veneer.colour}
        onChange={(event) => {
          const colour = event.target.value
          editPattern(
            (pattern) => editColour(pattern, veneer.key, { colour }),
            `veneer-colour:${veneer.key}`,
          )
        }}
      />
    </label>
  )
}

/** Taking a veneer out, or giving its cells to another. */
function VeneerRemoval({ pattern, veneer }: { pattern: Pattern; veneer: VeneerColour }) {
  const others = pattern.palette.filter(({ key }) => key !== veneer.key)
  const [chosen, setChosen] = useState<string | null>(null)
  const other = others.find(({ key }) => key === chosen) ?? others[0]
  if (other === undefined) return <p className="caption">{words.lastOne}</p>
  return (
    <div className="veneer-removal">
      <SelectField
        label={words.replaceBy}
        value={other.key}
        options={others.map(({ key, name }) => ({ value: key, label: name }))}
        onChange={setChosen}
      />
      <div className="button-row">
        <Button
          size="small"
          icon={<Trash2 size={14} />}
          onClick={() => {
            tryEditPattern((now) => removeColour(now, veneer.key, other.key))
          }}
        >
          {words.remove}
        </Button>
        <Button
          size="small"
          onClick={() => {
            editPattern((now) => replaceColour(now, veneer.key, other.key))
          }}
        >
          {words.replace}
        </Button>
        <Button
          size="small"
          onClick={() => {
            editPattern((now) => swapColours(now, veneer.key, other.key))
          }}
        >
          {words.swap}
        </Button>
      </div>
    </div>
  )
}

function VeneerFields({ pattern, veneer }: { pattern: Pattern; veneer: VeneerColour }) {
  const { materials } = useLibrary()
  const set = (change: Partial<Omit<VeneerColour, 'key'>>, gesture?: string) => {
    editPattern((now) => editColour(now, veneer.key, change), gesture)
  }
  return (
    <div className="fields">
      <TextField
        label={words.name}
        value={veneer.name}
        maxLength={60}
        onChange={(name) => {
          if (name.trim() !== '') set({ name }, `veneer-name:${veneer.key}`)
        }}
      />
      <ColourField veneer={veneer} />
      <LengthField
        label={words.thickness}
        value={veneer.thicknessMm}
        range={{ min: 0.05, max: 10 }}
        note={words.thicknessNote}
        help={words.help}
        onCommit={(thicknessMm, whileDragging) => {
          set({ thicknessMm }, whileDragging ? `veneer-thickness:${veneer.key}` : undefined)
        }}
      />
      <SelectField
        label={words.material}
        value={veneer.materialId ?? NO_MATERIAL}
        options={[
          { value: NO_MATERIAL, label: words.noMaterial },
          ...materials.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(id) => {
          set({ materialId: id === NO_MATERIAL ? null : id })
        }}
      />
      <VeneerRemoval key={veneer.key} pattern={pattern} veneer={veneer} />
    </div>
  )
}

/** What a `PalettePanel` takes. */
export interface PalettePanelProps {
  readonly plan: Plan
  readonly tile: TileRing
  readonly pattern: Pattern
}

/** The veneers of the tile: which is painted with, what each is, how many cells it has. */
export function PalettePanel({ plan, tile, pattern }: PalettePanelProps) {
  const brushKey = usePattern((state) => state.brushKey)
  const unit = useUnits()
  const brush = brushOf(pattern, brushKey)
  const counts = colourCounts(pattern)
  const veneer = pattern.palette.find(({ key }) => key === brush)
  const fit = rowFit(tile, pattern, plan.stock.glueLineMm)
  const unused = pattern.palette.some(({ key }) => counts.get(key) === 0)
  return (
    <>
      <div className="ring-list-head">
        <h3>{words.title}</h3>
        <Button
          size="small"
          icon={<Plus size={14} />}
          onClick={() => {
            addVeneer(pattern)
          }}
        >
          {words.add}
        </Button>
      </div>
      <div className="veneer-heads caption" aria-hidden="true">
        <span className="veneer-name">{words.heads.veneer}</span>
        <span>{words.heads.thickness}</span>
        <span className="veneer-cells">{words.heads.cells}</span>
      </div>
      <ul className="veneer-list">
        {pattern.palette.map((row, index) => (
          <VeneerRow
            key={row.key}
            veneer={row}
            index={index}
            cells={counts.get(row.key) ?? 0}
            chosen={row.key === brush}
          />
        ))}
      </ul>
      {fit.uneven && (
        <p className="note note-warning" role="status">
          {words.uneven(formatLength(fit.lowestMm, unit), formatLength(fit.highestMm, unit))}
        </p>
      )}
      {veneer !== undefined && <VeneerFields key={veneer.key} pattern={pattern} veneer={veneer} />}
      {unused && pattern.palette.length > 1 && (
        <Button
          size="small"
          onClick={() => {
            editPattern(removeUnusedColours)
          }}
        >
          {words.removeUnused}
        </Button>
      )}
    </>
  )
}
