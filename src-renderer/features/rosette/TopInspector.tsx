import type { Plan } from '#core/rosette/plan.schema.ts'
import { useLibrary } from '../../session/library.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { Segmented, SelectField, TextField } from '../../ui/Choice.tsx'
import { PlanField } from './PlanField.tsx'
import { rosetteStrings } from './rosette.strings.ts'

type Method = Plan['soundhole']['method']

const METHODS = (['onion-skin', 'tabs'] as const).map((value) => ({
  value,
  label: rosetteStrings.methods[value],
}))

/** What a method starts with: the middle of the usual range. */
const FRESH_METHODS: Readonly<Record<Method['kind'], Method>> = {
  'onion-skin': { kind: 'onion-skin', skinMm: 0.3 },
  tabs: { kind: 'tabs', count: 4, widthMm: 4, heightMm: 0.8 },
}

function withMethod(plan: Plan, method: Method): Plan {
  return { ...plan, soundhole: { ...plan.soundhole, method } }
}

function MethodFields({ method }: { method: Method }) {
  if (method.kind === 'onion-skin') {
    return (
      <PlanField
        field="skin"
        kind="length"
        value={method.skinMm}
        range={{ min: 0.1, max: 3 }}
        step={0.05}
        change={(plan, skinMm) => withMethod(plan, { ...method, skinMm })}
      />
    )
  }
  return (
    <>
      <PlanField
        field="tabCount"
        kind="count"
        value={method.count}
        range={{ min: 2, max: 12 }}
        step={1}
        change={(plan, count) => withMethod(plan, { ...method, count })}
      />
      <PlanField
        field="tabWidth"
        kind="length"
        value={method.widthMm}
        range={{ min: 2, max: 20 }}
        step={0.5}
        change={(plan, widthMm) => withMethod(plan, { ...method, widthMm })}
      />
      <PlanField
        field="tabHeight"
        kind="length"
        value={method.heightMm}
        range={{ min: 0.2, max: 5 }}
        step={0.1}
        change={(plan, heightMm) => withMethod(plan, { ...method, heightMm })}
      />
    </>
  )
}

/** Soundhole, top and fingerboard, and the plan's name and notes. */
export function TopInspector({ plan }: { plan: Plan }) {
  const edit = usePlan((state) => state.edit)
  const { materials } = useLibrary()
  return (
    <div className="fields">
      <PlanField
        field="soundholeRadius"
        kind="length"
        value={plan.soundhole.radiusMm}
        range={{ min: 5, max: plan.rings[0]?.innerRadiusMm ?? 500 }}
        step={0.5}
        change={(now, radiusMm) => ({ ...now, soundhole: { ...now.soundhole, radiusMm } })}
      />
      <PlanField
        field="topThickness"
        kind="length"
        value={plan.topThicknessMm}
        range={{ min: 0.5, max: 50 }}
        step={0.1}
        change={(now, topThicknessMm) => ({ ...now, topThicknessMm })}
        clear={(now) => ({ ...now, topThicknessMm: null })}
      />
      <PlanField
        field="fingerboardWidth"
        kind="length"
        value={plan.fingerboardWidthMm}
        range={{ min: 1, max: 200 }}
        step={0.5}
        change={(now, fingerboardWidthMm) => ({ ...now, fingerboardWidthMm })}
        clear={(now) => ({ ...now, fingerboardWidthMm: null })}
      />
      <SelectField
        label={rosetteStrings.topMaterial}
        value={plan.topMaterialId}
        options={materials.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(topMaterialId) => {
          edit((now) => ({ ...now, topMaterialId }))
        }}
      />
      <div className="field-row">
        <span>{rosetteStrings.method}</span>
        <Segmented
          label={rosetteStrings.method}
          value={plan.soundhole.method.kind}
          options={METHODS}
          onChange={(kind) => {
            edit((now) => withMethod(now, FRESH_METHODS[kind]))
          }}
        />
      </div>
      <MethodFields method={plan.soundhole.method} />
      <TextField
        label={rosetteStrings.planName}
        value={plan.name}
        maxLength={120}
        onChange={(name) => {
          if (name.trim() !== '') edit((now) => ({ ...now, name }), 'plan-name')
        }}
      />
      <TextField
        label={rosetteStrings.notes}
        value={plan.notes}
        maxLength={4000}
        lines={4}
        onChange={(notes) => {
          edit((now) => ({ ...now, notes }), 'plan-notes')
        }}
      />
    </div>
  )
}
