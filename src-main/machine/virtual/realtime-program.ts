import {
  isAborted,
  print,
  setSpindle,
  stall,
  wakeAt,
  type ControllerMemory,
  type Firmware,
} from './firmware.ts'
import { statusReport } from './reports.ts'

/** An alarm prints, then the firmware does nothing for so long. */
const ALARM_STALL_MS = 500
/** Spindle restart behind a door, GRBL's default. */
const DOOR_SPINDLE_MS = 4000
/** The transmit ring; a longer report makes the program wait for the line. */
const TRANSMIT_RING_BYTES = 104
/** Time of one turn of the main loop, from the measured coalescing: 5 bytes one step, 20 bytes four. */
const LOOP_MS = 0.44

/** Does what the flags ask for, and stays in it while the controller is suspended. */
export function* executeRealtime(memory: ControllerMemory): Firmware {
  yield* executeFlags(memory)
  while (memory.suspend !== null && !memory.abort) {
    yield
    yield* executeFlags(memory)
  }
}

function* executeFlags(memory: ControllerMemory): Firmware {
  while (memory.transmitBacklog() > TRANSMIT_RING_BYTES) yield
  const { flags } = memory
  if (flags.alarm !== 0) yield* raiseAlarm(memory, flags.alarm)
  if (flags.reset) {
    memory.abort = true
    return
  }
  if (flags.status) {
    flags.status = false
    print(memory, statusReport(memory))
  }
  takeStops(memory)
  if (flags.cycleStart) {
    flags.cycleStart = false
    yield* startCycle(memory)
  }
  if (flags.cycleStop) {
    flags.cycleStop = false
    endCycle(memory)
  }
  applyOverrides(memory)
}

function* raiseAlarm(memory: ControllerMemory, code: number): Firmware {
  const { flags } = memory
  memory.state = 'Alarm'
  memory.suspend = null
  print(memory, `ALARM:${String(code)}`)
  yield* stall(memory, ALARM_STALL_MS)
  if (code === 1 || code === 2) {
    print(memory, '[MSG:Reset to continue]')
    flags.reset = false
    while (!resetAsked(memory)) {
      flags.status = false
      yield
    }
  }
  flags.alarm = 0
}

function resetAsked(memory: ControllerMemory): boolean {
  return memory.flags.reset
}

function takeStops(memory: ControllerMemory): void {
  const { flags } = memory
  if (flags.jogCancel) {
    flags.jogCancel = false
    if (memory.state === 'Jog') beginSlowing(memory, true)
  }
  if (flags.feedHold) {
    flags.feedHold = false
    if (memory.state === 'Jog') {
      beginSlowing(memory, true)
    } else if (memory.state === 'Run' || memory.state === 'Idle') {
      memory.state = 'Hold'
      beginSlowing(memory, false)
    }
  }
  if (flags.door) {
    flags.door = false
    openDoor(memory)
  }
  if (flags.sleep) {
    flags.sleep = false
    memory.state = 'Sleep'
    memory.suspend = 'complete'
    print(memory, '[MSG:Sleeping]')
  }
}

function beginSlowing(memory: ControllerMemory, jogCancelled: boolean): void {
  memory.jogCancelled = jogCancelled
  if (memory.planner.isMoving) {
    memory.suspend = 'slowing'
    memory.planner.hold()
  } else {
    memory.suspend = 'complete'
    if (jogCancelled) endCycle(memory)
  }
}

function openDoor(memory: ControllerMemory): void {
  if (!['Idle', 'Run', 'Hold', 'Jog'].includes(memory.state)) return
  print(memory, '[MSG:Check Door]')
  const standing = memory.suspend === 'complete'
  const jogging = memory.state === 'Jog'
  memory.state = 'Door'
  if (!standing) beginSlowing(memory, jogging)
  if (!memory.planner.isMoving) spindleOffForDoor(memory)
}

function spindleOffForDoor(memory: ControllerMemory): void {
  setSpindle(memory, 'M5', 0)
  memory.flood = false
}

function* startCycle(memory: ControllerMemory): Firmware {
  if (memory.state === 'Door' && memory.suspend === 'complete') {
    memory.suspend = 'restoring'
    if (memory.parser.spindle !== 'M5') {
      setSpindle(memory, memory.parser.spindle, spindleRpm(memory))
      yield* restoreDelay(memory)
      if (isAborted(memory)) return
    }
    memory.flood = memory.parser.flood
    runQueue(memory)
    return
  }
  const mayStart =
    memory.state === 'Idle' || (memory.state === 'Hold' && memory.suspend === 'complete')
  if (mayStart) runQueue(memory)
}

function* restoreDelay(memory: ControllerMemory): Firmware {
  const untilMs = memory.nowMs + DOOR_SPINDLE_MS
  while (memory.nowMs < untilMs && !memory.flags.reset) {
    if (memory.flags.status) {
      memory.flags.status = false
      print(memory, statusReport(memory))
    }
    wakeAt(memory, untilMs)
    yield
  }
}

