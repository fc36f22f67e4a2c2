import {
  type CallFrame,
  packFrame,
  type ReplyFrame,
  type TextCodec,
  unpackFrame,
} from '#core/contract/bench-frame.ts'
import { failure } from '#core/outcome/result.ts'
import { accessOf } from '#core/contract/call-access.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { WebSocket } from 'ws'
import type { Dispatch } from '../handlers/router.ts'

/** Bounds of one browser's link. */
export interface LinkLimits {
  /** Largest frame a browser may send. */
  readonly maxFrameBytes: number
  /** Calls of one browser that may be under way at once. */
  readonly maxPendingCalls: number
  /** Calls a browser may make in any one second; more are refused as `busy`. */
  readonly maxCallsPerSecond: number
  /** Frames in one second after which a browser is taken for out of order and cut off. */
  readonly floodFramesPerSecond: number
  /** Above this many unsent bytes a snapshot waits until the browser has read. */
  readonly slowClientBytes: number
  /** Above this many unsent bytes a browser is taken for gone. */
  readonly lostClientBytes: number
}

/** Bounds for a browser on this computer. */
export const LINK_LIMITS: LinkLimits = {
  // A plan of 2 MB of text fits with room.
  maxFrameBytes: 8 * 1024 * 1024,
  maxPendingCalls: 256,
  maxCallsPerSecond: 2000,
  floodFramesPerSecond: 10_000,
  slowClientBytes: 256 * 1024,
  lostClientBytes: 64 * 1024 * 1024,
}

/** Bounds for a paired device: a person's hands, a held jog (10 a second) and a page that loads. */
export const DEVICE_LIMITS: LinkLimits = {
  maxFrameBytes: 4 * 1024 * 1024,
  maxPendingCalls: 32,
  maxCallsPerSecond: 100,
  floodFramesPerSecond: 1000,
  slowClientBytes: 64 * 1024,
  lostClientBytes: 8 * 1024 * 1024,
}

/** The event whose newest payload replaces all older ones. */
const REPLACEABLE_EVENT = 'machine.changed'

/** Close codes of RFC 6455, section 7.4.1, and of its registry: try again later. */
const POLICY_VIOLATION = 1008
const TRY_AGAIN_LATER = 1013
/** A browser that has stopped reading cannot read the goodbye either. */
const GOODBYE_TIMEOUT_MS = 1000

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

function tooManyCalls(sentence: string): Problem {
  return { kind: 'busy', message: sentence, remedy: 'Wait for the answers.', requestId: '' }
}

/** Counts frames within a second that slides along. */
function frameRate() {
  let secondBegan = performance.now()
  let count = 0
  let before = 0
  return {
    /** Frames of the last second, this one included. */
    next: (): number => {
      const passedMs = performance.now() - secondBegan
      if (passedMs >= 1000) {
        before = passedMs < 2000 ? count : 0
        count = 0
        secondBegan += 1000 * Math.floor(passedMs / 1000)
      }
      count += 1
      const share = 1 - (performance.now() - secondBegan) / 1000
      return count + before * Math.max(0, share)
    },
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

/** Why a call is not taken now; null when it is. A stop always is. */
function callRefusal(
  call: string,
  load: { readonly pendingCalls: number; readonly framesOfSecond: number },
  { maxPendingCalls, maxCallsPerSecond }: LinkLimits,
): string | null {
  if (accessOf(call) === 'stop') return null
  if (load.pendingCalls >= maxPendingCalls) {
    return `more than ${String(maxPendingCalls)} calls are under way, the limit of one browser`
  }
  if (load.framesOfSecond > maxCallsPerSecond) {
    return `more than ${String(maxCallsPerSecond)} calls came in a second, the limit of one browser`
  }
  return null
}

/**
 * Answers the calls of one browser and returns how to tell it events. Replies and ordinary events
 * are always sent, in order. A browser that reads too slowly gets of the machine's snapshots only
 * the newest, once it has caught up; one that has stopped reading altogether is cut off. Stopping the
 * machine is never refused for being busy.
 */
export function serveClient(socket: WebSocket, dispatch: Dispatch, limits: LinkLimits): TellEvent {
  const rate = frameRate()
  let pendingCalls = 0
  let waitingSnapshot: string | null = null

  function send(data: string | Uint8Array): void {
    if (socket.readyState !== socket.OPEN) return
    if (socket.bufferedAmount > limits.lostClientBytes) {
      socket.close(TRY_AGAIN_LATER, 'reads too slowly')
      setTimeout(() => {
        socket.terminate()
      }, GOODBYE_TIMEOUT_MS)
      return
    }
    socket.send(data, sendWaitingSnapshot)
  }

  /** Runs after each frame that went out, and with an error once the browser has gone. */
  function sendWaitingSnapshot(error?: Error): void {
    if (waitingSnapshot === null || error instanceof Error) return
    if (socket.bufferedAmount > limits.slowClientBytes) return
    const text = waitingSnapshot
    waitingSnapshot = null
    send(text)
  }

  async function answer({ id, call, input }: CallFrame, framesOfSecond: number): Promise<void> {
    const refused = callRefusal(call, { pendingCalls, framesOfSecond }, limits)
    if (refused !== null) {
      send(packedReply({ id, result: failure(tooManyCalls(refused)) }))
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
    // Frames still come in while the goodbye is on its way.
    if (socket.readyState !== socket.OPEN) return
    const framesOfSecond = rate.next()
    if (framesOfSecond > limits.floodFramesPerSecond) {
      socket.close(POLICY_VIOLATION, 'too many frames')
      return
    }
    const frame = parseCallFrame(isBinary ? data : data.toString('utf8'))
    if (frame === null) socket.close(POLICY_VIOLATION, 'not a call')
    else void answer(frame, framesOfSecond)
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
