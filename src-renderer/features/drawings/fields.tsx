import { countQuantity, degreesQuantity, lengthQuantity } from '../../session/quantities.ts'
import { useUnits } from '../../session/settings.store.ts'
import type { FieldRange } from '../../ui/quantity.ts'
import { UnitField } from '../../ui/UnitField.tsx'
import { drawingsStrings } from './drawings.strings.ts'

interface NumberFieldProps {
  readonly label: string
  readonly value: number
  readonly range: FieldRange
  readonly onCommit: (value: number) => void
  readonly step?: number
  readonly note?: string
}

const labels = drawingsStrings.field

/** A whole number. */
export function CountField({ step = 1, ...props }: NumberFieldProps) {
  return <UnitField {...props} step={step} quantity={countQuantity()} labels={labels} />
}

/** A length in the chosen unit. */
export function LengthField({ step = 0.1, ...props }: NumberFieldProps) {
  const unit = useUnits()
  return <UnitField {...props} step={step} quantity={lengthQuantity({ unit })} labels={labels} />
}

/** A small length whose third decimal counts. */
export function ToleranceField({ step = 0.001, ...props }: NumberFieldProps) {
  const unit = useUnits()
  const quantity = lengthQuantity({ unit, precision: 'fine' })
  return <UnitField {...props} step={step} quantity={quantity} labels={labels} />
}

/** An angle in degrees. */
export function AngleField({ step = 1, ...props }: NumberFieldProps) {
  return <UnitField {...props} step={step} quantity={degreesQuantity()} labels={labels} />
}
