import type { Triple } from './axes.ts'
import {
  isAborted,
  isProbeTouching,
  machinePosition,
  print,
  type ControllerMemory,
  type Firmware,
} from './firmware.ts'
import type { ProgrammedSpindle } from './programmed-spindle.ts'
import type { MotionMode } from './gcode-block.ts'
import { queueMotion } from './queue-motion.ts'
import { executeRealtime, synchronizeMotion, syncParserPosition } from './realtime-program.ts'
import { probeLine } from './reports.ts'

/** A `G38` motion: where to, how fast, which of the four. */
export interface ProbeMotion {
  readonly targetMm: Triple
  readonly feed: number
  readonly inverseTime: boolean
  readonly motion: MotionMode
  readonly spindle: ProgrammedSpindle
}

/** Runs a `G38.n` motion: stops at contact, or alarms, as its code says. Leaves the parser's position set. */
export function* runProbe(memory: ControllerMemory, request: ProbeMotion): Firmware {
  const { targetMm, motion } = request
  const away = motion === 'G38.4' || motion === 'G38.5'
  if (memory.state === 'Check') {
    memory.parser.position = targetMm
    return
  }
  yield* synchronizeMotion(memory)
  if (isAborted(memory)) return
  memory.probe.touched = false
  memory.probe.away = away
  if (isProbeTouching(memory) !== away) {
    memory.flags.alarm = 4
    yield* executeRealtime(memory)
    memory.probe.away = false
    return
  }
  yield* queueMotion(memory, { ...request, rapid: false, fixedFeed: true })
  if (isAborted(memory)) return
  memory.probe.watch = away ? 'release' : 'contact'
  memory.flags.cycleStart = true
  do {
    yield* executeRealtime(memory)
    if (isAborted(memory)) return
    if (memory.state !== 'Idle') yield
  } while (memory.state !== 'Idle')
  yield* endProbe(memory, request)
}

function* endProbe(memory: ControllerMemory, { targetMm, motion }: ProbeMotion): Firmware {
  const found = memory.probe.watch === null
  memory.probe.watch = null
  memory.probe.away = false
  if (found) memory.probe.touched = true
  else if (motion === 'G38.2' || motion === 'G38.4') memory.flags.alarm = 5
  else memory.probe.position = machinePosition(memory)
  yield* executeRealtime(memory)
  memory.planner.clear()
  print(memory, probeLine(memory, memory.probe.position, memory.probe.touched))
  // The firmware believes itself at the goal when nothing was touched.
  if (found) syncParserPosition(memory)
  else memory.parser.position = targetMm
}
