import type { Plan, Ring, RingKind, RingOf } from '#core/rosette/plan.schema.ts'
import type { FieldRange } from '../../ui/quantity.ts'
import type { FieldId } from './help.strings.ts'
import { PlanField, type FieldKind } from './PlanField.tsx'
import { withRing } from './ring-editing.ts'

/** Keys of a ring's fields that hold numbers, measured or not. */
type NumbersOf<T> = { [K in keyof T]-?: T[K] extends number | null ? K : never }[keyof T]

/** A change of one kind of ring; another kind of that id stays as it is. */
export function setter<K extends RingKind>(ring: RingOf<K>) {
  return (part: Partial<RingOf<K>>) =>
    (plan: Plan): Plan =>
      withRing(plan, ring.id, (now): Ring => (now.kind === ring.kind ? { ...now, ...part } : now))
}

interface NumberRow<K> {
  readonly key: K
  readonly field: FieldId
  readonly kind: FieldKind
  readonly range: FieldRange
  readonly step: number
  /** The number may be taken back to "not measured". */
  readonly nullable?: boolean
}

interface RowsProps<K extends RingKind> {
  readonly ring: RingOf<K>
  readonly rows: readonly NumberRow<NumbersOf<RingOf<K>>>[]
}

/** Fields of a ring that are plain numbers. */
export function NumberRows<K extends RingKind>({ ring, rows }: RowsProps<K>) {
  const set = setter(ring)
  return rows.map(({ key, nullable = false, ...row }) => {
    const part = (value: number | null) => ({ [key]: value }) as Partial<RingOf<K>>
    return (
      <PlanField
        key={String(key)}
        {...row}
        ring={ring}
        value={ring[key] as number | null}
        change={(plan, value) => set(part(value))(plan)}
        {...(nullable && { clear: set(part(null)) })}
      />
    )
  })
}
