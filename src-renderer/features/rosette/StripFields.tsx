import type { RingOf } from '#core/rosette/plan.schema.ts'
import { usePlan } from '../../session/plan.store.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Choice.tsx'
import { NumberRows, setter } from './NumberRows.tsx'
import { PlanField } from './PlanField.tsx'
import { rosetteStrings } from './rosette.strings.ts'

const WEAVES = (['plain', 'rope', 'herringbone', 'wheat'] as const).map((value) => ({
  value,
  label: rosetteStrings.weaves[value],
}))
type Weave = RingOf<'strip'>['weave']
type Angled = Exclude<Weave, { kind: 'plain' }>
/** Two veneers of 0.6 mm at 45 degrees: the usual rope. */
const FRESH_WEAVE = { lightMm: 0.6, darkMm: 0.6, angleDeg: 45, backed: false }

function asWeave(weave: Weave, kind: Weave['kind']): Weave {
  if (kind === 'plain') return { kind }
  return weave.kind === 'plain' ? { kind, ...FRESH_WEAVE } : { ...weave, kind }
}

function WeaveFields({ ring, weave }: { ring: RingOf<'strip'>; weave: Angled }) {
  const edit = usePlan((state) => state.edit)
  const set = setter(ring)
  const layer = (field: 'lightMm' | 'darkMm') => (
    <PlanField
      key={field}
      field={field}
      kind="length"
      ring={ring}
      value={weave[field]}
      range={{ min: 0.05, max: 10 }}
      step={0.05}
      change={(plan, value) => set({ weave: { ...weave, [field]: value } })(plan)}
    />
  )
  return (
    <>
      {layer('lightMm')}
      {layer('darkMm')}
      <PlanField
        field="angleDeg"
        kind="degrees"
        ring={ring}
        value={weave.angleDeg}
        range={{ min: 10, max: 80 }}
        step={1}
        change={(plan, angleDeg) => set({ weave: { ...weave, angleDeg } })(plan)}
      />
      <label className="check-row">
        <input
          type="checkbox"
          checked={weave.backed}
          onChange={(event) => {
            edit(set({ weave: { ...weave, backed: event.target.checked } }))
          }}
        />
        {rosetteStrings.backed}
      </label>
    </>
  )
}

/** Strips: what they are made of, and how far they lie over. */
export function StripFields({ ring }: { ring: RingOf<'strip'> }) {
  const edit = usePlan((state) => state.edit)
  const set = setter(ring)
  return (
    <>
      {ring.stripFamilyId !== null && (
        <p className="field-fact">
          {rosetteStrings.ofFamily(ring.stripFamilyId)}{' '}
          <Button
            size="small"
            look="quiet"
            onClick={() => {
              edit(set({ stripFamilyId: null }))
            }}
          >
            {rosetteStrings.forgetFamily}
          </Button>
        </p>
      )}
      <SelectField
        label={rosetteStrings.weave}
        value={ring.weave.kind}
        options={WEAVES}
        onChange={(value) => {
          const kind = WEAVES.find((candidate) => candidate.value === value)?.value
          if (kind !== undefined) edit(set({ weave: asWeave(ring.weave, kind) }))
        }}
      />
      {ring.weave.kind !== 'plain' && <WeaveFields ring={ring} weave={ring.weave} />}
      <NumberRows
        ring={ring}
        rows={[
          {
            key: 'overlapRatio',
            field: 'overlap',
            kind: 'percent',
            range: { min: 0, max: 0.25 },
            step: 0.01,
          },
        ]}
      />
    </>
  )
}
