import { eachAxis, type AxisIndex, type Triple } from './axes.ts'
import { ERROR } from './error-codes.ts'
import {
  machinePosition,
  resetController,
  stall,
  type ControllerMemory,
  type Firmware,
} from './firmware.ts'
import { stepsOf } from './motion-planner.ts'
import { executeRealtime, syncParserPosition } from './realtime-program.ts'

/** How far a switch is looked for, in travels of the longest axis of a cycle. */
const SEARCH_TRAVELS = 1.5
/** Z alone first, then X and Y together. */
const CYCLES: readonly (readonly AxisIndex[])[] = [[2], [0, 1]]

/** `$H`: Z to its switch, then X and Y; true when the machine is homed. */
export function* runHoming(memory: ControllerMemory): Firmware<number | boolean> {
  if (memory.settings.get(22) !== 1) return ERROR.homingDisabled
  memory.state = 'Home'
  for (const axes of CYCLES) {
    const alarm = yield* homeAxes(memory, axes)
    if (alarm !== null) {
      resetController(memory)
      memory.flags.alarm = alarm
      memory.planner.clear()
      yield* executeRealtime(memory)
      return false
    }
  }
  memory.planner.place(stepsOf(homePosition(memory), memory.settings.triple(100)))
  memory.homed = true
  syncParserPosition(memory)
  memory.state = 'Idle'
  return true
}

/** One cycle of homing. Gives the alarm it ended in, or null. */
function* homeAxes(memory: ControllerMemory, axes: readonly AxisIndex[]): Firmware<number | null> {
  const { settings, limitSwitches } = memory
  const travel = settings.triple(130)
  const seekMmPerMs = settings.get(25) / 60_000
  const longestMm = Math.max(...axes.map((axis) => travel[axis]))
  const seekMm = limitSwitches.present
    ? Math.max(...axes.map((axis) => toSwitchMm(memory, axis)))
    : SEARCH_TRAVELS * longestMm
  const seekAlarm = yield* homingMotion(memory, seekMm / seekMmPerMs)
  if (seekAlarm !== null) return seekAlarm
  return limitSwitches.present ? yield* locateSwitch(memory) : 9
}

/** Behind the first touch: back off, touch again slowly, back off. */
function* locateSwitch(memory: ControllerMemory): Firmware<number | null> {
  const { settings, limitSwitches } = memory
  const seekMmPerMs = settings.get(25) / 60_000
  const pullOffMm = settings.get(27)
  for (const stage of ['back', 'locate', 'back'] as const) {
    const locating = stage === 'locate'
    const mmPerMs = locating ? settings.get(24) / 60_000 : seekMmPerMs
    const alarm = yield* homingMotion(memory, settings.get(26) + pullOffMm / mmPerMs)
    if (alarm !== null) return alarm
    if (limitSwitches.stuck && !locating) return 8
  }
  return yield* homingMotion(memory, settings.get(26))
}

/** Way to the switch of an axis: known once it was homed, a quarter of the travel before. */
function toSwitchMm(memory: ControllerMemory, axis: AxisIndex): number {
  const travelMm = memory.settings.triple(130)[axis]
  if (!memory.homed) return 0.25 * travelMm
  const atMm = machinePosition(memory)[axis]
  const farEnd = ((memory.settings.get(23) >> axis) & 1) === 1
  return Math.max(0, farEnd ? atMm + travelMm : -atMm)
}

/** Nothing is reported while homing; only a reset and the door are heard. */
function* homingMotion(memory: ControllerMemory, durationMs: number): Firmware<number | null> {
  const untilMs = memory.nowMs + durationMs
  while (memory.nowMs < untilMs) {
    if (memory.flags.reset) return 6
    if (memory.flags.door) return 7
    yield* stall(memory, Math.min(5, untilMs - memory.nowMs))
  }
  return memory.flags.reset ? 6 : null
}

/** The switch end of each axis, backed off by the pull-off distance (`$27`, side by `$23`). */
function homePosition(memory: ControllerMemory): Triple {
  const travel = memory.settings.triple(130)
  const pullOff = memory.settings.get(27)
  const mask = memory.settings.get(23)
  return eachAxis((axis) => (((mask >> axis) & 1) === 1 ? pullOff - travel[axis] : -pullOff))
}