function runQueue(memory: ControllerMemory): void {
  memory.suspend = null
  if (memory.planner.blockCount === 0) {
    memory.state = 'Idle'
    return
  }
  memory.state = 'Run'
  memory.planner.start()
}

/** The steppers came to rest: the queue is done, or a hold is complete. */
function endCycle(memory: ControllerMemory): void {
  if (memory.suspend === null) {
    if (memory.state === 'Run' || memory.state === 'Jog') memory.state = 'Idle'
    return
  }
  if (memory.jogCancelled) {
    memory.jogCancelled = false
    memory.planner.clear()
    syncParserPosition(memory)
    memory.suspend = memory.state === 'Door' ? 'complete' : null
    if (memory.state === 'Jog') memory.state = 'Idle'
  } else {
    memory.suspend = 'complete'
  }
  if (memory.state === 'Door') spindleOffForDoor(memory)
}

/** After anything that moved the machine off the parser's idea of it. */
export function syncParserPosition(memory: ControllerMemory): void {
  const steps = memory.planner.positionSteps()
  const perMm = memory.settings.triple(100)
  memory.parser.position = [steps[0] / perMm[0], steps[1] / perMm[1], steps[2] / perMm[2]]
}

/** Programmed speed times override, within `$31` and `$30`. */
export function spindleRpm(memory: ControllerMemory): number {
  const wanted = (memory.parser.spindleRpm * memory.overrides.spindle) / 100
  if (wanted <= 0) return 0
  return Math.min(memory.settings.get(30), Math.max(memory.settings.get(31), wanted))
}

/** Lets a queue that nobody started run. */
export function autoCycleStart(memory: ControllerMemory): void {
  if (memory.planner.blockCount === 0) return
  memory.flags.cycleStart = true
  // The program may be about to wait for room that only a running queue makes.
  if (memory.state === 'Idle') wakeAt(memory, memory.nowMs)
}

type OverrideStep = (value: number) => number

const FEED_STEPS: ReadonlyMap<number, OverrideStep> = new Map<number, OverrideStep>([
  [0x90, () => 100],
  [0x91, (value) => value + 10],
  [0x92, (value) => value - 10],
  [0x93, (value) => value + 1],
  [0x94, (value) => value - 1],
])
const RAPID_STEPS: ReadonlyMap<number, OverrideStep> = new Map<number, OverrideStep>([
  [0x95, () => 100],
  [0x96, () => 50],
  [0x97, () => 25],
])
const SPINDLE_STEPS: ReadonlyMap<number, OverrideStep> = new Map<number, OverrideStep>([
  [0x99, () => 100],
  [0x9a, (value) => value + 10],
  [0x9b, (value) => value - 10],
  [0x9c, (value) => value + 1],
  [0x9d, (value) => value - 1],
])

function applyOverrides(memory: ControllerMemory): void {
  const { flags, overrides } = memory
  if (flags.overrides.size === 0) return
  if (memory.overridesDueMs === Number.POSITIVE_INFINITY) {
    memory.overridesDueMs = memory.nowMs + LOOP_MS
  }
  if (memory.nowMs < memory.overridesDueMs) {
    wakeAt(memory, memory.overridesDueMs)
    return
  }
  memory.overridesDueMs = Number.POSITIVE_INFINITY
  const stepped = (value: number, steps: ReadonlyMap<number, OverrideStep>) =>
    [...flags.overrides].reduce((now, byte) => {
      const step = steps.get(byte)
      return step === undefined ? now : Math.min(200, Math.max(10, step(now)))
    }, value)
  memory.overrides = {
    feed: stepped(overrides.feed, FEED_STEPS),
    rapid: stepped(overrides.rapid, RAPID_STEPS),
    spindle: stepped(overrides.spindle, SPINDLE_STEPS),
  }
  toggleAccessories(memory)
  flags.overrides.clear()
  memory.overrideCountdown = 0
  memory.planner.setOverrides(memory.overrides.feed, memory.overrides.rapid)
  if (memory.spindle.state !== 'M5') setSpindle(memory, memory.spindle.state, spindleRpm(memory))
}

function toggleAccessories(memory: ControllerMemory): void {
  if (memory.flags.overrides.has(0xa0)) {
    memory.flood = !memory.flood
    memory.parser.flood = memory.flood
  }
  const held = memory.state === 'Hold' && memory.suspend === 'complete'
  if (memory.flags.overrides.has(0x9e) && held && memory.parser.spindle !== 'M5') {
    const stopped = memory.spindle.state === 'M5'
    setSpindle(memory, stopped ? memory.parser.spindle : 'M5', spindleRpm(memory))
  }
}

/** Waits until everything queued has been run. */
export function* synchronizeMotion(memory: ControllerMemory): Firmware {
  autoCycleStart(memory)
  for (;;) {
    yield* executeRealtime(memory)
    const done = memory.planner.blockCount === 0 && memory.state !== 'Run'
    if (memory.abort || done) return
    yield
  }
}
