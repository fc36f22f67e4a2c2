import type { Triple } from './axes.ts'
import { isAborted, resetController, type ControllerMemory, type Firmware } from './firmware.ts'
import type { StraightMotion } from './motion-planner.ts'
import { isLaser } from './laser.ts'
import { autoCycleStart, executeRealtime, synchronizeSpindle } from './realtime-program.ts'

/** Waits for room in the planner and queues one straight motion. */
export function* queueMotion(memory: ControllerMemory, motion: StraightMotion): Firmware {
  const checked = memory.settings.get(20) === 1 && memory.state !== 'Jog'
  if (checked && isOutside(memory, motion.targetMm)) {
    yield* softLimit(memory)
    return
  }
  if (memory.state === 'Check') return
  for (;;) {
    yield* executeRealtime(memory)
    if (isAborted(memory)) return
    if (!memory.planner.isFull) break
    autoCycleStart(memory)
    yield
  }
  yield* planMotion(memory, motion)
}

function* planMotion(memory: ControllerMemory, motion: StraightMotion): Firmware {
  const { spindle: state, spindleRpm: rpm } = memory.parser
  const spindle = motion.spindle ?? { state, rpm }
  const moves = memory.planner.plan({ ...motion, spindle })
  // Where nothing moves, nothing would bring a laser's new power.
  if (!moves && isLaser(memory) && spindle.state === 'M3') {
    yield* synchronizeSpindle(memory, spindle)
  }
}

/** Machine space is negative: 0 down to minus the travel, whichever way homing goes. */
export function isOutside(memory: ControllerMemory, targetMm: Triple): boolean {
  const travel = memory.settings.triple(130)
  return targetMm.some((value, axis) => value > 0 || value < -(travel[axis] ?? 0))
}

/** Slows to a stand, then locks: the position stays true. */
function* softLimit(memory: ControllerMemory): Firmware {
  if (memory.state === 'Run') {
    // Not a hold: `executeRealtime` would wait in that for a resume.
    memory.planner.hold()
    while (memory.planner.isMoving && !memory.flags.reset) yield
    memory.flags.cycleStop = false
    memory.planner.clear()
    memory.state = 'Idle'
  }
  resetController(memory)
  memory.flags.alarm = 2
  yield* executeRealtime(memory)
}
