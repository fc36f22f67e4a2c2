import { eachAxis, type Triple } from './axes.ts'
import type { MotionPlanner } from './motion-planner.ts'
import type { ProgrammedSpindle } from './programmed-spindle.ts'
import type { ParserState, StoredOffsets } from './parser-state.ts'
import type { ReceiveRing } from './receive-ring.ts'
import type { ControllerProfile } from './profile.ts'
import type { SettingsStore } from './settings-store.ts'
import { touchesWorkpiece, type VirtualWorkpiece } from './workpiece.ts'

/** The controller's own states. */
export type ControllerState =
  'Idle' | 'Run' | 'Hold' | 'Jog' | 'Alarm' | 'Door' | 'Check' | 'Home' | 'Sleep' | 'Tool'

/**
 * A stretch of the firmware's one program. It runs until it must wait (for a byte, room in the
 * planner, the end of a dwell), yields, and is called again when anything happened.
 */
export type Firmware<T = void> = Generator<void, T, void>

/** Requests of the receive interrupt and the steppers to the program, as flags: they coalesce. */
export interface RealtimeFlags {
  status: boolean
  /** Status with everything in it (grblHAL's 0x87). */
  fullStatus: boolean
  cycleStart: boolean
  feedHold: boolean
  door: boolean
  sleep: boolean
  jogCancel: boolean
  /** The probe touched, or let go: the motion ends. */
  motionCancel: boolean
  toolChanged: boolean
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

/** How far a stop of the spindle in a hold (0x9E) has got. */
export type SpindleStop = 'none' | 'asked' | 'stopped' | 'restoring' | 'resuming'

/** Spindle and coolant as they are to be again behind a door or a stop. */
export interface Accessories extends ProgrammedSpindle {
  readonly flood: boolean
}

/** All memory of the controller. */
export interface ControllerMemory {
  readonly profile: ControllerProfile
  nowMs: number
  /** Until then the program is busy letting the motors go (`$1`); interrupts still come. */
  idleDelayUntilMs: number
  /** When the program wants to be called although nothing happened. */
  wakeMs: number
  state: ControllerState
  /** Not null while lines are not served: a hold, a door or the stop of a jog. */
  suspend: 'slowing' | 'complete' | 'restoring' | null
  /** The slowing ends a jog, not a program. */
  jogCancelled: boolean
  /** The slowing ends a probing motion. */
  motionCancelled: boolean
  spindleStop: SpindleStop
  door: { retracted: boolean; ajar: boolean; restored: boolean; open: boolean }
  restore: Accessories
  homed: boolean
  /** A refusal that everything behind it gets too (grblHAL), or null. */
  latchedError: number | null
  abort: boolean
  /** Interrupts are masked: received bytes are lost, but for the few the receiver holds. */
  masked: boolean
  overridesDueMs: number
  overrides: { feed: number; rapid: number; spindle: number }
  wcoCountdown: number
  overrideCountdown: number
  parser: ParserState
  planner: MotionPlanner
  probe: {
    position: Triple
    touched: boolean
    /** A probing off the workpiece is under way: the input is reported the other way round. */
    away: boolean
    /** What ends the motion under way; null when none of it is probing. */
    watch: 'contact' | 'release' | null
    /** A broken or shorted probe; null for one that works. */
    stuck: 'open' | 'closed' | null
  }
  readonly workpiece: VirtualWorkpiece | null
  /** How much longer the tool in the spindle is than the one it was switched on with, mm. */
  toolLongerMm: number
  spindle: { state: 'M3' | 'M4' | 'M5'; rpm: number }
  flood: boolean
  readonly flags: RealtimeFlags
  readonly settings: SettingsStore
  readonly offsets: StoredOffsets
  readonly startupLines: [string, string]
  /** The line being read; what stood behind its end stays there, and is written with stored texts. */
  readonly lineBuffer: Uint8Array
  /** EEPROM images of the two startup lines and the build information. */
  readonly storedTexts: readonly Uint8Array[]
  readonly ring: ReceiveRing
  readonly spindleTimeline: SpindleEvent[]
  readonly limitSwitches: { readonly present: boolean; readonly stuck: boolean }
  buildInfo: string
  /** Bytes on their way out, for the program to wait on. */
  readonly transmitBacklog: () => number
  readonly transmit: (text: string) => void
  /** Interrupts are on again: takes what the receiver held back. */
  readonly serveReceived: () => void
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

/** Machine position in mm. */
export function machinePosition(memory: ControllerMemory): Triple {
  const steps = memory.planner.positionSteps()
  const stepsPerMm = memory.settings.triple(100)
  return eachAxis((axis) => Math.fround(steps[axis] / stepsPerMm[axis]))
}

/** Whether the limit inputs read closed away from the switches: stuck, or inverted (`$5`). */
export function limitsReadClosed({ limitSwitches, settings }: ControllerMemory): boolean {
  return limitSwitches.stuck !== (settings.get(5) === 1)
}

/** Whether the probe's input reads closed now (`$6` inverts it). */
export function isProbeTouching(memory: ControllerMemory): boolean {
  return hasProbeContact(memory) !== (memory.settings.get(6) === 1)
}

function hasProbeContact(memory: ControllerMemory): boolean {
  const { probe, workpiece, toolLongerMm } = memory
  if (probe.stuck !== null) return probe.stuck === 'closed'
  const [x, y, z] = machinePosition(memory)
  return workpiece !== null && touchesWorkpiece(workpiece, [x, y, z - toolLongerMm])
}

/** Switches the spindle, and notes it. */
export function setSpindle(memory: ControllerMemory, state: 'M3' | 'M4' | 'M5', rpm: number): void {
  memory.overrideCountdown = 0
  noteSpindle(memory, state, state === 'M5' ? 0 : rpm)
}

/** The spindle changes, without a report of it. */
export function noteSpindle(
  memory: ControllerMemory,
  state: 'M3' | 'M4' | 'M5',
  rpm: number,
): void {
  const next = { state, rpm }
  if (next.state === memory.spindle.state && next.rpm === memory.spindle.rpm) return
  memory.spindle = next
  memory.spindleTimeline.push({ atMs: memory.nowMs, ...next })
}

/** Switches the coolant. */
export function setFlood(memory: ControllerMemory, on: boolean): void {
  memory.flood = on
  memory.overrideCountdown = 0
}

/** Reset from the outside or from within: everything off, an alarm when it was moving. */
export function resetController(memory: ControllerMemory): void {
  if (memory.flags.reset) return
  memory.flags.reset = true
  setSpindle(memory, 'M5', 0)
  memory.flood = false
  const slowing = memory.suspend === 'slowing'
  memory.probe.watch = null
  const inMotion = memory.state === 'Run' || memory.state === 'Jog' || memory.state === 'Home'
  if (!inMotion && !slowing) return
  if (memory.flags.alarm === 0) memory.flags.alarm = memory.state === 'Home' ? 6 : 3
  memory.planner.clear()
}
