import { ArrowDown, ArrowUp, Copy, Plus, Trash2 } from 'lucide-react'
import type { Plan, Ring } from '#core/rosette/plan.schema.ts'
import { formatLength } from '#core/units/format-length.ts'
import { useLibrary } from '../../session/library.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { withCopiedRing, withNewRing, withoutRing, withRingMoved } from './ring-editing.ts'
import { useRosette } from './rosette.store.ts'
import { rosetteStrings } from './rosette.strings.ts'

interface RowProps {
  readonly ring: Ring
  readonly on: boolean
}

function RingRow({ ring, on }: RowProps) {
  const select = useRosette((state) => state.select)
  const unit = useUnits()
  const { materials } = useLibrary()
  return (
    <li className={on ? 'ring-row ring-row-on' : 'ring-row'}>
      <button
        type="button"
        aria-pressed={on}
        onClick={() => {
          select(ring.id)
        }}
      >
        <span
          className="swatch"
          style={{ background: materials.find(({ id }) => id === ring.materialId)?.colour }}
        />
        <span className="ring-row-name">{ring.name}</span>
        <span className="muted">{formatLength(ring.outerRadiusMm - ring.innerRadiusMm, unit)}</span>
      </button>
    </li>
  )
}

/** What can be done with the selected ring. */
function RingTools({ plan, ring }: { plan: Plan; ring: Ring }) {
  const edit = usePlan((state) => state.edit)
  const select = useRosette((state) => state.select)
  const copied = withCopiedRing(plan, ring.id, rosetteStrings.copyOf)
  const move = (step: -1 | 1) => {
    edit((now) => withRingMoved(now, ring.id, step))
  }
  return (
    <span className="ring-tools">
      <IconButton
        label={rosetteStrings.moveInwards}
        disabled={plan.rings[0]?.id === ring.id}
        onClick={() => {
          move(-1)
        }}
      >
        <ArrowUp size={16} aria-hidden="true" />
      </IconButton>
      <IconButton
        label={rosetteStrings.moveOutwards}
        disabled={plan.rings.at(-1)?.id === ring.id}
        onClick={() => {
          move(1)
        }}
      >
        <ArrowDown size={16} aria-hidden="true" />
      </IconButton>
      <IconButton
        label={rosetteStrings.copyRing}
        disabled={copied === null}
        onClick={() => {
          if (copied === null) return
          edit(() => copied.plan)
          select(copied.ringId)
        }}
      >
        <Copy size={16} aria-hidden="true" />
      </IconButton>
      <IconButton
        label={rosetteStrings.removeRing}
        disabled={plan.rings.length < 2}
        onClick={() => {
          edit((now) => withoutRing(now, ring.id))
        }}
      >
        <Trash2 size={16} aria-hidden="true" />
      </IconButton>
    </span>
  )
}

/** The rings from the inside out, and what can be done with them. */
export function RingList({ plan, selected }: { plan: Plan; selected: Ring | null }) {
  const select = useRosette((state) => state.select)
  const edit = usePlan((state) => state.edit)
  const added = withNewRing(plan, rosetteStrings.newRing)
  return (
    <div className="ring-list">
      <div className="ring-list-head">
        <h3>{rosetteStrings.rings}</h3>
        {selected !== null && <RingTools plan={plan} ring={selected} />}
      </div>
      <ul>
        {plan.rings.map((ring) => (
          <RingRow key={ring.id} ring={ring} on={ring.id === selected?.id} />
        ))}
      </ul>
      <Button
        size="small"
        icon={<Plus size={14} />}
        disabled={added === null}
        onClick={() => {
          if (added === null) return
          edit(() => added.plan)
          select(added.ringId)
        }}
      >
        {rosetteStrings.addRing}
      </Button>
    </div>
  )
}
