import { Unplug } from 'lucide-react'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import type { ControllerFacts } from '#core/grbl/manual/manual-snapshot.ts'
import { formatDecimal } from '#core/units/format-length.ts'
import { rmos } from '../../../client.ts'
import { readyValue } from '../../../session/loadable.ts'
import { commandMachine, isConnected, useMachine } from '../../../session/machine.store.ts'
import { Button } from '../../../ui/Button.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { useMachinePage } from '../machine.store.ts'
import { allowedCommands } from '../machine.view-model.ts'
import { ConnectPanel } from './ConnectPanel.tsx'
import { connectStrings as words } from './connect.strings.ts'

const whole = (value: number) => formatDecimal(value, 0)

function onOff(value: boolean | null, on: string, off: string): string {
  if (value === null) return words.unknown
  return value ? on : off
}

function Facts({ facts, snapshot }: { facts: ControllerFacts; snapshot: MachineSnapshot }) {
  const { homingEnabled, softLimits } = snapshot.manual
  const rows = [
    [words.planner, whole(facts.plannerBlocks)],
    [words.buffer, words.bytes(whole(facts.receiveBytes))],
    [words.longest, words.characters(whole(facts.lineCharacters))],
    [words.homing, onOff(homingEnabled, words.homingOn, words.homingOff)],
    [words.softLimits, onOff(softLimits, words.on, words.off)],
    ...(facts.optionLetters === '' ? [] : [[words.options, facts.optionLetters] as const]),
  ] as const
  return (
    <Panel title={words.facts} className="room-panel">
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

function Detection({ facts }: { facts: ControllerFacts }) {
  if (facts.detection.length === 0) return null
  return (
    <Panel title={words.detection} className="room-panel">
      <ol className="detection">
        {facts.detection.map((step, index) => (
          <li key={index}>{words.step(formatDecimal(step.atMs / 1000, 2), step.sentence)}</li>
        ))}
      </ol>
    </Panel>
  )
}

function Connected({ snapshot }: { snapshot: MachineSnapshot }) {
  const ports = useMachinePage((state) => readyValue(state.ports)?.ports)
  const uri = snapshot.portUri ?? ''
  const virtual = uri.startsWith('virtual:')
  const label = ports?.find((port) => port.uri === uri)?.label ?? uri
  const mayLeave = allowedCommands(snapshot).disconnect
  return (
    <Panel title={words.title} className="room-panel">
      <p className="connected-to">
        <strong>{virtual ? words.rehearsal : words.connectedTo(label)}</strong>
        {snapshot.firmware !== null && (
          <span className="caption">
            {words.firmware(snapshot.firmware.name, snapshot.firmware.version)}
          </span>
        )}
      </p>
      {!mayLeave && <p className="caption">{words.notNow}</p>}
      <Button
        size="cut"
        icon={<Unplug size={18} />}
        disabled={!mayLeave}
        onClick={() => void commandMachine(rmos.machine.disconnect({}))}
      >
        {words.disconnect}
      </Button>
    </Panel>
  )
}

/** The link to the machine: the ports, or what is at the other end and how that was found out. */
export function ConnectTab() {
  const snapshot = useMachine((state) => state.snapshot)
  if (snapshot === null || !isConnected(snapshot)) {
    return (
      <div className="room-narrow">
        <ConnectPanel />
      </div>
    )
  }
  const { facts } = snapshot.manual
  return (
    <div className="room-columns">
      <div className="room-stack">
        <Connected snapshot={snapshot} />
        {facts !== null && <Facts facts={facts} snapshot={snapshot} />}
      </div>
      <div className="room-stack">{facts !== null && <Detection facts={facts} />}</div>
    </div>
  )
}
