import type { Ring, RingOf, TileRing } from '#core/rosette/plan.schema.ts'
import { usePlan } from '../../session/plan.store.ts'
import { Button } from '../../ui/Button.tsx'
import { SelectField } from '../../ui/Choice.tsx'
import type { FieldId } from './help.strings.ts'
import { NumberRows, setter } from './NumberRows.tsx'
import { PlanField } from './PlanField.tsx'
import { useRosette } from './rosette.store.ts'
import { rosetteStrings } from './rosette.strings.ts'
import { ShellFields } from './ShellFields.tsx'
import { StripFields } from './StripFields.tsx'

const ASSEMBLIES = (['slip', 'book', 'inversion'] as const).map((value) => ({
  value,
  label: rosetteStrings.assemblies[value],
}))

function TileFields({ ring }: { ring: TileRing }) {
  const edit = usePlan((state) => state.edit)
  const set = setter(ring)
  return (
    <>
      <NumberRows
        ring={ring}
        rows={[
          {
            key: 'tileCount',
            field: 'tileCount',
            kind: 'count',
            range: { min: 4, max: 2000 },
            step: 1,
          },
        ]}
      />
      {ring.pattern === null ? (
        <NumberRows
          ring={ring}
          rows={[
            {
              key: 'columns',
              field: 'columns',
              kind: 'count',
              range: { min: 1, max: 200 },
              step: 1,
            },
          ]}
        />
      ) : (
        <p className="field-fact">
          {rosetteStrings.fromPattern(ring.columns, ring.pattern.rows.length)}
        </p>
      )}
      <SelectField
        label={rosetteStrings.assembly}
        value={ring.assembly}
        options={ASSEMBLIES}
        onChange={(value) => {
          const assembly = ASSEMBLIES.find((candidate) => candidate.value === value)?.value
          if (assembly !== undefined) edit(set({ assembly }))
        }}
      />
    </>
  )
}

/** A blade of the usual small table saw, for whoever begins to type. */
const FRESH_BLADE = { diameterMm: 180, flangeDiameterMm: 60 }

function DiscFields({ ring }: { ring: RingOf<'disc'> }) {
  const set = setter(ring)
  const bladeField = (field: 'diameterMm' | 'flangeDiameterMm', words: FieldId, maxMm: number) => (
    <PlanField
      field={words}
      kind="length"
      ring={ring}
      value={ring.blade?.[field] ?? null}
      range={{ min: 1, max: maxMm }}
      step={1}
      change={(plan, value) =>
        set({ blade: { ...(ring.blade ?? FRESH_BLADE), [field]: value } })(plan)
      }
      clear={set({ blade: null })}
    />
  )
  return (
    <>
      <NumberRows
        ring={ring}
        rows={[
          {
            key: 'blankLengthMm',
            field: 'blankLength',
            kind: 'length',
            range: { min: 1, max: 1000 },
            step: 1,
            nullable: true,
          },
        ]}
      />
      {bladeField('diameterMm', 'bladeDiameter', 500)}
      {bladeField('flangeDiameterMm', 'flangeDiameter', 300)}
    </>
  )
}

function BoughtFields() {
  const showDock = useRosette((state) => state.showDock)
  return (
    <p className="field-fact">
      {rosetteStrings.boughtHow}{' '}
      <Button
        size="small"
        onClick={() => {
          showDock('bought')
        }}
      >
        {rosetteStrings.boughtOpen}
      </Button>
    </p>
  )
}

/** What only rings of one kind have. */
export function RouteFields({ ring }: { ring: Ring }) {
  switch (ring.kind) {
    case 'tile':
      return <TileFields ring={ring} />
    case 'strip':
      return <StripFields ring={ring} />
    case 'arcs':
      return (
        <NumberRows
          ring={ring}
          rows={[
            {
              key: 'arcCount',
              field: 'arcCount',
              kind: 'count',
              range: { min: 1, max: 48 },
              step: 1,
            },
          ]}
        />
      )
    case 'disc':
      return <DiscFields ring={ring} />
    case 'shell':
      return <ShellFields ring={ring} />
    case 'bought':
      return <BoughtFields />
  }
}
