import type { RingOf } from '#core/rosette/plan.schema.ts'
import { useLibrary } from '../../session/library.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { Segmented, SelectField } from '../../ui/Choice.tsx'
import { NumberRows, setter } from './NumberRows.tsx'
import { PlanField } from './PlanField.tsx'
import { rosetteStrings } from './rosette.strings.ts'

function ShellCuttingFields({ ring }: { ring: RingOf<'shell'> }) {
  const edit = usePlan((state) => state.edit)
  const { tools } = useLibrary()
  const set = setter(ring)
  const { cutting } = ring
  const rows = [
    { key: 'spindleRpm', field: 'spindle', kind: 'rpm', max: 120_000, step: 500 },
    { key: 'feedMmPerMin', field: 'shellFeed', kind: 'feed', max: 50_000, step: 10 },
    { key: 'plungeMmPerMin', field: 'plunge', kind: 'feed', max: 50_000, step: 5 },
    { key: 'maxDepthPerPassMm', field: 'shellDepth', kind: 'length', max: 10, step: 0.05 },
  ] as const
  return (
    <>
      <h4 className="fields-head">{rosetteStrings.shellCutting}</h4>
      <SelectField
        label={rosetteStrings.tool}
        value={cutting.toolId}
        options={tools.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(toolId) => {
          edit(set({ cutting: { ...cutting, toolId } }))
        }}
      />
      {rows.map(({ key, field, kind, max, step }) => (
        <PlanField
          key={key}
          field={field}
          kind={kind}
          ring={ring}
          value={cutting[key]}
          range={{ min: key === 'maxDepthPerPassMm' ? 0.01 : 1, max }}
          step={step}
          change={(plan, value) => set({ cutting: { ...cutting, [key]: value } })(plan)}
        />
      ))}
    </>
  )
}

const PIECES = (['straight', 'curved'] as const).map((value) => ({
  value,
  label: rosetteStrings.pieces[value],
}))

/** Shell: how it is divided, and what it is cut with. */
export function ShellFields({ ring }: { ring: RingOf<'shell'> }) {
  const edit = usePlan((state) => state.edit)
  const set = setter(ring)
  return (
    <>
      <div className="field-row">
        <span>{rosetteStrings.piecesLabel}</span>
        <Segmented
          label={rosetteStrings.piecesLabel}
          value={ring.precurved ? 'curved' : 'straight'}
          options={PIECES}
          onChange={(value) => {
            edit(set({ precurved: value === 'curved' }))
          }}
        />
      </div>
      <NumberRows
        ring={ring}
        rows={[
          {
            key: 'maxSagMm',
            field: 'maxSag',
            kind: 'length',
            range: { min: 0.005, max: 1 },
            step: 0.01,
          },
          {
            key: 'segmentLengthMm',
            field: 'segmentLength',
            kind: 'length',
            range: { min: 0.5, max: 200 },
            step: 0.1,
            nullable: true,
          },
        ]}
      />
      <ShellCuttingFields ring={ring} />
    </>
  )
}
