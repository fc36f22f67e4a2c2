import { eachAxis, type Triple } from './axes.ts'
import type { MotionPlanner } from './motion-planner.ts'
import type { ParserState, StoredOffsets } from './parser-state.ts'
import type { ReceiveRing } from './receive-ring.ts'
import type { SettingsStore } from './settings-store.ts'

/** The controller's own states. */
export type ControllerState =
  'Idle' | 'Run' | 'Hold' | 'Jog' | 'Alarm' | 'Door' | 'Check' | 'Home' | 'Sleep'

/**
 * A stretch of the firmware's one program. It runs until it must wait (for a byte, room in the
 * planner, the end of a dwell), yields, and is called again when anything happened.
 */
export type Firmware<T = void> = Generator<void, T, void>

/** Requests of the receive interrupt and the steppers to the program, as flags: they coalesce. */
export interface RealtimeFlags {
  status: boolean
  cycleStart: boolean
  feedHold: boolean
  door: boolean
  sleep: boolean
  jogCancel: boolean
  reset: boolean
  cycleStop: boolean
  /** Number of an alarm, 0 for none. */
  alarm: number
  readonly overrides: Set<number>
}

/** What it did, for tests and for whoever asked for a record. */
export interface SpindleEvent {
  readonly atMs: number
  readonly state: 'M3' | 'M4' | 'M5'
  readonly rpm: number
}

/** All memory of the controller. */
export interface ControllerMemory {
  nowMs: number
  /** When the program wants to be called although nothing happened. */
  wakeMs: number
  state: ControllerState
  /** Not null while lines are not served: a hold, a door or the stop of a jog. */
  suspend: 'slowing' | 'complete' | 'restoring' | null
  /** The slowing ends a jog, not a program. */
  jogCancelled: boolean
  abort: boolean
  /** Interrupts are masked: received bytes are lost. */
  deaf: boolean
  overridesDueMs: number
  overrides: { feed: number; rapid: number; spindle: number }
  wcoCountdown: number
  overrideCountdown: number
  parser: ParserState
  planner: MotionPlanner
  probe: { position: Triple; touched: boolean }
  spindle: { state: 'M3' | 'M4' | 'M5'; rpm: number }
  flood: boolean
  readonly flags: RealtimeFlags
  readonly settings: SettingsStore
  readonly offsets: StoredOffsets
  readonly startupLines: [string, string]
  readonly ring: ReceiveRing
  readonly spindleTimeline: SpindleEvent[]
  readonly limitSwitches: { present: boolean }
  /** Bytes on their way out, for the program to wait on. */
  readonly transmitBacklog: () => number
  readonly transmit: (text: string) => void
}

/** True when a reset ends whatever runs; asked anew after every wait. */
export function isAborted(memory: ControllerMemory): boolean {
  return memory.abort
}

/** Prints one line. */
export function print(memory: ControllerMemory, line: string): void {
  memory.transmit(`${line}\r\n`)
}

/** Asks to be called at `atMs` at the latest. */
export function wakeAt(memory: ControllerMemory, atMs: number): void {
  memory.wakeMs = Math.min(memory.wakeMs, atMs)
}

/** The program does nothing for a while; interrupts still come. */
export function* stall(memory: ControllerMemory, durationMs: number): Firmware {
  const untilMs = memory.nowMs + durationMs
  while (memory.nowMs < untilMs) {
    wakeAt(memory, untilMs)
    yield
  }
}

/** Measured: an EEPROM byte takes 3.4 ms, interrupts masked, so about 39 received bytes are lost. */
const EEPROM_BYTE_MS = 3.4

/** Writes to EEPROM. Only bytes that change cost time. */
export function* writeEeprom(memory: ControllerMemory, changedBytes: number): Firmware {
  memory.deaf = true
  yield* stall(memory, changedBytes * EEPROM_BYTE_MS)
  memory.deaf = false
}

/** Bytes in which two lists of single-precision numbers differ, and one for their checksum. */
export function changedEepromBytes(before: readonly number[], after: readonly number[]): number {
  const old = new Uint8Array(Float32Array.from(before).buffer)
  const fresh = new Uint8Array(Float32Array.from(after).buffer)
  const changed = fresh.reduce((count, byte, at) => count + (byte === old[at] ? 0 : 1), 0)
  return changed === 0 ? 0 : changed + 1
}

/** Machine position in mm. */
export function machinePosition(memory: ControllerMemory): Triple {
  const steps = memory.planner.positionSteps()
  const stepsPerMm = memory.settings.triple(100)
  return eachAxis((axis) => steps[axis] / stepsPerMm[axis])
}

/** Switches the spindle, and notes it. */
export function setSpindle(memory: ControllerMemory, state: 'M3' | 'M4' | 'M5', rpm: number): void {
  const next = { state, rpm: state === 'M5' ? 0 : rpm }
  if (next.state === memory.spindle.state && next.rpm === memory.spindle.rpm) return
  memory.spindle = next
  memory.overrideCountdown = 0
  memory.spindleTimeline.push({ atMs: memory.nowMs, ...next })
}

/** Reset from the outside or from within: everything off, an alarm when it was moving. */
export function resetController(memory: ControllerMemory): void {
  if (memory.flags.reset) return
  memory.flags.reset = true
  setSpindle(memory, 'M5', 0)
  memory.flood = false
  const slowing = memory.suspend === 'slowing'
  const inMotion = memory.state === 'Run' || memory.state === 'Jog' || memory.state === 'Home'
  if (!inMotion && !slowing) return
  if (memory.flags.alarm === 0) memory.flags.alarm = memory.state === 'Home' ? 6 : 3
  memory.planner.clear()
}
