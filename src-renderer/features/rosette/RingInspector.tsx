import { Plus, Trash2 } from 'lucide-react'
import type { TileRing, Plan, Ring } from '#core/rosette/plan.schema.ts'
import { formatLength } from '#core/units/format-length.ts'
import { useLibrary } from '../../session/library.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { SelectField, TextField } from '../../ui/Choice.tsx'
import { PlanField } from './PlanField.tsx'
import { useRosette } from './rosette.store.ts'
import { rosetteStrings } from './rosette.strings.ts'
import { asKind, edgeRanges, withNewRing, withoutRing, withRing } from './rosette.view-model.ts'

const KINDS = (['tile', 'strip', 'arcs', 'disc', 'shell', 'bought'] as const).map((value) => ({
  value,
  label: rosetteStrings.kinds[value],
}))

function RingList({ plan, selected }: { plan: Plan; selected: Ring | null }) {
  const select = useRosette((state) => state.select)
  const edit = usePlan((state) => state.edit)
  const unit = useUnits()
  const { materials } = useLibrary()
  const add = () => {
    const added = withNewRing(plan)
    if (added === null) return
    edit(() => added.plan)
    select(added.ringId)
  }
  return (
    <div className="ring-list">
      <div className="ring-list-head">
        <h3>{rosetteStrings.rings}</h3>
        <Button size="small" icon={<Plus size={14} />} onClick={add}>
          {rosetteStrings.newRing}
        </Button>
      </div>
      <ul>
        {plan.rings.map((ring) => (
          <li
            key={ring.id}
            className={ring.id === selected?.id ? 'ring-row ring-row-on' : 'ring-row'}
          >
            <button
              type="button"
              aria-pressed={ring.id === selected?.id}
              onClick={() => {
                select(ring.id)
              }}
            >
              <span
                className="swatch"
                style={{ background: materials.find(({ id }) => id === ring.materialId)?.colour }}
              />
              <span className="ring-row-name">{ring.name}</span>
              <span className="muted">
                {formatLength(ring.outerRadiusMm - ring.innerRadiusMm, unit)}
              </span>
            </button>
            {ring.id === selected?.id && plan.rings.length > 1 && (
              <IconButton
                label={rosetteStrings.removeRing}
                onClick={() => {
                  edit((now) => withoutRing(now, ring.id))
                }}
              >
                <Trash2 size={16} aria-hidden="true" />
              </IconButton>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function TileFields({ ring }: { ring: TileRing }) {
  const set = (part: Partial<Pick<TileRing, 'tileCount' | 'columns'>>) => (plan: Plan) =>
    withRing(plan, ring.id, (now) => (now.kind === 'tile' ? { ...now, ...part } : now))
  return (
    <>
      <PlanField
        field="tileCount"
        kind="count"
        value={ring.tileCount}
        range={{ min: 4, max: 2000 }}
        step={1}
        ring={ring}
        change={(plan, tileCount) => set({ tileCount })(plan)}
      />
      <PlanField
        field="columns"
        kind="count"
        value={ring.columns}
        range={{ min: 1, max: 200 }}
        step={1}
        ring={ring}
        change={(plan, columns) => set({ columns })(plan)}
      />
    </>
  )
}

function RingFields({ plan, ring }: { plan: Plan; ring: Ring }) {
  const edit = usePlan((state) => state.edit)
  const { materials } = useLibrary()
  const ranges = edgeRanges(plan, ring)
  const set = (part: Partial<Ring>) => (now: Plan) =>
    withRing(now, ring.id, (before) => ({ ...before, ...part }) as Ring)
  return (
    <div className="fields">
      <TextField
        label={rosetteStrings.name}
        value={ring.name}
        maxLength={80}
        onChange={(name) => {
          if (name.trim() !== '') edit(set({ name }), `ring-name:${ring.id}`)
        }}
      />
      <SelectField
        label={rosetteStrings.kind}
        value={ring.kind}
        options={KINDS}
        onChange={(value) => {
          const kind = KINDS.find((candidate) => candidate.value === value)?.value
          if (kind !== undefined)
            edit((now) => withRing(now, ring.id, (before) => asKind(before, kind)))
        }}
      />
      <SelectField
        label={rosetteStrings.material}
        value={ring.materialId}
        options={materials.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(materialId) => {
          edit(set({ materialId }))
        }}
      />
      <PlanField
        field="innerRadius"
        kind="length"
        value={ring.innerRadiusMm}
        range={ranges.inner}
        step={0.1}
        ring={ring}
        change={(now, innerRadiusMm) => set({ innerRadiusMm })(now)}
      />
      <PlanField
        field="outerRadius"
        kind="length"
        value={ring.outerRadiusMm}
        range={ranges.outer}
        step={0.1}
        ring={ring}
        change={(now, outerRadiusMm) => set({ outerRadiusMm })(now)}
      />
      {ring.kind === 'tile' && <TileFields ring={ring} />}
      <PlanField
        field="inlayThickness"
        kind="length"
        value={ring.inlayThicknessMm}
        range={{ min: 0.05, max: 50 }}
        step={0.1}
        ring={ring}
        change={(now, inlayThicknessMm) => set({ inlayThicknessMm })(now)}
        clear={set({ inlayThicknessMm: null })}
      />
      <PlanField
        field="proud"
        kind="length"
        value={ring.proudMm}
        range={{ min: 0, max: 5 }}
        step={0.05}
        ring={ring}
        change={(now, proudMm) => set({ proudMm })(now)}
      />
    </div>
  )
}

/** The rings, and the properties of the selected one. */
export function RingInspector({ plan, ring }: { plan: Plan; ring: Ring | null }) {
  return (
    <>
      <RingList plan={plan} selected={ring} />
      {ring !== null && <RingFields key={ring.id} plan={plan} ring={ring} />}
    </>
  )
}
