import { ArrowLeft } from 'lucide-react'
import { liesWithin } from '#core/rosette/drawn-operation.ts'
import type { PlanOperation } from '#core/rosette/plan-operation.schema.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { useLibrary } from '../../session/library.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import {
  countQuantity,
  degreesQuantity,
  lengthQuantity,
  percentQuantity,
} from '../../session/quantities.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button } from '../../ui/Button.tsx'
import { Segmented, SelectField } from '../../ui/Choice.tsx'
import { HelpPopover } from '../../ui/HelpPopover.tsx'
import type { FieldRange, Quantity } from '../../ui/quantity.ts'
import { UnitField } from '../../ui/UnitField.tsx'
import { DirectionPicture, OperationPicture } from './OperationPicture.tsx'
import { type OperationField, operationsStrings as words } from './operations.strings.ts'
import { withOperation } from './operations.view-model.ts'

type NumberKey = {
  readonly [K in keyof PlanOperation]: PlanOperation[K] extends number | null ? K : never
}[keyof PlanOperation]

interface Row {
  readonly key: NumberKey
  readonly field: OperationField
  readonly kind: 'length' | 'feed' | 'rpm' | 'percent' | 'degrees'
  readonly range: FieldRange
  readonly step: number
}

const ROWS: readonly Row[] = [
  { key: 'depthMm', field: 'depth', kind: 'length', range: { min: 0.05, max: 50 }, step: 0.1 },
  {
    key: 'maxDepthPerPassMm',
    field: 'depthPerPass',
    kind: 'length',
    range: { min: 0.05, max: 50 },
    step: 0.1,
  },
  {
    key: 'stepoverRatio',
    field: 'stepover',
    kind: 'percent',
    range: { min: 0.02, max: 0.5 },
    step: 0.01,
  },
  { key: 'stockToLeaveMm', field: 'leave', kind: 'length', range: { min: 0, max: 2 }, step: 0.05 },
  { key: 'rampDeg', field: 'ramp', kind: 'degrees', range: { min: 0.5, max: 10 }, step: 0.5 },
  { key: 'spindleRpm', field: 'spindle', kind: 'rpm', range: { min: 1, max: 120_000 }, step: 500 },
  { key: 'feedMmPerMin', field: 'feed', kind: 'feed', range: { min: 1, max: 50_000 }, step: 50 },
  {
    key: 'plungeMmPerMin',
    field: 'plunge',
    kind: 'feed',
    range: { min: 1, max: 50_000 },
    step: 25,
  },
]

function quantityOf(kind: Row['kind'], unit: 'mm' | 'inch'): Quantity {
  switch (kind) {
    case 'length':
      return lengthQuantity({ unit })
    case 'feed':
      return lengthQuantity({ unit, perMinute: true })
    case 'rpm':
      return countQuantity('rpm')
    case 'percent':
      return percentQuantity()
    case 'degrees':
      return degreesQuantity()
  }
}

function NumberField({ operation, row }: { operation: PlanOperation; row: Row }) {
  const unit = useUnits()
  const edit = usePlan((state) => state.edit)
  const { key, field, kind, range, step } = row
  const { label, ...help } = words.fields[field]
  const set = (value: number | null, gesture?: string) => {
    edit((plan) => withOperation(plan, operation.id, (now) => ({ ...now, [key]: value })), gesture)
  }
  return (
    <UnitField
      label={label}
      value={operation[key]}
      quantity={quantityOf(kind, unit)}
      range={range}
      step={step}
      labels={words.field}
      onCommit={(value, whileDragging) => {
        set(value, whileDragging ? `${operation.id}:${key}` : undefined)
      }}
      {...(key === 'depthMm' && {
        onClear: () => {
          set(null)
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

/** Paths of the plan that lie in the pocket and can be left standing. */
function Islands({ plan, operation }: { plan: Plan; operation: PlanOperation }) {
  const edit = usePlan((state) => state.edit)
  const outer = plan.drawnPaths.find(({ id }) => id === operation.pathIds[0])
  if (outer === undefined) return null
  const inside = plan.drawnPaths.filter(
    ({ id, use, path }) => use === 'pocket' && id !== outer.id && liesWithin(path, outer.path),
  )
  if (inside.length === 0) return null
  return (
    <fieldset className="operation-islands">
      <legend>{words.islands}</legend>
      {inside.map(({ id, name }) => (
        <label key={id}>
          <input
            type="checkbox"
            checked={operation.pathIds.includes(id)}
            onChange={({ target }) => {
              edit((now) =>
                withOperation(now, operation.id, (one) => ({
                  ...one,
                  pathIds: target.checked
                    ? [...one.pathIds, id]
                    : one.pathIds.filter((pathId) => pathId !== id),
                })),
              )
            }}
          />{' '}
          {name}
        </label>
      ))}
    </fieldset>
  )
}

function Direction({ operation }: { operation: PlanOperation }) {
  const edit = usePlan((state) => state.edit)
  return (
    <div className="field-row">
      <span>{words.direction}</span>
      <DirectionPicture direction={operation.direction} />
      <Segmented
        label={words.direction}
        value={operation.direction}
        options={(['climb', 'conventional'] as const).map((value) => ({
          value,
          label: words.directions[value],
        }))}
        onChange={(direction) => {
          edit((now) => withOperation(now, operation.id, (one) => ({ ...one, direction })))
        }}
      />
    </div>
  )
}

/** The numbers of one operation on drawn paths; each change is kept by itself and can be undone. */
export function OperationParameters(props: {
  plan: Plan
  operation: PlanOperation
  name: string
  onClose: () => void
}) {
  const { plan, operation, name, onClose } = props
  const edit = usePlan((state) => state.edit)
  const { tools } = useLibrary()
  return (
    <section className="operation-parameters" aria-label={words.parameters(name)}>
      <Button size="small" look="quiet" icon={<ArrowLeft size={16} />} onClick={onClose}>
        {words.close}
      </Button>
      <h2>{words.parameters(name)}</h2>
      <div className="fields">
        <SelectField
          label={words.tool}
          value={operation.toolId}
          options={tools.map(({ id, name: label }) => ({ value: id, label }))}
          onChange={(toolId) => {
            edit((now) => withOperation(now, operation.id, (one) => ({ ...one, toolId })))
          }}
        />
        {ROWS.map((row) => (
          <NumberField key={row.key} operation={operation} row={row} />
        ))}
        <Direction operation={operation} />
      </div>
      <Islands plan={plan} operation={operation} />
    </section>
  )
}
