import { useState } from 'react'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { formatDecimal } from '#core/units/format-length.ts'
import { countQuantity } from '../../../session/quantities.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { UnitField } from '../../../ui/UnitField.tsx'
import { byHand } from '../by-hand.ts'
import { machineStrings } from '../machine.strings.ts'
import { mayWorkByHand } from '../machine.view-model.ts'
import { overrideStrings as words } from './override.strings.ts'

const RPM_RANGE = { min: 100, max: 60_000 }
const USUAL_RPM = 10_000

function Spindle({ turning, disabled }: { turning: boolean; disabled: boolean }) {
  const [rpm, setRpm] = useState(USUAL_RPM)
  const [asking, setAsking] = useState(false)
  if (turning) {
    return (
      <Button
        size="cut"
        disabled={disabled}
        onClick={() => void byHand({ kind: 'setSpindle', turn: 'off', rpm: 0 })}
      >
        {words.spindleOff}
      </Button>
    )
  }
  return (
    <>
      <UnitField
        label={words.spindleSpeed}
        value={rpm}
        quantity={countQuantity('rpm')}
        range={RPM_RANGE}
        step={500}
        labels={machineStrings.field}
        onCommit={setRpm}
      />
      <Button
        disabled={disabled}
        onClick={() => {
          setAsking(true)
        }}
      >
        {words.spindleOn}
      </Button>
      {asking && (
        <Dialog
          title={words.startTitle}
          confirmLabel={words.spindleOn}
          cancelLabel={words.cancel}
          onCancel={() => {
            setAsking(false)
          }}
          onConfirm={() => {
            setAsking(false)
            void byHand({ kind: 'setSpindle', turn: 'clockwise', rpm })
          }}
        >
          <p>{words.startText(formatDecimal(rpm, 0))}</p>
        </Dialog>
      )}
    </>
  )
}

/** Spindle and coolant by hand. */
export function AccessoryPanel({ snapshot }: { snapshot: MachineSnapshot | null }) {
  const accessories = snapshot?.manual.accessories ?? null
  const disabled = !mayWorkByHand(snapshot)
  if (accessories === null) return null
  return (
    <Panel title={words.accessories} className="room-panel">
      <Spindle turning={accessories.spindle !== 'off'} disabled={disabled} />
      {(['flood', 'mist'] as const).map((coolant) => (
        <label key={coolant} className="stage-check">
          <input
            type="checkbox"
            disabled={disabled}
            checked={accessories[coolant]}
            onChange={(event) =>
              void byHand({ kind: 'setCoolant', coolant, on: event.target.checked })
            }
          />
          {words[coolant]}
        </label>
      ))}
    </Panel>
  )
}
