import { KeyRound, Wifi, WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { BenchNetwork, PairedDevice } from '#core/contract/bench.contract.ts'
import { useBench } from '../../session/bench.store.ts'
import { formatAgo, formatClock } from '../../session/time-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { followNetwork, useNetwork } from './network.store.ts'
import { networkStrings as words } from './network.strings.ts'

/** Seconds until the code runs out; asks main anew once it has. */
function useCodeSeconds(code: BenchNetwork['code']): number {
  const hasCode = code !== null
  const endsAtMs = useNetwork((state) => state.codeEndsAtMs)
  const load = useNetwork((state) => state.load)
  const [nowMs, setNowMs] = useState(() => performance.now())
  useEffect(() => {
    if (!hasCode) return
    const timer = setInterval(() => {
      setNowMs(performance.now())
      if (performance.now() >= endsAtMs) void load()
    }, 1000)
    return () => {
      clearInterval(timer)
    }
  }, [hasCode, endsAtMs, load])
  // The clock ticks once a second and may be older than the code.
  return Math.min(code?.secondsLeft ?? 0, Math.max(0, (endsAtMs - nowMs) / 1000))
}

function Code({ network }: { readonly network: BenchNetwork }) {
  const newCode = useNetwork((state) => state.newCode)
  const { code, codeEnded } = network
  const secondsLeft = useCodeSeconds(code)
  if (code !== null) {
    return (
      <p className="network-code">
        <span>{words.code}</span>
        <strong data-testid="pairing-code">
          {code.digits.slice(0, 4)} {code.digits.slice(4)}
        </strong>
        <span className="caption">{words.codeFor(formatClock(secondsLeft))}</span>
      </p>
    )
  }
  return (
    <div className="network-code">
      {codeEnded !== null && <p className="caption">{words.ended[codeEnded]}</p>}
      <Button icon={<KeyRound size={16} />} onClick={() => void newCode()}>
        {words.pair}
      </Button>
    </div>
  )
}

function Device({ device }: { readonly device: PairedDevice }) {
  const [nowMs] = useState(() => Date.now())
  const status = useBench((state) => state.status)
  const handOver = useBench((state) => state.handOver)
  const revoke = useNetwork((state) => state.revoke)
  const seat = status?.seats.find(({ seatId }) => seatId === `device-${device.deviceId}`)
  const controls = seat !== undefined && seat.seatId === status?.controllerSeatId
  const mayGive = status !== null && status.controllerSeatId === status.you.seatId
  return (
    <li>
      <span className="network-device">
        <strong>{device.name}</strong>
        <span className="caption">
          {device.isConnected ? words.here : words.lastSeen(formatAgo(device.lastSeenUtc, nowMs))}
          {controls && ` · ${words.inControl}`}
        </span>
      </span>
      {seat?.isConnected === true && mayGive && (
        <Button
          size="small"
          aria-label={words.give(device.name)}
          onClick={() => void handOver(seat.seatId)}
        >
          {words.giveShort}
        </Button>
      )}
      <Button
        size="small"
        aria-label={words.revoke(device.name)}
        onClick={() => void revoke(device.deviceId)}
      >
        {words.revokeShort}
      </Button>
    </li>
  )
}

function Devices({ devices }: { readonly devices: readonly PairedDevice[] }) {
  const revokeAll = useNetwork((state) => state.revokeAll)
  const [asking, setAsking] = useState(false)
  if (devices.length === 0) return <p className="caption">{words.noDevices}</p>
  return (
    <>
      <h3>{words.devices}</h3>
      <ul className="network-devices" aria-label={words.devices}>
        {devices.map((device) => (
          <Device key={device.deviceId} device={device} />
        ))}
      </ul>
      {devices.length > 1 && (
        <Button
          size="small"
          onClick={() => {
            setAsking(true)
          }}
        >
          {words.revokeAll}
        </Button>
      )}
      {asking && (
        <Dialog
          title={words.revokeAllTitle}
          confirmLabel={words.revokeAll}
          cancelLabel={words.cancel}
          danger
          onCancel={() => {
            setAsking(false)
          }}
          onConfirm={() => {
            setAsking(false)
            void revokeAll()
          }}
        >
          <p>{words.revokeAllText}</p>
        </Dialog>
      )}
    </>
  )
}

function Opened({ network }: { readonly network: BenchNetwork }) {
  const close = useNetwork((state) => state.close)
  const busy = useNetwork((state) => state.busy)
  return (
    <>
      <p>{words.addresses}</p>
      <ul className="network-urls" aria-label={words.addresses}>
        {network.urls.map((url) => (
          <li key={url}>{url}</li>
        ))}
      </ul>
      <Code network={network} />
      <Button icon={<WifiOff size={16} />} disabled={busy} onClick={() => void close()}>
        {words.close}
      </Button>
      <p className="caption">{words.opens}</p>
    </>
  )
}

function Closed() {
  const open = useNetwork((state) => state.open)
  const busy = useNetwork((state) => state.busy)
  return (
    <>
      <p>{words.closed}</p>
      <Button icon={<Wifi size={16} />} disabled={busy} onClick={() => void open()}>
        {busy ? words.opening : words.open}
      </Button>
    </>
  )
}

/** Opens RMOS to paired devices in the shop network; on the shop PC only. */
export function NetworkPanel() {
  const isShopPc = useBench((state) => state.status?.you.isShopPc === true)
  const network = useNetwork((state) => state.network)
  const load = useNetwork((state) => state.load)
  useEffect(() => {
    if (!isShopPc) return
    void load()
    return followNetwork()
  }, [isShopPc, load])
  if (!isShopPc || network === null) return null
  return (
    <Panel title={words.title} className="network">
      <p className="caption">{words.risk}</p>
      {network.urls.length === 0 ? <Closed /> : <Opened network={network} />}
      <Devices devices={network.devices} />
    </Panel>
  )
}
