import {
  type CallFrame,
  packFrame,
  type ServerFrame,
  type TextCodec,
  unpackFrame,
} from '#core/contract/bench-frame.ts'
import type { Bridge } from '#core/contract/bridge.ts'

/** The part of a browser's `WebSocket` that the bridge uses. */
export interface LinkSocket {
  addEventListener(type: 'open' | 'close', listener: () => void): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  send(data: string | Uint8Array<ArrayBuffer>): void
  close(): void
  /** Bytes are to come as an `ArrayBuffer`. */
  binaryType: string
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })
const UTF_8: TextCodec = {
  encode: (text) => encoder.encode(text),
  decode: (bytes) => decoder.decode(bytes),
}

function frameData(data: unknown): string | Uint8Array {
  return data instanceof ArrayBuffer ? new Uint8Array(data) : String(data)
}

/** Whether calls can reach main now. */
export type LinkState = 'open' | 'broken'

/** Why a call was rejected: it may or may not have been carried out, so ask main for the truth. */
export class LinkBrokenError extends Error {
  override readonly name = 'LinkBrokenError'
}

/** A `Bridge` over a WebSocket, and the state of the link beneath it. */
export interface WebSocketBridge extends Bridge {
  readonly linkState: () => LinkState
  /** Hears every change of the state; returns how to stop hearing it. */
  readonly onLinkState: (listener: (state: LinkState) => void) => () => void
  /** Gives the link up for good: rejects what is pending and reconnects no more. */
  readonly close: () => void
}

const FIRST_RETRY_DELAY_MS = 250
const LONGEST_RETRY_DELAY_MS = 4000

/** The calls sent and not yet answered. */
function unansweredCalls() {
  interface Waiting {
    readonly resolve: (result: unknown) => void
    readonly reject: (error: LinkBrokenError) => void
  }
  const waiting = new Map<number, Waiting>()
  return {
    add: (id: number) =>
      new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject })),
    answer(id: number, result: unknown): void {
      waiting.get(id)?.resolve(result)
      waiting.delete(id)
    },
    rejectAll(): void {
      const calls = [...waiting.values()]
      waiting.clear()
      for (const { reject } of calls) {
        reject(new LinkBrokenError('the link to RMOS broke before the answer came'))
      }
    },
  }
}

/** A set of listeners by name. */
function listenerBook<T>() {
  const byName = new Map<string, Set<(payload: T) => void>>()
  return {
    add(name: string, listener: (payload: T) => void): () => void {
      const listeners = byName.get(name) ?? new Set()
      byName.set(name, listeners.add(listener))
      return () => {
        listeners.delete(listener)
      }
    },
    tell(name: string, payload: T): void {
      for (const listener of byName.get(name) ?? []) listener(payload)
    },
  }
}

/** Opens a socket, and another one whenever the last has closed, until it is closed itself. */
function reconnecting(
  openSocket: () => LinkSocket,
  on: { open: () => void; message: (data: unknown) => void; broken: () => void },
) {
  let retryDelayMs = FIRST_RETRY_DELAY_MS
  let closedForGood = false
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let socket = connect()

  function connect(): LinkSocket {
    const opening = openSocket()
    opening.binaryType = 'arraybuffer'
    opening.addEventListener('open', () => {
      retryDelayMs = FIRST_RETRY_DELAY_MS
      on.open()
    })
    opening.addEventListener('message', ({ data }) => {
      on.message(data)
    })
    opening.addEventListener('close', () => {
      on.broken()
      if (closedForGood) return
      retryTimer = setTimeout(() => {
        socket = connect()
      }, retryDelayMs)
      retryDelayMs = Math.min(retryDelayMs * 2, LONGEST_RETRY_DELAY_MS)
    })
    return opening
  }

  return {
    send: (frame: CallFrame) => {
      socket.send(packFrame(frame, UTF_8))
    },
    close: () => {
      closedForGood = true
      clearTimeout(retryTimer)
      socket.close()
    },
  }
}

/**
 * The bridge of the bench view. Calls made during the first handshake wait for it. When the link
 * breaks, every unanswered call is rejected with `LinkBrokenError` (never sent again by itself:
 * a `machine.start` must not happen twice), later calls are rejected at once, and a new connection
 * is tried after 0.25 s, then after twice as long each time up to 4 s. Events missed meanwhile are
 * not made up: when the state returns to `open`, read the snapshot again.
 */
export function webSocketBridge(openSocket: () => LinkSocket): WebSocketBridge {
  const calls = unansweredCalls()
  const events = listenerBook<unknown>()
  const states = listenerBook<LinkState>()
  let state: LinkState = 'open'
  let connected = false
  let lastId = 0
  let unsent: CallFrame[] = []

  function setState(next: LinkState): void {
    if (next === state) return
    state = next
    states.tell('state', next)
  }

  const link = reconnecting(openSocket, {
    open: () => {
      connected = true
      unsent.forEach(link.send)
      unsent = []
      setState('open')
    },
    message: (data) => {
      const frame = unpackFrame(frameData(data), UTF_8) as ServerFrame
      if ('event' in frame) events.tell(frame.event, frame.payload)
      else calls.answer(frame.id, frame.result)
    },
    broken: () => {
      connected = false
      unsent = []
      setState('broken')
      calls.rejectAll()
    },
  })

  return {
    invoke: (call, input) => {
      if (state === 'broken') {
        return Promise.reject(new LinkBrokenError('the link to RMOS is broken'))
      }
      lastId += 1
      const frame: CallFrame = { id: lastId, call, input }
      const answer = calls.add(frame.id)
      if (connected) link.send(frame)
      else unsent.push(frame)
      return answer
    },
    on: (event, listener) => events.add(event, listener),
    linkState: () => state,
    onLinkState: (listener) => states.add('state', listener),
    close: link.close,
  }
}
