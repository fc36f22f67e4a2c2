import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { rmos } from '../../../client.ts'
import { commandMachine, useMachine } from '../../../session/machine.store.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Choice.tsx'
import { machineStrings } from '../machine.strings.ts'
import { wantsReason } from './now.view-model.ts'

const words = machineStrings
const LEAST_REASON = 3

async function reconnect(portUri: string): Promise<void> {
  if (await commandMachine(rmos.machine.disconnect({}))) {
    await commandMachine(rmos.machine.connect({ portUri }))
  }
}

function Alarm({
  alarm,
  homing,
}: {
  alarm: NonNullable<MachineSnapshot['alarm']>
  homing: boolean
}) {
  const [reason, setReason] = useState('')
  const doubtful = wantsReason(alarm.code)
  const written = reason.trim().length >= LEAST_REASON
  return (
    <section className="trouble" role="alert">
      <h2>
        <TriangleAlert size={22} aria-hidden="true" /> {words.alarmTitle(alarm.code)}
      </h2>
      <p>{alarm.meaning}</p>
      <h3>{words.todo}</h3>
      <p>{alarm.remedy}</p>
      {homing && (
        <Button
          size="cut"
          look="primary"
          onClick={() => void commandMachine(rmos.machine.home({}))}
        >
          {words.home}
        </Button>
      )}
      {doubtful && (
        <TextField
          label={words.unlockReason}
          value={reason}
          maxLength={200}
          hint={words.unlockReasonHint}
          onChange={setReason}
        />
      )}
      <Button
        size="cut"
        disabled={doubtful && !written}
        onClick={() => void commandMachine(rmos.machine.unlock({ reason: reason.trim() }))}
      >
        {words.unlock}
      </Button>
    </section>
  )
}

/** An alarm or a fault: what it means and what to do now. */
export function TroublePanel() {
  const snapshot = useMachine((state) => state.snapshot)
  if (snapshot === null) return null
  const { alarm, fault, portUri, manual } = snapshot
  if (alarm !== null) {
    return <Alarm key={alarm.code} alarm={alarm} homing={manual.homingEnabled === true} />
  }
  if (fault === null) return null
  return (
    <section className="trouble" role="alert">
      <h2>
        <TriangleAlert size={22} aria-hidden="true" /> {words.faultTitle}
      </h2>
      <p>{fault.sentence}</p>
      <h3>{words.todo}</h3>
      <p>{fault.remedy}</p>
      {portUri !== null && (
        <Button size="cut" onClick={() => void reconnect(portUri)}>
          {words.reconnect}
        </Button>
      )}
    </section>
  )
}
