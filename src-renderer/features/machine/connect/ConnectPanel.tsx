import { RefreshCw } from 'lucide-react'
import { useEffect } from 'react'
import { onEvent } from '../../../client.ts'
import { useSettings } from '../../../session/settings.store.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Skeleton } from '../../../ui/States.tsx'
import { useMachinePage } from '../machine.store.ts'
import { connectStrings as words } from './connect.strings.ts'
import { PortList } from './PortList.tsx'

/** Main looks for plugged and unplugged ports for a minute after each question. */
const ASK_AGAIN_MS = 50_000

function PortChooser() {
  const ports = useMachinePage((state) => state.ports)
  const settingsKnown = useSettings((state) => state.known)
  if (ports.state === 'failed') return <p role="alert">{ports.problem.message}</p>
  if (ports.state !== 'ready' || !settingsKnown) {
    return <Skeleton label={words.searching} lines={2} />
  }
  return <PortList list={ports.value} />
}

/** Which machine: the list follows what is plugged in and out. */
export function ConnectPanel() {
  const findPorts = useMachinePage((state) => state.findPorts)
  const hearPorts = useMachinePage((state) => state.hearPorts)
  useEffect(() => {
    void findPorts()
    const again = setInterval(() => void findPorts(), ASK_AGAIN_MS)
    const unfollow = onEvent('machine.portsChanged', hearPorts)
    return () => {
      clearInterval(again)
      unfollow()
    }
  }, [findPorts, hearPorts])
  return (
    <Panel
      title={words.title}
      className="setup"
      actions={
        <IconButton label={words.search} onClick={() => void findPorts()}>
          <RefreshCw size={16} aria-hidden="true" />
        </IconButton>
      }
    >
      <PortChooser />
    </Panel>
  )
}
