import type { Point3 } from '../geometry/point.ts'
import type { Machine } from '../library/machine.schema.ts'
import { timedBlocks } from './motion-blocks.ts'
import { GRBL_PLANNER_BLOCKS, MotionClock, type MotionLimits } from './motion-clock.ts'
import type { Move } from './move.ts'

/** Time a program takes on a machine. */
export interface MotionTime {
  readonly totalSeconds: number
  /** Seconds from the start to the end of each move, by the index of the move. */
  readonly moveEndSeconds: Float64Array
}

/** What a machine's record says about how its controller plans motion. */
export function motionLimitsOf(machine: Machine): MotionLimits {
  const { accelerationMmPerS2: a, maxRateMmPerMin: rate } = machine
  return {
    accelerationMmPerS2: [a.x, a.y, a.z],
    maxRateMmPerMin: [rate.x, rate.y, rate.z],
    junctionDeviationMm: machine.junctionDeviationMm,
    arcToleranceMm: machine.arcToleranceMm,
    plannerBlocks: GRBL_PLANNER_BLOCKS,
    stopDelaySeconds: 0,
  }
}

/**
 * Time of a program by the machine's accelerations, rates, junction deviation and look-ahead: arcs as
 * the chords the controller cuts, a stop at every dwell and change of spindle. Never below length / feed.
 */
export function motionTime(moves: readonly Move[], start: Point3, machine: Machine): MotionTime {
  const moveEndSeconds = new Float64Array(moves.length)
  let clockSeconds = 0
  const clock = new MotionClock(motionLimitsOf(machine), (moveIndex, seconds) => {
    clockSeconds += seconds
    moveEndSeconds[moveIndex] = clockSeconds
  })
  for (const block of timedBlocks(moves, start, machine.arcToleranceMm)) {
    if ('restSeconds' in block) {
      clock.rest(block.moveIndex, block.restSeconds)
    } else {
      const [x, y, z] = block.direction
      const { lengthMm } = block
      const delta = [x * lengthMm, y * lengthMm, z * lengthMm] as const
      clock.stretch(block.moveIndex, delta, block.feedMmPerMin)
    }
  }
  clock.finish()
  // moves that take no time end when the one before them does
  for (let index = 1; index < moveEndSeconds.length; index += 1) {
    if ((moveEndSeconds[index] ?? 0) === 0) moveEndSeconds[index] = moveEndSeconds[index - 1] ?? 0
  }
  return { totalSeconds: clockSeconds, moveEndSeconds }
}
