import { noteSpindle, setFlood, setSpindle, wakeAt, type ControllerMemory } from './firmware.ts'
import type { ProgrammedSpindle } from './programmed-spindle.ts'

/** Time of one turn of the main loop, from the measured coalescing: 5 bytes one step, 20 bytes four. */
const LOOP_MS = 0.44

type OverrideStep = (value: number) => number
type Steps = readonly (readonly [number, OverrideStep])[]

/** In the order in which the firmware looks at them; 10 to 200 %. */
const FEED_STEPS: Steps = [
  [0x90, () => 100],
  [0x91, (value) => value + 10],
  [0x92, (value) => value - 10],
  [0x93, (value) => value + 1],
  [0x94, (value) => value - 1],
]
const RAPID_STEPS: Steps = [
  [0x95, () => 100],
  [0x96, () => 50],
  [0x97, () => 25],
]
const SPINDLE_STEPS: Steps = [
  [0x99, () => 100],
  [0x9a, (value) => value + 10],
  [0x9b, (value) => value - 10],
  [0x9c, (value) => value + 1],
  [0x9d, (value) => value - 1],
]

/** Stops the spindle in a hold, and lets it turn again. */
export const SPINDLE_STOP = 0x9e

/** Bytes that mean something here; mist is not built in. */
export const OVERRIDE_BYTES: ReadonlySet<number> = new Set([
  ...[...FEED_STEPS, ...RAPID_STEPS, ...SPINDLE_STEPS].map(([byte]) => byte),
  SPINDLE_STOP,
  0xa0,
])

/** Programmed speed times override, within `$31` and `$30`; where they leave no range, always the greatest. */
export function spindleRpm(memory: ControllerMemory, programmedRpm: number): number {
  const [least, most] = [memory.settings.get(31), memory.settings.get(30)]
  const wanted = Math.fround((programmedRpm * memory.overrides.spindle) / 100)
  if (least >= most || wanted >= most) return most
  return wanted <= 0 ? 0 : Math.max(least, wanted)
}

/** Spindle as a motion that begins carries it: nothing is told of it in the reports. */
export function loadSpindle(memory: ControllerMemory, programmed: ProgrammedSpindle): void {
  const { state } = programmed
  const rpm = state === 'M5' ? 0 : spindleRpm(memory, programmed.rpm)
  noteSpindle(memory, state === 'M5' ? memory.spindle.state : state, rpm)
}

/** Takes the override bytes that came since the last turn of the loop: the same ones count once. */
export function applyOverrides(memory: ControllerMemory): void {
  const { flags } = memory
  if (flags.overrides.size === 0) return
  if (memory.overridesDueMs === Number.POSITIVE_INFINITY) {
    memory.overridesDueMs = memory.nowMs + LOOP_MS
  }
  if (memory.nowMs < memory.overridesDueMs) {
    wakeAt(memory, memory.overridesDueMs)
    return
  }
  memory.overridesDueMs = Number.POSITIVE_INFINITY
  changeSpeeds(memory)
  changeSpindle(memory)
  toggleAccessories(memory)
  flags.overrides.clear()
}

function stepped(memory: ControllerMemory, value: number, steps: Steps): number {
  const asked = steps.filter(([byte]) => memory.flags.overrides.has(byte))
  // Kept in one byte without a sign: 10 % less 10 and less 1 at once comes out as 255, so as 200 %.
  const reached = asked.reduce((now, [, step]) => step(now), value) & 0xff
  return Math.min(200, Math.max(10, reached))
}

function changeSpeeds(memory: ControllerMemory): void {
  const { overrides } = memory
  const feed = stepped(memory, overrides.feed, FEED_STEPS)
  const rapid = stepped(memory, overrides.rapid, RAPID_STEPS)
  if (feed === overrides.feed && rapid === overrides.rapid) return
  memory.overrides = { ...overrides, feed, rapid }
  memory.overrideCountdown = 0
  memory.planner.setOverrides(feed, rapid)
}

function changeSpindle(memory: ControllerMemory): void {
  const spindle = stepped(memory, memory.overrides.spindle, SPINDLE_STEPS)
  if (spindle === memory.overrides.spindle) return
  memory.overrides = { ...memory.overrides, spindle }
  memory.overrideCountdown = 0
  const { parser, planner, restore, state } = memory
  if (state === 'Idle') setSpindle(memory, parser.spindle, spindleRpm(memory, parser.spindleRpm))
  else if (state === 'Hold' && memory.suspend === 'complete') {
    if (memory.spindleStop === 'none') loadSpindle(memory, restore)
  } else if (planner.runningSpindle !== null) loadSpindle(memory, planner.runningSpindle)
}

function toggleAccessories(memory: ControllerMemory): void {
  const { flags, state } = memory
  if (flags.overrides.has(SPINDLE_STOP) && state === 'Hold') {
    if (memory.spindleStop === 'none') memory.spindleStop = 'asked'
    else if (memory.spindleStop === 'stopped') memory.spindleStop = 'restoring'
    wakeAt(memory, memory.nowMs)
  }
  if (flags.overrides.has(0xa0) && ['Idle', 'Run', 'Hold', 'Jog'].includes(state)) {
    memory.parser.flood = !memory.parser.flood
    setFlood(memory, memory.parser.flood)
  }
}
