import { eachAxis, type AxisIndex, type Triple } from './axes.ts'
import { ERROR } from './error-codes.ts'
import {
  limitsReadClosed,
  machinePosition,
  resetController,
  stall,
  type ControllerMemory,
  type Firmware,
} from './firmware.ts'
import { loadSpindle } from './overrides.ts'
import { executeRealtime, syncParserPosition } from './realtime-program.ts'
import { profileOf, secondsToGo, wayAfter, type Phase } from './speed-profile.ts'
import { stepsOf } from './steps.ts'

/** How far a switch is looked for first, in travels of the longest axis of a cycle. */
const SEARCH_TRAVELS = 1.5
/** How far it is looked for again, in pull-offs. */
const LOCATE_PULL_OFFS = 5
/** Z alone first, then X and Y together. */
const CYCLES: readonly (readonly AxisIndex[])[] = [[2], [0, 1]]
/** A reset or the door is looked for so often, ms. */
const LOOK_MS = 5

/** One cycle: its axes, and how far each still is from its switch, mm (none: never). */
interface Cycle {
  readonly axes: readonly AxisIndex[]
  readonly gapMm: Map<AxisIndex, number>
}

/** One of the four motions of a cycle, all its axes side by side. */
interface Stretch {
  readonly towards: boolean
  readonly lengthMm: number
  /** mm/min of each axis. */
  readonly rate: number
}

/** `$H`: Z to its switch, then X and Y; true when the machine is homed. */
export function* runHoming(memory: ControllerMemory): Firmware<number | boolean> {
  if (memory.settings.get(22) !== 1) return ERROR.homingDisabled
  memory.state = 'Home'
  const gapsMm = eachAxis((axis) => toSwitchMm(memory, axis))
  memory.homed = false
  for (const axes of CYCLES) {
    const gapMm = new Map(axes.map((axis) => [axis, gapsMm[axis]]))
    const alarm = yield* homeAxes(memory, { axes, gapMm })
    if (alarm === null) continue
    resetController(memory)
    memory.flags.alarm = alarm
    yield* executeRealtime(memory)
    return false
  }
  memory.homed = true
  syncParserPosition(memory)
  memory.state = 'Idle'
  const letGoMs = memory.settings.get(1)
  if (letGoMs !== 255) yield* stall(memory, letGoMs)
  return true
}

/** One cycle of homing. Gives the alarm it ended in, or null; its axes then stand at their home. */
function* homeAxes(memory: ControllerMemory, cycle: Cycle): Firmware<number | null> {
  const { settings } = memory
  const travel = settings.triple(130)
  const [seek, locate] = [settings.get(25), settings.get(24)]
  const pullOff = { towards: false, lengthMm: settings.get(27), rate: seek }
  const searchMm = SEARCH_TRAVELS * Math.max(...cycle.axes.map((axis) => travel[axis]))
  const stretches: readonly Stretch[] = [
    { towards: true, lengthMm: searchMm, rate: seek },
    pullOff,
    { towards: true, lengthMm: LOCATE_PULL_OFFS * settings.get(27), rate: locate },
    pullOff,
  ]
  for (const stretch of stretches) {
    const alarm = yield* runStretch(memory, cycle, stretch)
    if (alarm !== null) return alarm
    yield* stall(memory, settings.get(26))
  }
  placeAxes(memory, cycle.axes, (axis) => homeMm(memory, axis))
  return null
}

/** Moves every axis until it meets its switch, or all of them the whole way. */
function* runStretch(
  memory: ControllerMemory,
  cycle: Cycle,
  stretch: Stretch,
): Firmware<number | null> {
  const { axes, gapMm } = cycle
  const ways = waysMm(cycle, stretch)
  const found = stretch.towards && axes.every((axis) => gapOf(cycle, axis) <= stretch.lengthMm)
  const phases = stretchPhases(memory, axes, stretch)
  const goesMm = found ? Math.max(...ways.values()) : stretch.lengthMm
  loadSpindle(memory, { state: 'M5', rpm: 0 })
  const fromMs = memory.nowMs
  yield* watchedStall(memory, secondsToGo(phases, goesMm) * 1000)
  const goneMm = wayAfter(phases, (memory.nowMs - fromMs) / 1000)
  const movedMm = (axis: AxisIndex) => Math.min(goneMm, ways.get(axis) ?? 0)
  placeAxes(memory, axes, (axis) => directionOf(memory, axis, stretch.towards) * movedMm(axis))
  if (!limitsReadClosed(memory)) {
    const closer = stretch.towards ? -1 : 1
    for (const axis of axes) gapMm.set(axis, gapOf(cycle, axis) + closer * movedMm(axis))
  }
  return alarmOf(memory, stretch, found)
}

