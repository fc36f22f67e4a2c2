import type { Problem } from '#core/contract/problem.ts'
import {
  DIRECT_BEAT_MS,
  type DirectMessage,
  type DirectWayOffer,
  readDirectMessage,
  type UrgentPress,
} from '#core/contract/urgent-press.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'

/** What became of a press. */
export type PressAnswer = Result<MachineSnapshot, Problem>
/** Whether STOP and feed hold reach the machine engine without main. */
export type DirectState = 'open' | 'closed'

/** A wire to the engine: a socket, or a message port. */
export interface DirectWire {
  readonly send: (text: string) => void
  readonly close: () => void
}

/** What its wire tells the way. */
export interface WireEnd {
  readonly heard: (data: unknown) => void
  readonly lost: () => void
}

/** The screen's own way to the machine engine, over whichever wire there is now. */
export interface DirectWay {
  /** Takes a new wire; the one before is given up. */
  readonly use: (wire: DirectWire) => WireEnd
  /**
   * Sends a press at once. Resolves to the engine's answer, or to null when there is no wire, it was
   * lost, or nothing was heard for a second: then only main's way is left.
   */
  readonly press: (press: UrgentPress) => Promise<PressAnswer | null>
  readonly state: () => DirectState
  /** Hears every change of the state; returns how to stop hearing it. */
  readonly onState: (listener: () => void) => () => void
}

/** Two beats missed: nobody is at the other end any more. */
const SILENCE_MS = 2.5 * DIRECT_BEAT_MS
const ANSWER_WITHIN_MS = 1000
const FIRST_RETRY_DELAY_MS = 250
const LONGEST_RETRY_DELAY_MS = 4000

/** The presses sent and not yet answered. */
function unansweredPresses() {
  const waiting = new Map<string, (answer: PressAnswer | null) => void>()
  const settle = (pressId: string, answer: PressAnswer | null) => {
    waiting.get(pressId)?.(answer)
    waiting.delete(pressId)
  }
  return {
    add: (pressId: string) =>
      new Promise<PressAnswer | null>((resolve) => {
        waiting.set(pressId, resolve)
        setTimeout(() => {
          settle(pressId, null)
        }, ANSWER_WITHIN_MS)
      }),
    settle,
    giveUp: () => {
      for (const pressId of [...waiting.keys()]) settle(pressId, null)
    },
  }
}

/** A way without a wire. */
export function createDirectWay(): DirectWay {
  const presses = unansweredPresses()
  const listeners = new Set<() => void>()
  let current: DirectWire | null = null
  let state: DirectState = 'closed'
  let silence: ReturnType<typeof setTimeout> | undefined

  function setState(next: DirectState): void {
    if (next === state) return
    state = next
    for (const listener of [...listeners]) listener()
  }

  function lose(): void {
    clearTimeout(silence)
    current = null
    presses.giveUp()
    setState('closed')
  }

  function take(message: DirectMessage): void {
    clearTimeout(silence)
    silence = setTimeout(() => {
      setState('closed')
    }, SILENCE_MS)
    setState('open')
    if (message.kind === 'beat') return
    const { pressId, problem, snapshot } = message
    presses.settle(pressId, problem === null ? success(snapshot) : failure(problem))
  }

  return {
    use: (wire) => {
      const before = current
      if (before !== null) lose()
      before?.close()
      current = wire
      return {
        heard: (data) => {
          const message = current === wire ? readDirectMessage(data) : null
          if (message !== null) take(message)
        },
        lost: () => {
          if (current === wire) lose()
        },
      }
    },
    press: (press) => {
      if (current === null) return Promise.resolve(null)
      const answer = presses.add(press.pressId)
      current.send(JSON.stringify(press))
      return answer
    },
    state: () => state,
    onState: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

/** The part of a browser's `WebSocket` that a direct way uses. */
export interface DirectSocket {
  addEventListener(type: 'open' | 'close', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  send(text: string): void
  close(): void
}

/**
 * Keeps a way's wire to where main says the engine is: takes each offer main makes, null for none. A
 * wire that was lost is opened again after 0.25 s, then after twice as long each time up to 4 s.
 */
export function dialOffers(
  way: DirectWay,
  openSocket: (offer: DirectWayOffer) => DirectSocket,
): (offer: DirectWayOffer | null) => void {
  let hangUp: () => void = () => undefined
  return (offer) => {
    hangUp()
    if (offer !== null) hangUp = dial(way, () => openSocket(offer))
  }
}

/** Opens a socket for a way, and another whenever the last has closed; returns how to end that. */
function dial(way: DirectWay, openSocket: () => DirectSocket): () => void {
  let retryDelayMs = FIRST_RETRY_DELAY_MS
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let isOver = false
  let socket = connect()

  function connect(): DirectSocket {
    const opening = openSocket()
    let end: WireEnd | null = null
    opening.addEventListener('open', () => {
      if (isOver) return
      retryDelayMs = FIRST_RETRY_DELAY_MS
      end = way.use({
        send: (text) => {
          opening.send(text)
        },
        close: () => {
          opening.close()
        },
      })
    })
    opening.addEventListener('message', ({ data }) => end?.heard(data))
    opening.addEventListener('close', () => {
      end?.lost()
      if (isOver) return
      retryTimer = setTimeout(() => {
        socket = connect()
      }, retryDelayMs)
      retryDelayMs = Math.min(retryDelayMs * 2, LONGEST_RETRY_DELAY_MS)
    })
    return opening
  }

  return () => {
    isOver = true
    clearTimeout(retryTimer)
    socket.close()
  }
}

/**
 * Sends a press by both ways, straight to the engine first. Answers with what the engine itself said, or
 * with main's answer where that is there sooner or there is no direct way; rejects only as main's does.
 */
export function pressBothWays(
  way: Pick<DirectWay, 'press'>,
  press: UrgentPress,
  throughMain: () => Promise<PressAnswer>,
): Promise<PressAnswer> {
  const straight = way.press(press)
  const through = throughMain()
  const ownAnswer = straight.then((answer) => answer ?? notTaken())
  const taken = through.then((answer) => (answer.ok ? answer : notTaken()))
  return Promise.any([ownAnswer, taken]).catch(() => through)
}

function notTaken(): never {
  throw new Error('the press was not taken by this way')
}
