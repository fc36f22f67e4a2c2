import { useEffect } from 'react'
import type { JogDirection } from '#core/grbl/manual/manual-request.ts'
import { jogHold, pressJog, useJog } from './jog.store.ts'

/** What each key moves, by the place of the key and not by what is printed on it. */
const KEY_DIRECTIONS: Readonly<Record<string, JogDirection>> = {
  ArrowLeft: { x: -1, y: 0, z: 0 },
  ArrowRight: { x: 1, y: 0, z: 0 },
  ArrowUp: { x: 0, y: 1, z: 0 },
  ArrowDown: { x: 0, y: -1, z: 0 },
  PageUp: { x: 0, y: 0, z: 1 },
  PageDown: { x: 0, y: 0, z: -1 },
}

function inField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], dialog') !== null
  )
}

/** Ends every jog when the window is no longer what the person looks at, and disarms the keys. */
export function useJogDeadMan(): void {
  useEffect(() => {
    const end = () => {
      jogHold.releaseAll()
      useJog.setState({ keysArmed: false, padArmed: false })
    }
    const onHidden = () => {
      if (document.hidden) end()
    }
    window.addEventListener('blur', end)
    window.addEventListener('pagehide', end)
    document.addEventListener('visibilitychange', onHidden)
    return () => {
      window.removeEventListener('blur', end)
      window.removeEventListener('pagehide', end)
      document.removeEventListener('visibilitychange', onHidden)
      end()
    }
  }, [])
}

/** Arrow keys move X and Y, page keys move Z, while they are armed. Any key that goes up ends the jog. */
export function useJogKeys(): void {
  const armed = useJog((state) => state.keysArmed)
  useEffect(() => {
    if (!armed) return
    const onKeyDown = (event: KeyboardEvent) => {
      const direction = KEY_DIRECTIONS[event.code]
      if (event.code === 'Escape') {
        useJog.getState().arm('keysArmed', false)
        return
      }
      if (direction === undefined || inField(event.target)) return
      if (event.ctrlKey || event.altKey || event.metaKey) {
        jogHold.releaseAll()
        return
      }
      event.preventDefault()
      event.stopPropagation()
      if (!event.repeat) pressJog(`key ${event.code}`, direction)
    }
    const onKeyUp = () => {
      jogHold.releaseAll()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    window.addEventListener('keyup', onKeyUp, { capture: true })
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true })
      window.removeEventListener('keyup', onKeyUp, { capture: true })
      jogHold.releaseAll()
    }
  }, [armed])
}