const gapOf = ({ gapMm }: Cycle, axis: AxisIndex) => gapMm.get(axis) ?? Number.POSITIVE_INFINITY

/** How far each axis goes at most: its switch stops it alone. */
function waysMm(cycle: Cycle, { towards, lengthMm }: Stretch): ReadonlyMap<AxisIndex, number> {
  const way = (axis: AxisIndex) =>
    towards ? Math.min(lengthMm, Math.max(0, gapOf(cycle, axis))) : lengthMm
  return new Map(cycle.axes.map((axis) => [axis, way(axis)]))
}

/** The motion of each axis; side by side they are as quick as the slowest of them. */
function stretchPhases(
  { settings }: ControllerMemory,
  axes: readonly AxisIndex[],
  { lengthMm, rate }: Stretch,
): readonly Phase[] {
  return profileOf({
    speed: 0,
    lengthMm,
    nominal: Math.min(rate, ...axes.map((axis) => settings.get(110 + axis))) / 60,
    exit: 0,
    acceleration: Math.min(...axes.map((axis) => settings.get(120 + axis))),
    stop: false,
  })
}

/** What a motion of homing ends in; a switch that stays closed is told before all else. */
function alarmOf(memory: ControllerMemory, { towards }: Stretch, found: boolean): number | null {
  if (!towards && limitsReadClosed(memory)) return 8
  if (memory.flags.reset) return 6
  if (memory.flags.door) return 7
  return towards && !found ? 9 : null
}

/** 1 when an axis looks for its switch to plus, -1 to minus (`$23`); the other way round on the way off. */
function directionOf(memory: ControllerMemory, axis: AxisIndex, towards: boolean): number {
  return towards === looksToMinus(memory, axis) ? -1 : 1
}

function looksToMinus(memory: ControllerMemory, axis: AxisIndex): boolean {
  return ((memory.settings.get(23) >> axis) & 1) === 1
}

/** Says where some axes stand; the others stay. */
function placeAxes(
  memory: ControllerMemory,
  axes: readonly AxisIndex[],
  placeMm: (axis: AxisIndex) => number,
): void {
  const at = machinePosition(memory)
  const placed: Triple = eachAxis((axis) => (axes.includes(axis) ? placeMm(axis) : at[axis]))
  memory.planner.place(stepsOf(placed, memory.settings.triple(100)))
}

/** Way to the switch of an axis: known once it was homed, a quarter of the travel before. */
function toSwitchMm(memory: ControllerMemory, axis: AxisIndex): number {
  const { settings, limitSwitches } = memory
  if (limitsReadClosed(memory)) return 0
  if (!limitSwitches.present || limitSwitches.stuck) return Number.POSITIVE_INFINITY
  const travelMm = settings.triple(130)[axis]
  if (!memory.homed) return 0.25 * travelMm
  const atMm = machinePosition(memory)[axis]
  return looksToMinus(memory, axis) ? atMm + travelMm : -atMm
}

/** Nothing is reported while homing; only a reset and the door are heard. */
function* watchedStall(memory: ControllerMemory, durationMs: number): Firmware {
  const untilMs = memory.nowMs + durationMs
  while (memory.nowMs < untilMs && !memory.flags.reset && !memory.flags.door) {
    yield* stall(memory, Math.min(LOOK_MS, untilMs - memory.nowMs))
  }
}

/** The switch end of an axis, backed off by the pull-off distance (`$27`, side by `$23`). */
function homeMm(memory: ControllerMemory, axis: AxisIndex): number {
  const pullOffMm = memory.settings.get(27)
  return looksToMinus(memory, axis) ? pullOffMm - memory.settings.triple(130)[axis] : -pullOffMm
}
