import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { AXIS_NAMES, axisField, type AxisName, WORK_SYSTEMS } from '#core/grbl/manual/axes.ts'
import { formatLengthNumber } from '#core/units/format-length.ts'
import { lengthQuantity } from '../../../session/quantities.ts'
import { useUnits } from '../../../session/settings.store.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { UnitField } from '../../../ui/UnitField.tsx'
import { byHand } from '../by-hand.ts'
import { machineStrings } from '../machine.strings.ts'
import { mayWorkByHand } from '../machine.view-model.ts'
import { offsetStrings as words } from './offsets.strings.ts'

const RANGE = { min: -10_000, max: 10_000 }

function zero(axes: readonly AxisName[]): void {
  void byHand({
    kind: 'setWorkPosition',
    system: 'active',
    position: Object.fromEntries(axes.map((axis) => [axisField(axis), 0])),
  })
}

/** Zero, half, or any value: what the place where the tool stands shall read on one axis. */
function AxisRow({
  axis,
  nowMm,
  disabled,
}: {
  axis: AxisName
  nowMm: number | null
  disabled: boolean
}) {
  const unit = useUnits()
  const [valueMm, setValue] = useState<number | null>(null)
  const name = axis.toUpperCase()
  const set = async (wantedMm: number) => {
    const position = { [axisField(axis)]: wantedMm }
    const done = await byHand({ kind: 'setWorkPosition', system: 'active', position })
    if (done) setValue(null)
  }
  return (
    <div className="offset-axis">
      <Button
        size="cut"
        disabled={disabled}
        onClick={() => {
          zero([axis])
        }}
      >
        {words.zero(name)}
      </Button>
      <Button
        size="cut"
        disabled={disabled}
        aria-label={words.halfLabel(name)}
        title={words.halfLabel(name)}
        onClick={() => void byHand({ kind: 'halveWorkPosition', axes: [axis] })}
      >
        ½
      </Button>
      <UnitField
        label={words.setTo(name)}
        value={valueMm ?? nowMm}
        quantity={lengthQuantity({ unit, precision: 'fine' })}
        range={RANGE}
        step={0.1}
        labels={machineStrings.field}
        onCommit={setValue}
      />
      <Button
        size="cut"
        disabled={disabled || valueMm === null}
        onClick={() => {
          if (valueMm !== null) void set(valueMm)
        }}
      >
        {words.set}
      </Button>
    </div>
  )
}

function SystemTable({ snapshot, disabled }: { snapshot: MachineSnapshot; disabled: boolean }) {
  const unit = useUnits()
  const { offsets, modal } = snapshot.manual
  if (offsets === null) return <p className="muted">{words.unknown}</p>
  return (
    <table className="table offset-table" aria-label={words.table}>
      <thead>
        <tr>
          <th scope="col">{words.system}</th>
          {AXIS_NAMES.map((axis) => (
            <th key={axis} scope="col" className="numeric">
              {axis.toUpperCase()}
            </th>
          ))}
          <th scope="col" aria-label={words.use} />
        </tr>
      </thead>
      <tbody>
        {WORK_SYSTEMS.map((system) => {
          const active = modal?.system === system
          return (
            <tr key={system} className={classNames(active && 'offset-active')}>
              <th scope="row">{system}</th>
              {AXIS_NAMES.map((axis) => (
                <td key={axis} className="numeric">
                  {formatLengthNumber(offsets.systems[system][axisField(axis)], unit, 'fine')}
                </td>
              ))}
              <td>
                {active ? (
                  <strong className="caption">{words.inUse}</strong>
                ) : (
                  <Button
                    size="small"
                    disabled={disabled}
                    onClick={() => void byHand({ kind: 'selectSystem', system })}
                  >
                    {words.use}
                  </Button>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** Zero, half, set, and the six work systems, each written and read back. */
export function OffsetPanel({ snapshot }: { snapshot: MachineSnapshot | null }) {
  const disabled = !mayWorkByHand(snapshot)
  const work = snapshot?.workPosition ?? null
  if (snapshot === null) return null
  return (
    <Panel
      title={words.title}
      className="room-panel"
      actions={
        <IconButton
          label={words.read}
          disabled={disabled}
          onClick={() => void byHand({ kind: 'readController' })}
        >
          <RefreshCw size={16} aria-hidden="true" />
        </IconButton>
      }
    >
      {AXIS_NAMES.map((axis) => (
        <AxisRow
          key={axis}
          axis={axis}
          nowMm={work?.[axisField(axis)] ?? null}
          disabled={disabled}
        />
      ))}
      <Button
        size="cut"
        disabled={disabled}
        onClick={() => {
          zero(['x', 'y'])
        }}
      >
        {words.zeroXY}
      </Button>
      <SystemTable snapshot={snapshot} disabled={disabled} />
      {snapshot.manual.g92Active && (
        <div className="room-warning">
          <p>{words.g92}</p>
          <Button
            size="small"
            disabled={disabled}
            onClick={() => void byHand({ kind: 'clearG92' })}
          >
            {words.clearG92}
          </Button>
        </div>
      )}
      <p className="caption">{words.readHint}</p>
    </Panel>
  )
}
