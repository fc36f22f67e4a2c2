import {
  isAborted,
  isProbeTouching,
  machinePosition,
  print,
  setFlood,
  setSpindle,
  stall,
  wakeAt,
  type ControllerMemory,
  type Firmware,
} from './firmware.ts'
import type { ProgrammedSpindle } from './programmed-spindle.ts'
import { isLaser, standingRpm } from './laser.ts'
import { applyOverrides, SPINDLE_STOP, spindleRpm } from './overrides.ts'
import { statusReport } from './reports.ts'

/** An alarm prints, then the firmware does nothing for so long. */
const ALARM_STALL_MS = 500
/** Waits behind a door once the spindle and the coolant are back, GRBL's defaults. */
const DOOR_SPINDLE_MS = 4000
const DOOR_COOLANT_MS = 1000
/** The transmit ring; a longer report makes the program wait for the line. */
const TRANSMIT_RING_BYTES = 104

/** Does what the flags ask for, and stays in it while the controller is suspended. */
export function* executeRealtime(memory: ControllerMemory): Firmware {
  yield* executeFlags(memory)
  if (memory.suspend === null) return
  const { flood, parser } = memory
  const programmed = { state: parser.spindle, rpm: parser.spindleRpm }
  memory.restore = { ...(memory.planner.runningSpindle ?? programmed), flood }
  // A laser does not stand and burn.
  if (isLaser(memory)) memory.flags.overrides.add(SPINDLE_STOP)
  while (isSuspended(memory)) {
    yield* serveSuspension(memory)
    if (!isSuspended(memory)) return
    if (!hasFlags(memory)) yield
    yield* executeFlags(memory)
  }
}

function isSuspended(memory: ControllerMemory): boolean {
  return memory.suspend !== null && !memory.abort
}

function hasFlags({ flags }: ControllerMemory): boolean {
  return flags.cycleStart || flags.reset || flags.feedHold || flags.door
}

function* executeFlags(memory: ControllerMemory): Firmware {
  while (memory.transmitBacklog() > TRANSMIT_RING_BYTES) yield
  const { flags } = memory
  if (flags.alarm !== 0) yield* raiseAlarm(memory, flags.alarm)
  if (flags.reset) {
    memory.abort = true
    return
  }
  report(memory)
  const stopped = takeStops(memory)
  if (flags.cycleStart) {
    flags.cycleStart = false
    if (!stopped) startCycle(memory)
  }
  if (flags.cycleStop) {
    flags.cycleStop = false
    endCycle(memory)
  }
  applyOverrides(memory)
}

