import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { formatDecimal } from '#core/units/format-length.ts'
import { lengthQuantity } from '../../../session/quantities.ts'
import { useMachine } from '../../../session/machine.store.ts'
import { useUnits } from '../../../session/settings.store.ts'
import { machineStrings } from '../machine.strings.ts'
import { positionText } from '../machine.view-model.ts'
import { spindleText, stateWords } from './now.view-model.ts'

const AXES = [
  ['X', 'xMm'],
  ['Y', 'yMm'],
  ['Z', 'zMm'],
] as const

function StateWord({ snapshot }: { snapshot: MachineSnapshot | null }) {
  const state = stateWords(snapshot)
  return (
    <div
      className={`machine-state machine-${snapshot?.engineState ?? 'disconnected'}`}
      role="status"
    >
      <strong>{state.word}</strong>
      <span>{state.sentence}</span>
    </div>
  )
}

function Rate({
  name,
  value,
  percent,
}: {
  name: string
  value: string
  percent?: number | undefined
}) {
  return (
    <div>
      <dt>
        {name}
        {percent !== undefined && percent !== 100 && (
          <span className="override-mark"> {machineStrings.percent(percent)}</span>
        )}
      </dt>
      <dd>{value}</dd>
    </div>
  )
}

function Rates({ snapshot }: { snapshot: MachineSnapshot | null }) {
  const feed = lengthQuantity({ unit: useUnits(), perMinute: true })
  if (snapshot === null) return null
  const overrides = snapshot.overridesPercent
  return (
    <dl className="machine-rates">
      <Rate
        name={machineStrings.feed}
        value={`${feed.show(snapshot.feedMmPerMin)} ${feed.suffix}`}
        percent={overrides?.feed}
      />
      <Rate
        name={machineStrings.spindle}
        value={spindleText(snapshot, formatDecimal(snapshot.spindleRpm, 0))}
        percent={overrides?.spindle}
      />
    </dl>
  )
}

/** State in words and the position, readable from three metres; machine coordinates small beside it. */
export function DigitalReadout() {
  const snapshot = useMachine((state) => state.snapshot)
  const unit = useUnits()
  const work = snapshot?.workPosition ?? null
  const machine = snapshot?.machinePosition ?? null
  const system = snapshot?.manual.modal?.system
  return (
    <>
      <StateWord snapshot={snapshot} />
      <div className="dro-head">
        <span>{machineStrings.workPosition(system ?? '', unit === 'mm' ? 'mm' : 'in')}</span>
        <span className="caption">{machineStrings.machinePosition}</span>
      </div>
      <dl className="dro" aria-label={machineStrings.position}>
        {AXES.map(([name, key]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd data-axis={name} aria-label={machineStrings.axis(name)}>
              {positionText(work?.[key], unit)}
            </dd>
            <span className="dro-machine" aria-label={machineStrings.machineAxis(name)}>
              {positionText(machine?.[key], unit)}
            </span>
          </div>
        ))}
      </dl>
      <Rates snapshot={snapshot} />
    </>
  )
}
