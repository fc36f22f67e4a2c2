import { TriangleAlert } from 'lucide-react'
import { rmos } from '../../client.ts'
import { commandMachine, useMachine } from '../../session/machine.store.ts'
import { Button } from '../../ui/Button.tsx'
import { machineStrings } from './machine.strings.ts'

const words = machineStrings

async function reconnect(portUri: string): Promise<void> {
  if (await commandMachine(rmos.machine.disconnect({}))) {
    await commandMachine(rmos.machine.connect({ portUri }))
  }
}

/** An alarm or a fault: what it means and what to do now. */
export function TroublePanel() {
  const snapshot = useMachine((state) => state.snapshot)
  if (snapshot === null) return null
  const { alarm, fault, portUri } = snapshot
  if (alarm !== null) {
    return (
      <section className="trouble" role="alert">
        <h2>
          <TriangleAlert size={22} aria-hidden="true" /> {words.alarmTitle(alarm.code)}
        </h2>
        <p>{alarm.meaning}</p>
        <h3>{words.todo}</h3>
        <p>{alarm.remedy}</p>
        <Button size="cut" onClick={() => void commandMachine(rmos.machine.unlock({ reason: '' }))}>
          {words.unlock}
        </Button>
      </section>
    )
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
