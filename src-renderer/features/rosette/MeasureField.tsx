import type { Ring } from '#core/rosette/plan.schema.ts'
import { HelpPopover } from '../../ui/HelpPopover.tsx'
import type { FieldRange } from '../../ui/quantity.ts'
import { UnitField } from '../../ui/UnitField.tsx'
import type { FieldWords } from './field-words.ts'
import { fieldStrings, type FieldId } from './help.strings.ts'
import { HelpPicture } from './HelpPicture.tsx'
import { useQuantity, type FieldKind } from './PlanField.tsx'
import { rosetteStrings } from './rosette.strings.ts'

/** What a `MeasureField` takes. */
export interface MeasureFieldProps {
  readonly field: FieldId
  /** In place of the field's own label, where several stand side by side. */
  readonly label?: string
  readonly kind: FieldKind
  readonly value: number | null
  readonly range: FieldRange
  readonly step: number
  readonly ring: Ring
  /** Null takes it back to "not measured". */
  readonly onChange: (value: number | null) => void
}

/** A number that was measured, and is not in the plan until it is applied. */
export function MeasureField(props: MeasureFieldProps) {
  const { field, kind, value, range, step, ring, onChange } = props
  const words: FieldWords = fieldStrings[field]
  const quantity = useQuantity(kind, ring)
  const { label: title, note, ...help } = words
  return (
    <UnitField
      label={props.label ?? title}
      value={value}
      quantity={quantity}
      range={range}
      step={step}
      labels={rosetteStrings.field}
      {...(note !== undefined && { note })}
      onCommit={(next) => {
        onChange(next)
      }}
      onClear={() => {
        onChange(null)
      }}
      help={
        <HelpPopover
          labels={rosetteStrings.help}
          content={{ title, ...help, picture: <HelpPicture field={field} /> }}
        />
      }
    />
  )
}
