import { formatDecimal } from '#core/units/format-length.ts'
import { lengthQuantity } from '../../session/quantities.ts'
import { useMachine } from '../../session/machine.store.ts'
import { useUnits } from '../../session/settings.store.ts'
import { machineStrings } from './machine.strings.ts'
import { positionText } from './machine.view-model.ts'

const AXES = [
  ['X', 'xMm'],
  ['Y', 'yMm'],
  ['Z', 'zMm'],
] as const

/** State in words and the position, readable from two metres. */
export function DigitalReadout() {
  const snapshot = useMachine((state) => state.snapshot)
  const unit = useUnits()
  const state =
    snapshot === null ? machineStrings.unknownState : machineStrings.state[snapshot.engineState]
  const position = snapshot?.workPosition ?? null
  const feed = lengthQuantity({ unit, perMinute: true })
  const spindle =
    snapshot?.spindleOn === true
      ? machineStrings.rpm(formatDecimal(snapshot.spindleRpm, 0))
      : machineStrings.spindleOff
  return (
    <>
      <div
        className={`machine-state machine-${snapshot?.engineState ?? 'disconnected'}`}
        role="status"
      >
        <strong>{state.word}</strong>
        <span>{state.sentence}</span>
      </div>
      <dl className="dro" aria-label={machineStrings.position}>
        {AXES.map(([name, key]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd data-axis={name} aria-label={machineStrings.axis(name)}>
              {positionText(position?.[key], unit)}
            </dd>
            <span className="dro-unit">{unit === 'mm' ? 'mm' : 'in'}</span>
          </div>
        ))}
      </dl>
      <dl className="machine-rates">
        <div>
          <dt>{machineStrings.feed}</dt>
          <dd>
            {snapshot === null
              ? machineStrings.noPosition
              : `${feed.show(snapshot.feedMmPerMin)} ${feed.suffix}`}
          </dd>
        </div>
        <div>
          <dt>{machineStrings.spindle}</dt>
          <dd>{snapshot === null ? machineStrings.noPosition : spindle}</dd>
        </div>
      </dl>
    </>
  )
}
