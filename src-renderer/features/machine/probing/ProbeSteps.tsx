import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { lengthQuantity } from '../../../session/quantities.ts'
import { useUnits } from '../../../session/settings.store.ts'
import { Button } from '../../../ui/Button.tsx'
import { SelectField } from '../../../ui/Choice.tsx'
import { HelpPopover } from '../../../ui/HelpPopover.tsx'
import { UnitField } from '../../../ui/UnitField.tsx'
import { byHand } from '../by-hand.ts'
import { machineStrings } from '../machine.strings.ts'
import { usePage } from '../page.store.ts'
import { type ProbeField, probingStrings as words } from './probing.strings.ts'
import { useProbing } from './probing.store.ts'
import {
  fieldsOf,
  isFeed,
  PROBE_RANGES,
  type ProbeNumbers,
  probeInput,
} from './probing.view-model.ts'

/** Where the bit has to be before anything moves. */
export function PlaceStep() {
  const kind = useProbing((state) => state.kind)
  const show = usePage((state) => state.show)
  return (
    <>
      <p className="probe-text">{words.place[kind]}</p>
      <Button
        onClick={() => {
          show('setup', 'jog')
        }}
      >
        {words.toJog}
      </Button>
    </>
  )
}

function NumberField({ field }: { field: ProbeField }) {
  const unit = useUnits()
  const value = useProbing((state) => state.numbers[field])
  const change = useProbing((state) => state.change)
  const { label, text, usual } = words.fields[field]
  return (
    <UnitField
      label={label}
      value={value}
      quantity={lengthQuantity({ unit, perMinute: isFeed(field), precision: 'fine' })}
      range={PROBE_RANGES[field]}
      step={isFeed(field) ? 10 : 0.1}
      labels={machineStrings.field}
      note={usual}
      onCommit={(next) => {
        change({ [field]: next })
      }}
      help={<HelpPopover labels={words.help} content={{ title: label, text, usual }} />}
    />
  )
}

function Side() {
  const { kind, numbers, change } = useProbing()
  if (kind === 'edge') {
    return (
      <SelectField
        label={words.direction}
        value={numbers.direction}
        options={(['x+', 'x-', 'y+', 'y-'] as const).map((value) => ({
          value,
          label: words.directions[value],
        }))}
        onChange={(value) => {
          change({ direction: value as ProbeNumbers['direction'] })
        }}
      />
    )
  }
  if (kind !== 'corner') return null
  return (
    <SelectField
      label={words.corner}
      value={numbers.corner}
      options={(['front-left', 'front-right', 'back-left', 'back-right'] as const).map((value) => ({
        value,
        label: words.corners[value],
      }))}
      onChange={(value) => {
        change({ corner: value as ProbeNumbers['corner'] })
      }}
    />
  )
}

/** The numbers of the way that was chosen, each with what it is. */
export function NumbersStep() {
  const kind = useProbing((state) => state.kind)
  return (
    <>
      <Side />
      {fieldsOf(kind).map((field) => (
        <NumberField key={field} field={field} />
      ))}
    </>
  )
}

function Inputs() {
  const unit = useUnits()
  const { kind, numbers } = useProbing()
  const rows: readonly (readonly [string, string])[] = [
    [words.confirm.what, words.kind[kind].name],
    ...(kind === 'edge' ? [[words.direction, words.directions[numbers.direction]] as const] : []),
    ...(kind === 'corner' ? [[words.corner, words.corners[numbers.corner]] as const] : []),
    ...fieldsOf(kind).map((field) => {
      const quantity = lengthQuantity({ unit, perMinute: isFeed(field), precision: 'fine' })
      const shown = `${quantity.show(numbers[field])} ${quantity.suffix}`
      return [words.fields[field].label, shown] as const
    }),
  ]
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Everything that was typed, once more, and the start. */
export function ConfirmStep({ snapshot }: { snapshot: MachineSnapshot }) {
  const { kind, numbers, spindleOff, wired, tick } = useProbing()
  const turning = snapshot.spindleOn !== false
  return (
    <>
      <p>{words.confirm.text}</p>
      <Inputs />
      {(['spindleOff', 'wired'] as const).map((which) => (
        <label key={which} className="check">
          <input
            type="checkbox"
            checked={which === 'spindleOff' ? spindleOff : wired}
            onChange={(event) => {
              tick(which, event.target.checked)
            }}
          />
          {words.confirm[which]}
        </label>
      ))}
      {turning && <p className="room-problem">{words.spindleOn}</p>}
      <Button
        look="primary"
        size="cut"
        disabled={!spindleOff || !wired || turning}
        onClick={() => void byHand({ kind: 'probe', input: probeInput(kind, numbers) })}
      >
        {words.confirm.go}
      </Button>
    </>
  )
}
