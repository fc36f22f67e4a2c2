import { countQuantity, lengthQuantity } from '../../session/quantities.ts'
import { useUnits } from '../../session/settings.store.ts'
import { HelpPopover, type HelpContent } from '../../ui/HelpPopover.tsx'
import type { FieldRange } from '../../ui/quantity.ts'
import { UnitField } from '../../ui/UnitField.tsx'
import { patternStrings as words } from './pattern.strings.ts'

/** What a `NumberField` takes. */
export interface NumberFieldProps {
  readonly label: string
  readonly value: number
  readonly range: FieldRange
  readonly onCommit: (value: number, whileDragging: boolean) => void
  readonly step?: number
  readonly note?: string
  readonly help?: HelpContent
}

function helpOf(help: HelpContent | undefined) {
  return help === undefined ? {} : { help: <HelpPopover content={help} labels={words.help} /> }
}

/** A whole number with its range. */
export function CountField({ help, step = 1, ...props }: NumberFieldProps) {
  return (
    <UnitField
      {...props}
      {...helpOf(help)}
      step={step}
      quantity={countQuantity()}
      labels={words.field}
    />
  )
}

/** A length in the chosen unit, to a hundredth of a millimetre. */
export function LengthField({ help, step = 0.01, ...props }: NumberFieldProps) {
  const unit = useUnits()
  return (
    <UnitField
      {...props}
      {...helpOf(help)}
      step={step}
      quantity={lengthQuantity({ unit })}
      labels={words.field}
    />
  )
}
