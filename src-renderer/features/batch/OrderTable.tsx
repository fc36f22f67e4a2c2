import { Plus, Trash2 } from 'lucide-react'
import type { PlanSummary } from '#core/contract/plans.contract.ts'
import { BATCH_LIMITS } from '#core/rosette/batch.ts'
import { countQuantity } from '../../session/quantities.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { UnitField } from '../../ui/UnitField.tsx'
import { fieldLabels } from './field-labels.ts'
import { useBatch, type OrderLine } from './batch.store.ts'
import { batchStrings as words } from './batch.strings.ts'

interface LineProps {
  readonly line: OrderLine
  readonly place: number
  readonly plans: readonly PlanSummary[]
}

function Line({ line, place, plans }: LineProps) {
  const change = useBatch((state) => state.change)
  const remove = useBatch((state) => state.remove)
  const name = plans.find(({ planId }) => planId === line.planId)?.name ?? words.orderOf(place)
  const count = (label: string, key: 'rosetteCount' | 'logCount', max: number) => (
    <UnitField
      label={label}
      value={line[key]}
      quantity={countQuantity()}
      range={{ min: 1, max }}
      step={1}
      labels={fieldLabels}
      onCommit={(value) => {
        change(line.key, { [key]: value })
      }}
    />
  )
  return (
    <li className="order">
      <div className="field-box order-plan">
        <select
          aria-label={words.orderOf(place)}
          value={line.planId}
          onChange={(event) => {
            change(line.key, { planId: event.target.value })
          }}
        >
          {plans.map((plan) => (
            <option key={plan.planId} value={plan.planId}>
              {plan.origin === 'shipped' ? words.exampleOf(plan.name) : plan.name}
            </option>
          ))}
        </select>
      </div>
      <IconButton
        label={words.remove(name)}
        onClick={() => {
          remove(line.key)
        }}
      >
        <Trash2 size={16} aria-hidden="true" />
      </IconButton>
      <div className="order-counts">
        {count(words.rosettes, 'rosetteCount', BATCH_LIMITS.maxRosettes)}
        {count(words.logs, 'logCount', BATCH_LIMITS.maxLogs)}
      </div>
    </li>
  )
}

/** Which plans, how many rosettes of each, off how many logs. */
export function OrderTable({ plans }: { plans: readonly PlanSummary[] }) {
  const lines = useBatch((state) => state.lines)
  const add = useBatch((state) => state.add)
  return (
    <div className="orders">
      <h2>{words.orders}</h2>
      <ul>
        {lines.map((line, index) => (
          <Line key={line.key} line={line} place={index + 1} plans={plans} />
        ))}
      </ul>
      <p className="caption">{words.logsHint}</p>
      <Button
        icon={<Plus size={16} />}
        disabled={lines.length >= BATCH_LIMITS.maxOrders}
        onClick={add}
      >
        {words.add}
      </Button>
    </div>
  )
}
