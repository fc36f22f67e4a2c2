import type { CheckedBlock } from './check-block.ts'
import type { ControllerMemory } from './firmware.ts'
import type { ProgrammedSpindle } from './programmed-spindle.ts'
import type { MotionMode } from './gcode-block.ts'

const isCut = (motion: MotionMode) => motion === 'G1' || motion === 'G2' || motion === 'G3'

/** What laser mode (`$32=1`) makes of a line; nothing of it holds in ordinary mode. */
export interface LaserUse {
  /** The line moves, so a new S comes with its motion and nothing has to stop for it. */
  readonly movesOn: boolean
  /** M3 between cutting and other motion, in a line that does not move: the output is set anew. */
  readonly setsAnew: boolean
  /** Speed its motions carry: none but G1, G2 and G3 burn. */
  readonly motionRpm: number
}

/** How a line uses the spindle output. */
export function laserUse(
  memory: ControllerMemory,
  { block, next, viaTarget }: CheckedBlock,
): LaserUse {
  const { parser } = memory
  const rpm = next.spindleRpm
  if (!isLaser(memory)) return { movesOn: false, setsAnew: false, motionRpm: rpm }
  const movesOn = viaTarget && block.axisCommand === 'motion'
  const cuts = isCut(next.motion)
  return {
    movesOn,
    setsAnew: !movesOn && parser.spindle === 'M3' && isCut(parser.motion) !== cuts,
    motionRpm: cuts ? rpm : 0,
  }
}

/** Whether `$32` is on. */
export function isLaser(memory: ControllerMemory): boolean {
  return memory.settings.get(32) === 1
}

/** What a change of the spindle at a stand sets: M4 of a laser burns in motion only. */
export function standingRpm(memory: ControllerMemory, { state, rpm }: ProgrammedSpindle): number {
  return isLaser(memory) && state === 'M4' ? 0 : rpm
}

/** Speed the output has now: M4 of a laser follows the speed of the motion. */
export function outputRpm(memory: ControllerMemory): number {
  const { planner, spindle } = memory
  if (!isLaser(memory) || spindle.state !== 'M4') return spindle.rpm
  return planner.isMoving ? spindle.rpm * planner.shareOfProgrammedSpeed : 0
}
