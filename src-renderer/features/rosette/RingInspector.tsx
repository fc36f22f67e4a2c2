import type { Plan, Ring } from '#core/rosette/plan.schema.ts'
import { useLibrary } from '../../session/library.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { SelectField, TextField } from '../../ui/Choice.tsx'
import { PlanField } from './PlanField.tsx'
import { asKind, edgeRanges, withRing } from './ring-editing.ts'
import { RingList } from './RingList.tsx'
import { rosetteStrings } from './rosette.strings.ts'
import { RouteFields } from './RouteFields.tsx'

const KINDS = (['tile', 'strip', 'arcs', 'disc', 'shell', 'bought'] as const).map((value) => ({
  value,
  label: rosetteStrings.kinds[value],
}))

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
      <RouteFields ring={ring} />
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
