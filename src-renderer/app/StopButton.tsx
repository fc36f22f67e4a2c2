import { OctagonX } from 'lucide-react'
import { isConnected, useMachine } from '../session/machine.store.ts'
import { appStrings } from './app.strings.ts'
import { useLinkState } from './use-session.ts'

/** Stops the machine with one click; enabled whenever a controller is connected. */
export function StopButton() {
  const connected = useMachine((state) => isConnected(state.snapshot))
  const stopping = useMachine((state) => state.snapshot?.engineState === 'aborting')
  const stop = useMachine((state) => state.stop)
  const link = useLinkState()
  const keys = link === 'open' ? appStrings.stopKeys : appStrings.stopUnreached
  return (
    <button
      type="button"
      className="stop"
      disabled={!connected}
      aria-label={`${appStrings.stopLong} (${appStrings.stopKeys})`}
      aria-keyshortcuts="Control+. Pause"
      onClick={() => void stop()}
    >
      <OctagonX size={26} aria-hidden="true" />
      <span>
        <strong>{stopping ? appStrings.stopping : appStrings.stop}</strong>
        <small>{connected ? keys : appStrings.stopNone}</small>
      </span>
    </button>
  )
}
