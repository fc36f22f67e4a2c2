import {
  type CallFrame,
  packFrame,
  type ReplyFrame,
  type TextCodec,
  unpackFrame,
} from '#core/contract/bench-frame.ts'
import { failure } from '#core/outcome/result.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { WebSocket } from 'ws'
import type { Dispatch } from '../handlers/router.ts'

/** Bounds of one browser's link. */
export const LINK_LIMITS = {
  /** Largest frame a browser may send; a plan of 2 MB of text fits with room. */
  maxFrameBytes: 8 * 1024 * 1024,
  /** Calls of one browser that may be under way at once. */
  maxPendingCalls: 256,
  /** Above this many unsent bytes a snapshot waits until the browser has read. */
  slowClientBytes: 256 * 1024,
  /** Above this many unsent bytes a browser is taken for gone. */
  lostClientBytes: 64 * 1024 * 1024,
} as const

/** Stopping a machine is never refused for being busy. */
const NEVER_REFUSED = ['machine.stop', 'machine.hold']
/** The event whose newest payload replaces all older ones. */
const REPLACEABLE_EVENT = 'machine.changed'

/** Close code of RFC 6455, section 7.4.1. */
const POLICY_VIOLATION = 1008

/** Tells one browser of an event; `text` is the whole frame. */
export type TellEvent = (event: string, text: string) => void

const decoder = new TextDecoder('utf-8', { fatal: true })
const UTF_8: TextCodec = {
  encode: (text) => Buffer.from(text, 'utf8'),
  decode: (bytes) => decoder.decode(bytes),
}

function parseCallFrame(data: string | Uint8Array): CallFrame | null {
  let frame: unknown
  try {
    frame = unpackFrame(data, UTF_8)
  } catch {
    return null
  }
  if (typeof frame !== 'object' || frame === null) return null
  const { id, call, input } = frame as Partial<Record<keyof CallFrame, unknown>>
  return typeof id === 'number' && typeof call === 'string' ? { id, call, input } : null
}

function tooManyCalls(): Problem {
  const limit = String(LINK_LIMITS.maxPendingCalls)
  return {
    kind: 'busy',
    message: `more than ${limit} calls are under way, the limit of one browser`,
    remedy: 'Wait for the answers.',
    requestId: '',
  }
}

/** A reply packed; what JSON cannot say (a cycle, a bigint) is a defect of the handler. */
function packedReply(reply: ReplyFrame): string | Uint8Array {
  try {
    return packFrame(reply, UTF_8)
  } catch (error) {
    const message = `the answer cannot be sent to a browser: ${String(error)}`
    const problem: Problem = { kind: 'internal', message, remedy: '', requestId: '' }
    return JSON.stringify({ id: reply.id, result: failure(problem) } satisfies ReplyFrame)
  }
}

/**
 * Answers the calls of one browser and returns how to tell it events. Replies and ordinary events
 * are always sent, in order. A browser that reads too slowly gets of the machine's snapshots only
 * the newest, once it has caught up; one that has stopped reading altogether is cut off.
 */
export function serveClient(socket: WebSocket, dispatch: Dispatch): TellEvent {
  let pendingCalls = 0
  let waitingSnapshot: string | null = null

  function send(data: string | Uint8Array): void {
    if (socket.bufferedAmount > LINK_LIMITS.lostClientBytes) {
      socket.terminate()
      return
    }
    socket.send(data, sendWaitingSnapshot)
  }

  /** Runs after each frame that went out, and with an error once the browser has gone. */
  function sendWaitingSnapshot(error?: Error): void {
    if (waitingSnapshot === null || error instanceof Error) return
    if (socket.bufferedAmount > LINK_LIMITS.slowClientBytes) return
    const text = waitingSnapshot
    waitingSnapshot = null
    send(text)
  }

  async function answer({ id, call, input }: CallFrame): Promise<void> {
    if (pendingCalls >= LINK_LIMITS.maxPendingCalls && !NEVER_REFUSED.includes(call)) {
      send(packedReply({ id, result: failure(tooManyCalls()) }))
      return
    }
    pendingCalls += 1
    const result = await dispatch(call, input)
    pendingCalls -= 1
    send(packedReply({ id, result }))
  }

  // After an error (a frame too large, bad UTF-8) ws closes the link itself, with the right code.
  socket.on('error', () => undefined)
  socket.on('message', (data: Buffer, isBinary) => {
    const frame = parseCallFrame(isBinary ? data : data.toString('utf8'))
    if (frame === null) socket.close(POLICY_VIOLATION, 'not a call')
    else void answer(frame)
  })

  return (event, text) => {
    if (event !== REPLACEABLE_EVENT) {
      send(text)
      return
    }
    waitingSnapshot = text
    sendWaitingSnapshot()
  }
}
