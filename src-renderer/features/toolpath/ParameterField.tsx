import {
  countQuantity,
  decimalQuantity,
  degreesQuantity,
  lengthQuantity,
  percentQuantity,
} from '../../session/quantities.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Segmented } from '../../ui/Choice.tsx'
import { HelpPopover } from '../../ui/HelpPopover.tsx'
import type { Quantity } from '../../ui/quantity.ts'
import { UnitField } from '../../ui/UnitField.tsx'
import type { NumberRow } from './operation-numbers.ts'
import { DirectionPicture, OperationPicture } from './OperationPicture.tsx'
import { operationsStrings as words } from './operations.strings.ts'

function quantityOf(kind: NumberRow['kind'], unit: 'mm' | 'inch'): Quantity {
  switch (kind) {
    case 'length':
      return lengthQuantity({ unit })
    case 'feed':
      return lengthQuantity({ unit, perMinute: true })
    case 'rpm':
      return countQuantity('rpm')
    case 'count':
      return countQuantity()
    case 'seconds':
      return decimalQuantity({ suffix: 's', digits: 1 })
    case 'percent':
      return percentQuantity()
    case 'degrees':
      return degreesQuantity()
  }
}

/** What a `ParameterField` takes. */
export interface ParameterFieldProps {
  readonly row: Omit<NumberRow, 'key'>
  readonly value: number | null
  /** Said in the field while it is empty; that nobody has said it, when left out. */
  readonly emptyText?: string
  /** Null takes the number back; `whileDragging` lets a drag become one step of undo. */
  readonly onChange: (value: number | null, whileDragging: boolean) => void
}

/** A number of a cut with its help and its picture. */
export function ParameterField({ row, value, emptyText, onChange }: ParameterFieldProps) {
  const unit = useUnits()
  const { field, kind, range, step, mayBeEmpty } = row
  const { label, ...help } = words.fields[field]
  return (
    <UnitField
      label={label}
      value={value}
      quantity={quantityOf(kind, unit)}
      range={range}
      step={step}
      labels={emptyText === undefined ? words.field : { ...words.field, notMeasured: emptyText }}
      onCommit={onChange}
      {...(mayBeEmpty === true && {
        onClear: () => {
          onChange(null, false)
        },
      })}
      help={
        <HelpPopover
          labels={words.help}
          content={{ title: label, ...help, picture: <OperationPicture field={field} /> }}
        />
      }
    />
  )
}

type Direction = 'climb' | 'conventional'

/** Which way round the tool goes. */
export function DirectionField(props: {
  readonly direction: Direction
  readonly onChange: (direction: Direction) => void
}) {
  const { direction, onChange } = props
  return (
    <div className="field-row">
      <span>{words.direction}</span>
      <DirectionPicture direction={direction} />
      <Segmented
        label={words.direction}
        value={direction}
        options={(['climb', 'conventional'] as const).map((value) => ({
          value,
          label: words.directions[value],
        }))}
        onChange={onChange}
      />
    </div>
  )
}
