import type { Plan, Ring } from '#core/rosette/plan.schema.ts'
import { usePlan } from '../../session/plan.store.ts'
import {
  countQuantity,
  degreesQuantity,
  lengthQuantity,
  percentQuantity,
} from '../../session/quantities.ts'
import { useUnits } from '../../session/settings.store.ts'
import { HelpPopover } from '../../ui/HelpPopover.tsx'
import type { FieldRange, Quantity } from '../../ui/quantity.ts'
import { UnitField } from '../../ui/UnitField.tsx'
import type { FieldWords } from './field-words.ts'
import { fieldStrings, type FieldId } from './help.strings.ts'
import { HelpPicture } from './HelpPicture.tsx'
import { rosetteStrings } from './rosette.strings.ts'
import { namedLengths } from './rosette.view-model.ts'

/** What kind of number a field holds. */
export type FieldKind = 'length' | 'feed' | 'count' | 'rpm' | 'percent' | 'degrees'

/** What a `PlanField` takes. */
export interface PlanFieldProps {
  readonly field: FieldId
  readonly kind: FieldKind
  readonly value: number | null
  readonly range: FieldRange
  readonly step: number
  /** The plan with the new value; null takes it back to "not measured". */
  readonly change: (plan: Plan, value: number) => Plan
  readonly clear?: (plan: Plan) => Plan
  /** The ring in focus, whose edges can be called by name. */
  readonly ring?: Ring | null
}

/** How a kind of number is typed and shown; lengths of the plan can be called by name. */
export function useQuantity(kind: FieldKind, ring: Ring | null): Quantity {
  const unit = useUnits()
  const plan = usePlan((state) => state.history?.present ?? null)
  switch (kind) {
    case 'length':
      return lengthQuantity({ unit, namesMm: plan === null ? {} : namedLengths(plan, ring) })
    case 'feed':
      return lengthQuantity({ unit, perMinute: true })
    case 'rpm':
      return countQuantity('rpm')
    case 'percent':
      return percentQuantity()
    case 'degrees':
      return degreesQuantity()
    case 'count':
      return countQuantity()
  }
}

/** A number of the plan with its help; a change is kept by itself and can be undone. */
export function PlanField(props: PlanFieldProps) {
  const { field, kind, value, range, step, change, clear, ring = null } = props
  const words: FieldWords = fieldStrings[field]
  const edit = usePlan((state) => state.edit)
  const quantity = useQuantity(kind, ring)
  const { label, note, ...help } = words
  return (
    <UnitField
      label={label}
      value={value}
      quantity={quantity}
      range={range}
      step={step}
      labels={rosetteStrings.field}
      {...(note !== undefined && { note })}
      onCommit={(next, whileDragging) => {
        edit((plan) => change(plan, next), whileDragging ? `${field}:${ring?.id ?? ''}` : undefined)
      }}
      {...(clear && {
        onClear: () => {
          edit(clear)
        },
      })}
      help={
        <HelpPopover
          labels={rosetteStrings.help}
          content={{ title: label, ...help, picture: <HelpPicture field={field} /> }}
        />
      }
    />
  )
}
