import { writeFileSync } from 'node:fs'
import { failure, success, type Result } from '#core/outcome/result.ts'
import { createCloseSignal, type BytePort } from './byte-port.ts'
import type { VirtualOptions } from './port-uri.ts'
import { VirtualController } from './virtual/virtual-controller.ts'
import type { VirtualRecord } from './virtual/virtual-record.ts'

/** How often the virtual controller's time is moved on while something goes on in it. */
const BUSY_TURN_MS = 1
const QUIET_TURN_MS = 10

/** What a port's virtual controller did, and how the computer treated it meanwhile. */
export interface VirtualPortRecord extends VirtualRecord {
  /**
   * Time, beyond what the line's buffer covers, in which the operating system gave this process no
   * turn although it was due: no fault of the sender's. Time the process spent computing, collecting
   * garbage or waiting on itself is not in it.
   */
  readonly starvedMs: number
  /** When each feed hold byte came in, ms of Unix time with a fraction. */
  readonly feedHoldsUnixMs: readonly number[]
}

const FEED_HOLD = 0x21

/** A full window of 120 bytes lasts so long on the line. */
const WINDOW_MS = 10.4

/** Watches for turns that came late without this process having used the time itself. */
function createTurnWatch() {
  let dueMs = performance.now()
  let cpuMs = cpuNowMs()
  let starvedMs = 0
  const feedHoldsUnixMs: number[] = []
  return {
    began: () => {
      const usedMs = cpuNowMs() - cpuMs
      const lateMs = performance.now() - dueMs
      starvedMs += Math.max(0, lateMs - usedMs - WINDOW_MS)
    },
    planned: (waitMs: number) => {
      dueMs = performance.now() + waitMs
      cpuMs = cpuNowMs()
    },
    received: (bytes: Uint8Array) => {
      if (!bytes.includes(FEED_HOLD)) return
      feedHoldsUnixMs.push(performance.timeOrigin + performance.now())
    },
    seen: () => ({ starvedMs, feedHoldsUnixMs }),
  }
}

function cpuNowMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** A virtual controller as a port, on the wall clock times its speed. */
export function openVirtualPort(options: VirtualOptions): Result<BytePort, string> {
  const { recordPath } = options
  if (recordPath !== null) {
    // Found out now and not when the port closes and the record would be lost.
    const problem = writeRecord(recordPath, '{}\n')
    if (problem !== null) return failure(problem)
  }
  return success(runVirtualPort(options))
}

function runVirtualPort(options: VirtualOptions): BytePort {
  const { recordPath } = options
  const signal = createCloseSignal()
  const outbox = createOutbox()
  const controller = new VirtualController({
    settings: options.settings,
    faults: options.faults,
    profile: options.profile,
    workpiece: options.workpiece,
    onOutput: outbox.put,
    onPulled: () => {
      end('the cable was pulled')
    },
  })
  const startedMs = performance.now()
  const nowMs = () => (performance.now() - startedMs) * options.speed
  let timer: NodeJS.Timeout | null = null
  const turns = recordPath === null ? null : createTurnWatch()
  const turn = () => {
    timer = null
    turns?.began()
    const atMs = nowMs()
    controller.advance(atMs)
    outbox.flush()
    schedule()
  }
  const schedule = () => {
    if (signal.closed() || timer !== null) return
    const waitMs = (controller.nextEventMs() - nowMs()) / options.speed
    const plannedMs = Math.min(QUIET_TURN_MS, Math.max(BUSY_TURN_MS, waitMs))
    turns?.planned(plannedMs)
    timer = setTimeout(turn, plannedMs)
  }
  const end = (reason: string) => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (signal.closed()) return
    signal.announce(reason)
    if (recordPath !== null && turns !== null) {
      const record: VirtualPortRecord = { ...controller.record(), ...turns.seen() }
      writeRecord(recordPath, `${JSON.stringify(record)}\n`)
    }
  }
  schedule()
  const write = (bytes: Uint8Array) => {
    if (signal.closed()) return
    turns?.received(bytes)
    controller.receive(bytes, nowMs())
    schedule()
  }
  return {
    write,
    onData: outbox.deliverTo,
    onClose: signal.onClose,
    close: () => {
      end('')
    },
  }
}

/** Gathers the bytes of one turn, so that the listener gets them in one piece. */
function createOutbox() {
  let listener: ((bytes: Uint8Array) => void) | null = null
  let waiting: number[] = []
  return {
    put: (bytes: Uint8Array) => {
      waiting.push(...bytes)
    },
    deliverTo: (added: (bytes: Uint8Array) => void) => {
      listener = added
    },
    flush: () => {
      if (waiting.length === 0 || listener === null) return
      const bytes = Uint8Array.from(waiting)
      waiting = []
      listener(bytes)
    },
  }
}

function writeRecord(path: string, text: string): string | null {
  try {
    writeFileSync(path, text)
    return null
  } catch (error) {
    return `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`
  }
}
