import { DIRECT_BEAT_MS, type DirectMessage, readUrgentPress } from '#core/contract/urgent-press.ts'
import type { Engine } from './engine.ts'

/** More presses in a second than hands can make: whoever sends them is out of order. */
const MOST_PRESSES_PER_SECOND = 100

/** One screen on its direct way. */
export interface DirectScreen {
  /** Takes what the screen sent; false when it is to be cut off. */
  readonly receive: (text: unknown) => boolean
  readonly left: () => void
}

/** All screens that reach the engine without main. */
export interface DirectHub {
  /** A screen came, whoever let it in; `send` takes text to it. */
  readonly join: (send: (text: string) => void) => DirectScreen
}

/** The hub before an engine. Tells every screen once a second that its way is open. */
export function createDirectHub(engine: Pick<Engine, 'press' | 'snapshot'>): DirectHub {
  const screens = new Set<(text: string) => void>()
  const beat = JSON.stringify({ kind: 'beat' } satisfies DirectMessage)
  setInterval(() => {
    for (const send of screens) send(beat)
  }, DIRECT_BEAT_MS).unref()
  return {
    join: (send) => {
      screens.add(send)
      send(beat)
      let secondBeganMs = performance.now()
      let count = 0
      const isTooMuch = () => {
        const nowMs = performance.now()
        if (nowMs - secondBeganMs >= 1000) {
          secondBeganMs = nowMs
          count = 0
        }
        count += 1
        return count > MOST_PRESSES_PER_SECOND
      }
      return {
        receive: (text) => {
          const press = readUrgentPress(text)
          if (press === null || isTooMuch()) return false
          // the byte first, the answer when it is out
          const problem = engine.press(press)
          const { pressId } = press
          const answer: DirectMessage = {
            ...{ kind: 'answer', pressId, problem },
            snapshot: engine.snapshot(),
          }
          send(JSON.stringify(answer))
          return true
        },
        left: () => {
          screens.delete(send)
        },
      }
    },
  }
}