function report(memory: ControllerMemory): void {
  const { flags } = memory
  if (flags.status || flags.fullStatus) print(memory, statusReport(memory, flags.fullStatus))
  flags.status = false
  flags.fullStatus = false
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

/** True when a stop was asked for: a cycle start that came with it is forgotten. */
function takeStops(memory: ControllerMemory): boolean {
  const { flags } = memory
  const cancels = flags.motionCancel || flags.jogCancel
  const asked = { cancels, hold: flags.feedHold, door: flags.door, sleep: flags.sleep }
  if (!Object.values(asked).includes(true)) return false
  flags.motionCancel = flags.jogCancel = flags.feedHold = flags.door = flags.sleep = false
  if (memory.state !== 'Alarm' && memory.state !== 'Check') beginStops(memory, asked)
  if (asked.sleep) fallAsleep(memory)
  return cancels || asked.hold || asked.door
}

interface AskedStops {
  readonly cancels: boolean
  readonly hold: boolean
  readonly door: boolean
  readonly sleep: boolean
}

function beginStops(memory: ControllerMemory, asked: AskedStops): void {
  beginStop(memory, asked.sleep)
  if (asked.cancels && memory.state === 'Run') memory.motionCancelled = true
  if (asked.hold && !['Door', 'Jog', 'Sleep'].includes(memory.state)) memory.state = 'Hold'
  if (asked.door) openDoor(memory)
}

function beginStop(memory: ControllerMemory, sleeping: boolean): void {
  const jogging = memory.state === 'Jog'
  const cancelling = memory.jogCancelled || memory.motionCancelled
  if ((memory.state === 'Run' || jogging) && !cancelling) {
    memory.suspend = 'slowing'
    memory.jogCancelled = jogging && !sleeping
    if (memory.planner.isMoving) memory.planner.hold()
    else memory.flags.cycleStop = true
  }
  if (memory.state === 'Idle' || memory.state === 'Tool') memory.suspend = 'complete'
}

function openDoor(memory: ControllerMemory): void {
  const { door } = memory
  print(memory, '[MSG:Check Door]')
  door.ajar = true
  if (memory.jogCancelled) return
  if (memory.state === 'Door' && memory.suspend === 'restoring') {
    memory.suspend = 'complete'
    door.retracted = false
  } else if (memory.state !== 'Door') {
    door.retracted = false
  }
  door.restored = false
  if (memory.state !== 'Sleep') memory.state = 'Door'
}

function fallAsleep(memory: ControllerMemory): void {
  memory.state = 'Sleep'
  memory.suspend = 'complete'
}

/** What goes on while the controller stands in a hold, behind a door or asleep. */
function* serveSuspension(memory: ControllerMemory): Firmware {
  if (memory.suspend === 'slowing') return
  if (memory.state === 'Sleep') yield* sleep(memory)
  else if (memory.state === 'Door') yield* serveDoor(memory)
  else serveHold(memory)
}

function* sleep(memory: ControllerMemory): Firmware {
  switchOff(memory)
  print(memory, '[MSG:Sleeping]')
  while (!memory.abort) {
    yield
    yield* executeFlags(memory)
  }
}

function switchOff(memory: ControllerMemory): void {
  setSpindle(memory, 'M5', 0)
  setFlood(memory, false)
}

function* serveDoor(memory: ControllerMemory): Firmware {
  const { door } = memory
  if (!door.retracted) {
    memory.spindleStop = 'none'
    switchOff(memory)
    door.retracted = true
  }
  if (!door.open) door.ajar = false
  if (memory.suspend !== 'restoring' || door.restored) return
  if (memory.parser.spindle !== 'M5') {
    // A laser burns again with the motion.
    if (!isLaser(memory)) {
      restoreSpindle(memory)
      yield* restoreDelay(memory, DOOR_SPINDLE_MS)
    }
  }
  if (memory.parser.flood && isRestoring(memory)) {
    setFlood(memory, memory.restore.flood)
    yield* restoreDelay(memory, DOOR_COOLANT_MS)
  }
  if (!isRestoring(memory)) return
  door.restored = true
  memory.flags.cycleStart = true
}

function restoreSpindle(memory: ControllerMemory): void {
  setSpindle(memory, memory.restore.state, spindleRpm(memory, memory.restore.rpm))
}

function isRestoring(memory: ControllerMemory): boolean {
  return memory.suspend === 'restoring' && !memory.abort
}

function* restoreDelay(memory: ControllerMemory, durationMs: number): Firmware {
  const untilMs = memory.nowMs + durationMs
  while (memory.nowMs < untilMs && isRestoring(memory)) {
    wakeAt(memory, untilMs)
    yield
    yield* executeFlags(memory)
  }
}

/** 0x9E in a hold: the spindle stops, and comes back before anything moves. */
function serveHold(memory: ControllerMemory): void {
  const turning = memory.parser.spindle !== 'M5'
  if (memory.spindleStop === 'asked') {
    if (turning) setSpindle(memory, 'M5', 0)
    memory.spindleStop = turning ? 'stopped' : 'none'
  } else if (memory.spindleStop === 'restoring' || memory.spindleStop === 'resuming') {
    if (turning) {
      print(memory, '[MSG:Restoring spindle]')
      if (!isLaser(memory)) restoreSpindle(memory)
    }
    if (memory.spindleStop === 'resuming') memory.flags.cycleStart = true
    memory.spindleStop = 'none'
  }
}

function startCycle(memory: ControllerMemory): void {
  leaveDoor(memory)
  const held = memory.state === 'Hold' && memory.suspend === 'complete'
  if (memory.state === 'Tool' && memory.suspend === null) memory.flags.toolChanged = true
  else if (held && memory.spindleStop !== 'none') memory.spindleStop = 'resuming'
  else if (held || memory.state === 'Idle') runQueue(memory)
}

function leaveDoor(memory: ControllerMemory): void {
  const { door } = memory
  if (memory.state !== 'Door' || door.ajar) return
  if (door.restored) memory.state = 'Idle'
  else if (door.retracted && memory.suspend === 'complete') memory.suspend = 'restoring'
}

function runQueue(memory: ControllerMemory): void {
  memory.suspend = null
  memory.door.restored = false
  if (memory.planner.blockCount === 0 || memory.motionCancelled) {
    memory.motionCancelled = false
    memory.state = 'Idle'
    return
  }
  memory.state = 'Run'
  memory.planner.start()
}

/** The steppers came to rest: the queue is done, or a hold is complete. */
function endCycle(memory: ControllerMemory): void {
  const held = memory.state === 'Hold' || memory.state === 'Door' || memory.state === 'Sleep'
  if (held && !memory.jogCancelled) {
    if (memory.suspend === 'slowing') memory.suspend = 'complete'
    return
  }
  if (memory.jogCancelled) {
    memory.planner.clear()
    syncParserPosition(memory)
  }
  memory.jogCancelled = false
  memory.motionCancelled = false
  if (memory.door.ajar) {
    memory.suspend = 'complete'
    memory.state = 'Door'
    memory.door.retracted = false
  } else {
    memory.suspend = null
    memory.state = 'Idle'
  }
}

/** After anything that moved the machine off the parser's idea of it. */
export function syncParserPosition(memory: ControllerMemory): void {
  memory.parser.position = machinePosition(memory)
}

/** Lets a queue that nobody started run. */
export function autoCycleStart(memory: ControllerMemory): void {
  if (memory.planner.blockCount === 0) return
  memory.flags.cycleStart = true
  // The program may be about to wait for room that only a running queue makes.
  if (memory.state === 'Idle') wakeAt(memory, memory.nowMs)
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

/** Sets the spindle once everything queued has been run. */
export function* synchronizeSpindle(
  memory: ControllerMemory,
  programmed: ProgrammedSpindle,
): Firmware {
  if (memory.state === 'Check') return
  yield* synchronizeMotion(memory)
  if (isAborted(memory)) return
  setSpindle(memory, programmed.state, spindleRpm(memory, standingRpm(memory, programmed)))
}

/** The step interrupt's look at the probe: at the first change that it waits for, the motion is to end. */
export function watchProbe(memory: ControllerMemory): void {
  const { probe } = memory
  if (probe.watch === null) return
  if (isProbeTouching(memory) !== (probe.watch === 'contact')) return
  probe.watch = null
  probe.position = machinePosition(memory)
  memory.flags.motionCancel = true
}
