import { useId } from 'react'
import { type Strip, STRIP_LIMITS } from '#core/strips/strip-family.schema.ts'
import { useLibrary } from '../../session/library.store.ts'
import { SelectField, TextField } from '../../ui/Choice.tsx'
import { StripNumber } from './StripNumber.tsx'
import { stripsStrings } from './strips.strings.ts'
import { useStrips } from './strips.store.ts'
import { materialChange, withStrip } from './strips.view-model.ts'

const words = stripsStrings

function ColourField({ strip, set }: { strip: Strip; set: (change: Partial<Strip>) => void }) {
  const id = useId()
  return (
    <div className="field">
      <div className="field-label">
        <label htmlFor={id}>{words.colour}</label>
      </div>
      <div className="field-box strip-colour">
        <input
          id={id}
          type="color"
          value={strip.colour}
          onChange={(event) => {
            set({ colour: event.target.value.toLowerCase() })
          }}
        />
        <span className="field-unit">{strip.colour}</span>
      </div>
    </div>
  )
}

/** The properties of one strip. */
export function StripFields({ strip }: { strip: Strip }) {
  const edit = useStrips((state) => state.edit)
  const { materials } = useLibrary()
  const set = (change: Partial<Strip>, gesture?: string) => {
    edit((family) => withStrip(family, strip.id, change), gesture)
  }
  const range = (max: number) => ({ min: STRIP_LIMITS.minLengthMm, max })
  return (
    <div className="strip-fields">
      <TextField
        label={words.stripName}
        value={strip.name}
        maxLength={80}
        onChange={(name) => {
          if (name.trim() !== '') set({ name }, `strip-name:${strip.id}`)
        }}
      />
      <SelectField
        label={words.material}
        value={strip.materialId ?? ''}
        options={[
          { value: '', label: words.noMaterial },
          ...materials.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(materialId) => {
          set(materialChange(strip, materialId, materials))
        }}
      />
      <ColourField
        strip={strip}
        set={(change) => {
          set(change, `strip-colour:${strip.id}`)
        }}
      />
      <StripNumber
        field="stripWidth"
        kind="length"
        value={strip.widthMm}
        range={range(STRIP_LIMITS.maxWidthMm)}
        step={0.05}
        onCommit={(widthMm, dragging) => {
          set({ widthMm }, dragging ? `strip-width:${strip.id}` : undefined)
        }}
        onClear={() => {
          set({ widthMm: null })
        }}
      />
      <StripNumber
        field="stripThickness"
        kind="length"
        value={strip.thicknessMm}
        range={range(STRIP_LIMITS.maxThicknessMm)}
        step={0.1}
        onCommit={(thicknessMm, dragging) => {
          set({ thicknessMm }, dragging ? `strip-depth:${strip.id}` : undefined)
        }}
        onClear={() => {
          set({ thicknessMm: null })
        }}
      />
    </div>
  )
}
