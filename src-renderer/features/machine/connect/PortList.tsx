import { Copy, Plug } from 'lucide-react'
import { useState } from 'react'
import type { PortChoice } from '#core/contract/machine.contract.ts'
import { rmos } from '../../../client.ts'
import { copyText } from '../../../session/copy-text.ts'
import { commandMachine } from '../../../session/machine.store.ts'
import { useSettings } from '../../../session/settings.store.ts'
import { Button } from '../../../ui/Button.tsx'
import { TextField } from '../../../ui/Choice.tsx'
import { connectStrings as words } from './connect.strings.ts'
import { offeredPorts, portFacts } from './connect.view-model.ts'

/** What was found, and what to do when that is less than expected. */
export interface PortsFound {
  readonly ports: readonly PortChoice[]
  readonly hint: string
}

/** Why this user may not open a port, and the command that changes it. */
function Blocked({ blocked }: { blocked: NonNullable<PortChoice['blocked']> }) {
  return (
    <div className="port-blocked">
      <p>{blocked.sentence}</p>
      {blocked.command !== '' && (
        <div className="port-command">
          <code>{blocked.command}</code>
          <Button
            size="small"
            icon={<Copy size={14} />}
            onClick={() => {
              copyText(blocked.command, words.copied)
            }}
          >
            {words.copy}
          </Button>
        </div>
      )}
    </div>
  )
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
  const virtual = port.kind === 'virtual'
  return (
    <>
      <label className="check port">
        <input type="radio" name="port" checked={chosen} onChange={onChoose} />
        <span>
          <strong>{virtual ? words.virtualTitle : port.label}</strong>
          <span className="caption">{virtual ? words.virtualText : portFacts(port)}</span>
        </span>
      </label>
      {port.blocked !== null && <Blocked blocked={port.blocked} />}
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

/** The ports there are, and Connect. */
export function PortList({ list }: { list: PortsFound }) {
  const lastUri = useSettings((state) => state.settings.lastPortUri)
  const change = useSettings((state) => state.change)
  const offered = offeredPorts(list.ports)
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
      <div className="ports" role="radiogroup" aria-label={words.found}>
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
        {connecting ? words.connecting : words.connect}
      </Button>
    </>
  )
}
