import { House, Plug, RefreshCw, Unplug } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { PortChoice } from '#core/contract/machine.contract.ts'
import { rmos } from '../../client.ts'
import { readyValue } from '../../session/loadable.ts'
import { commandMachine, isConnected, useMachine } from '../../session/machine.store.ts'
import { useSettings } from '../../session/settings.store.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Choice.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/States.tsx'
import { useMachinePage } from './machine.store.ts'
import { machineStrings } from './machine.strings.ts'
import { allowedCommands } from './machine.view-model.ts'

const words = machineStrings

interface PortsFound {
  readonly ports: readonly PortChoice[]
  readonly hint: string
}

function PortOption({
  port,
  chosen,
  onChoose,
}: {
  port: PortChoice
  chosen: boolean
  onChoose: () => void
}) {
  return (
    <label className="check port">
      <input type="radio" name="port" checked={chosen} onChange={onChoose} />
      <span>
        <strong>{port.kind === 'virtual' ? words.virtualTitle : port.label}</strong>
        {port.kind === 'virtual' && <span className="caption">{words.virtualText}</span>}
      </span>
    </label>
  )
}

function Connected({ uri }: { uri: string }) {
  const snapshot = useMachine((state) => state.snapshot)
  const ports = useMachinePage((state) => readyValue(state.ports)?.ports)
  const [homing, setHoming] = useState(false)
  const port = ports?.find((candidate) => candidate.uri === uri)
  const virtual = uri.startsWith('virtual:')
  const allowed = allowedCommands(snapshot)
  const label = virtual ? words.virtualTitle : (port?.label ?? uri)
  return (
    <>
      <div className="connected">
        <p>
          <strong>{virtual ? words.rehearsal : words.connectedTo(label)}</strong>
          <span className="caption">
            {snapshot?.firmware != null &&
              words.firmware(snapshot.firmware.name, snapshot.firmware.version)}
          </span>
        </p>
        <IconButton
          label={words.home}
          disabled={!allowed.home}
          onClick={() => {
            setHoming(true)
          }}
        >
          <House size={18} aria-hidden="true" />
        </IconButton>
        <IconButton
          label={words.disconnect}
          disabled={!allowed.disconnect}
          onClick={() => void commandMachine(rmos.machine.disconnect({}))}
        >
          <Unplug size={18} aria-hidden="true" />
        </IconButton>
      </div>
      {homing && (
        <Dialog
          title={words.homeTitle}
          confirmLabel={words.home}
          cancelLabel={words.cancel}
          onCancel={() => {
            setHoming(false)
          }}
          onConfirm={() => {
            setHoming(false)
            void commandMachine(rmos.machine.home({}))
          }}
        >
          <p>{words.homeText}</p>
        </Dialog>
      )}
    </>
  )
}

/** A controller on the network, or a port that the list lacks: the address is typed. */
function AddressOption({
  address,
  chosen,
  onChoose,
}: {
  address: string
  chosen: boolean
  onChoose: (address: string) => void
}) {
  return (
    <>
      <label className="check port">
        <input
          type="radio"
          name="port"
          checked={chosen}
          onChange={() => {
            onChoose(address)
          }}
        />
        <span>
          <strong>{words.addressTitle}</strong>
          <span className="caption">{words.addressText}</span>
        </span>
      </label>
      {chosen && (
        <TextField
          label={words.address}
          value={address}
          maxLength={300}
          hint={words.addressHint}
          onChange={onChoose}
        />
      )}
    </>
  )
}

function PortList({ list }: { list: PortsFound }) {
  const lastUri = useSettings((state) => state.settings.lastPortUri)
  const change = useSettings((state) => state.change)
  // The rehearsal comes first: nobody should meet wood before it.
  const offered = [...list.ports].sort(
    (a, b) => Number(b.kind === 'virtual') - Number(a.kind === 'virtual'),
  )
  const listed = offered.some((port) => port.uri === lastUri)
  const [typed, setTyped] = useState(listed ? '' : lastUri)
  const [byAddress, setByAddress] = useState(!listed)
  const [connecting, setConnecting] = useState(false)
  const chosen = byAddress ? typed.trim() : lastUri
  const connect = async () => {
    setConnecting(true)
    if (chosen !== lastUri) change({ lastPortUri: chosen })
    await commandMachine(rmos.machine.connect({ portUri: chosen }))
    setConnecting(false)
  }
  return (
    <>
      <div className="ports" role="radiogroup" aria-label={words.portFound}>
        {offered.map((port) => (
          <PortOption
            key={port.uri}
            port={port}
            chosen={!byAddress && port.uri === lastUri}
            onChoose={() => {
              setByAddress(false)
              change({ lastPortUri: port.uri })
            }}
          />
        ))}
        <AddressOption
          address={typed}
          chosen={byAddress}
          onChoose={(address) => {
            setByAddress(true)
            setTyped(address)
          }}
        />
      </div>
      {list.hint !== '' && <p className="caption">{list.hint}</p>}
      <Button
        look="primary"
        size="cut"
        icon={<Plug size={20} />}
        disabled={chosen === '' || connecting}
        onClick={() => void connect()}
      >
        {words.connect}
      </Button>
    </>
  )
}

function PortChooser() {
  const ports = useMachinePage((state) => state.ports)
  const settingsKnown = useSettings((state) => state.known)
  if (ports.state === 'failed') return <p role="alert">{ports.problem.message}</p>
  if (ports.state !== 'ready' || !settingsKnown) {
    return <Skeleton label={words.searching} lines={2} />
  }
  return <PortList list={ports.value} />
}

/** Which machine, and the link to it. */
export function ConnectPanel() {
  const snapshot = useMachine((state) => state.snapshot)
  const findPorts = useMachinePage((state) => state.findPorts)
  const connected = isConnected(snapshot)
  useEffect(() => {
    void findPorts()
  }, [findPorts])
  if (connected) {
    return (
      <Panel title={words.port} className="setup" bare>
        <Connected uri={snapshot?.portUri ?? ''} />
      </Panel>
    )
  }
  return (
    <Panel
      title={words.port}
      className="setup"
      actions={
        <IconButton label={words.portSearch} onClick={() => void findPorts()}>
          <RefreshCw size={16} aria-hidden="true" />
        </IconButton>
      }
    >
      <PortChooser />
    </Panel>
  )
}
