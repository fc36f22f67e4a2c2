import type { Blade } from '#core/library/blade.schema.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { useLibrary } from '../../session/library.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { Segmented, SelectField } from '../../ui/Choice.tsx'
import { PlanField } from './PlanField.tsx'
import { rosetteStrings } from './rosette.strings.ts'

type Sawing = NonNullable<Plan['sawing']>

const words = rosetteStrings.sawing
const BY_HAND = ''

/** How a blade is first run: at half of its mark, fed so that every tooth takes 0.012 mm. */
function startWith({ id, maxRpm, teeth }: Blade): Sawing {
  const spindleRpm = maxRpm === null ? 3000 : Math.round(maxRpm / 2 / 100) * 100
  const feedMmPerMin = Math.round((0.012 * spindleRpm * teeth) / 50) * 50
  return { bladeId: id, spindleRpm, feedMmPerMin, withSled: true }
}

function withSawing(plan: Plan, part: Partial<Sawing>): Plan {
  return plan.sawing === null ? plan : { ...plan, sawing: { ...plan.sawing, ...part } }
}

/** The plan sawn with another blade; it takes the blade's kerf where that is known. */
function withBlade(plan: Plan, blade: Blade | undefined): Plan {
  if (blade === undefined) return { ...plan, sawing: null }
  const kerfMm = blade.kerfMm ?? plan.stock.kerfMm
  return { ...plan, stock: { ...plan.stock, kerfMm }, sawing: startWith(blade) }
}

function Settings({ sawing }: { sawing: Sawing }) {
  const edit = usePlan((state) => state.edit)
  return (
    <>
      <PlanField
        field="sawSpeed"
        kind="rpm"
        value={sawing.spindleRpm}
        range={{ min: 1, max: 60_000 }}
        step={100}
        change={(now, spindleRpm) => withSawing(now, { spindleRpm })}
      />
      <PlanField
        field="sawFeed"
        kind="feed"
        value={sawing.feedMmPerMin}
        range={{ min: 1, max: 20_000 }}
        step={50}
        change={(now, feedMmPerMin) => withSawing(now, { feedMmPerMin })}
      />
      <div className="field-row">
        <span>{words.hold}</span>
        <Segmented
          label={words.hold}
          value={sawing.withSled ? 'sled' : 'hand'}
          options={[
            { value: 'sled', label: words.sled },
            { value: 'hand', label: words.hand },
          ]}
          onChange={(value) => {
            edit((now) => withSawing(now, { withSled: value === 'sled' }))
          }}
        />
      </div>
    </>
  )
}

/** How logs and strips are sawn: by hand, or with a blade of the library. */
export function SawFields({ plan }: { plan: Plan }) {
  const edit = usePlan((state) => state.edit)
  const { blades } = useLibrary()
  const { sawing } = plan
  return (
    <>
      <SelectField
        label={words.blade}
        value={sawing?.bladeId ?? BY_HAND}
        options={[
          { value: BY_HAND, label: words.byHand },
          ...blades.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        hint={sawing === null ? words.byHandHint : words.bladeHint}
        onChange={(bladeId) => {
          edit((now) =>
            withBlade(
              now,
              blades.find(({ id }) => id === bladeId),
            ),
          )
        }}
      />
      {sawing !== null && <Settings sawing={sawing} />}
    </>
  )
}
