import { countQuantity, lengthQuantity } from '../../session/quantities.ts'
import { useUnits } from '../../session/settings.store.ts'
import { HelpPopover } from '../../ui/HelpPopover.tsx'
import type { FieldRange } from '../../ui/quantity.ts'
import { UnitField } from '../../ui/UnitField.tsx'
import { degreeQuantity } from './degree-quantity.ts'
import { stripFieldStrings, type StripFieldId, type StripFieldWords } from './help.strings.ts'
import { StripHelpPicture } from './StripHelpPicture.tsx'
import { stripsStrings } from './strips.strings.ts'

/** What a `StripNumber` takes. */
export interface StripNumberProps {
  readonly field: StripFieldId
  readonly kind: 'length' | 'degrees' | 'count'
  /** Null is "not measured". */
  readonly value: number | null
  readonly range: FieldRange
  readonly step: number
  readonly onCommit: (value: number, whileDragging: boolean) => void
  readonly onClear?: () => void
}

/** A number of the Strips page with its help. */
export function StripNumber(props: StripNumberProps) {
  const { field, kind, value, range, step, onCommit, onClear } = props
  const unit = useUnits()
  const { label, note, ...help }: StripFieldWords = stripFieldStrings[field]
  const quantity =
    kind === 'length'
      ? lengthQuantity({ unit })
      : kind === 'degrees'
        ? degreeQuantity()
        : countQuantity()
  return (
    <UnitField
      label={label}
      value={value}
      quantity={quantity}
      range={range}
      step={step}
      labels={stripsStrings.field}
      {...(note !== undefined && { note })}
      onCommit={onCommit}
      {...(onClear !== undefined && { onClear })}
      help={
        <HelpPopover
          labels={stripsStrings.help}
          content={{ title: label, ...help, picture: <StripHelpPicture field={field} /> }}
        />
      }
    />
  )
}
