import { Fan, OctagonX, Pause, Play } from 'lucide-react'
import { useMemo } from 'react'
import { rmos } from '../../../client.ts'
import { useWatching } from '../../../session/bench.store.ts'
import { useCommands } from '../../../session/commands.store.ts'
import { commandMachine, useMachine } from '../../../session/machine.store.ts'
import { pressHold } from '../../../session/urgent.ts'
import { Button } from '../../../ui/Button.tsx'
import { machineStrings } from '../machine.strings.ts'
import { allowedCommands } from '../machine.view-model.ts'

function hold(): void {
  void commandMachine(pressHold())
}

/** Hold, pause with the spindle off, resume, stop: one click each, large, in every layout. */
export function MachineControls() {
  const snapshot = useMachine((state) => state.snapshot)
  const stop = useMachine((state) => state.stop)
  const allowed = allowedCommands(snapshot)
  const watching = useWatching()
  useCommands(
    'machine',
    useMemo(
      () => [
        {
          id: 'hold',
          title: machineStrings.hold,
          group: machineStrings.group,
          keys: machineStrings.keys.hold,
          enabled: allowed.hold,
          run: hold,
        },
      ],
      [allowed.hold],
    ),
  )
  return (
    <div className="machine-controls">
      <Button
        size="cut"
        icon={<Pause size={22} />}
        keys={machineStrings.keys.hold}
        disabled={!allowed.hold}
        onClick={hold}
      >
        {machineStrings.hold}
      </Button>
      <Button
        size="cut"
        look={allowed.resume && !watching ? 'primary' : 'plain'}
        icon={<Play size={22} />}
        disabled={!allowed.resume || watching}
        onClick={() => void commandMachine(rmos.machine.resume({}))}
      >
        {machineStrings.resume}
      </Button>
      <Button
        size="cut"
        icon={<Fan size={22} />}
        disabled={!allowed.hold || watching}
        onClick={() => void commandMachine(rmos.manual.perform({ kind: 'pauseAndStopSpindle' }))}
      >
        {machineStrings.pauseSpindle}
      </Button>
      <Button
        size="cut"
        look="danger"
        icon={<OctagonX size={22} />}
        keys="Ctrl ."
        disabled={!allowed.stop}
        onClick={() => void stop()}
      >
        {machineStrings.stop}
      </Button>
    </div>
  )
}
