import { useEffect } from 'react'
import { padDirection } from './game-pad.ts'
import { jogHold, pressJog, useJog } from './jog.store.ts'

const SOURCE = 'pad'

/** Follows the first game pad while it is armed; unplugging it, or another direction, ends the jog. */
export function useGamePad(): void {
  const armed = useJog((state) => state.padArmed)
  useEffect(() => {
    if (!armed) return
    let asked = 0
    let going = ''
    const look = () => {
      asked = requestAnimationFrame(look)
      const pad = navigator.getGamepads().find((candidate) => candidate?.connected === true)
      const direction = pad === undefined || pad === null ? null : padDirection(pad)
      const wanted = direction === null ? '' : Object.values(direction).join(' ')
      if (wanted === going) return
      jogHold.releaseAll()
      going = wanted
      if (direction !== null) pressJog(SOURCE, direction)
    }
    look()
    return () => {
      cancelAnimationFrame(asked)
      jogHold.releaseAll()
    }
  }, [armed])
}
