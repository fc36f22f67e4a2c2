import type { Point3 } from '../geometry/point.ts'
import type { Machine } from '../library/machine.schema.ts'
import { type MotionBlock, timedBlocks } from './motion-blocks.ts'
import type { Move } from './move.ts'

/** Time a program takes on a machine. */
export interface MotionTime {
  readonly totalSeconds: number
  /** Seconds from the start to the end of each move, by the index of the move. */
  readonly moveEndSeconds: Float64Array
}

type Vector = readonly [number, number, number]

/** Largest value along a direction when each axis has its own: min over axes of limit/|u|. */
function alongDirection(direction: Vector, limits: Vector): number {
  return Math.min(
    ...direction.map((share, axis) =>
      Math.abs(share) < 1e-12 ? Infinity : (limits[axis] ?? 0) / Math.abs(share),
    ),
  )
}

function limitsOf(axes: { readonly x: number; readonly y: number; readonly z: number }): Vector {
  return [axes.x, axes.y, axes.z]
}

interface PlannedBlock {
  readonly block: MotionBlock
  readonly accelerationMmPerS2: number
  readonly nominalMmPerS: number
  /** Squared speed at its start; set by the passes. */
  entrySquared: number
}

/**
 * Squared speed two blocks may be joined at: v² = a·δ·sin(θ/2)/(1 − sin(θ/2)), θ the angle between
 * them, δ the junction deviation (Jeon's centripetal approximation, as GRBL uses it).
 */
function junctionSquared(before: MotionBlock, after: MotionBlock, machine: Machine): number {
  const [ax, ay, az] = before.direction
  const [bx, by, bz] = after.direction
  const cosine = -(ax * bx + ay * by + az * bz)
  if (cosine > 0.999999) return 0
  if (cosine < -0.999999) return Infinity
  const turn: Vector = [bx - ax, by - ay, bz - az]
  const size = Math.hypot(...turn)
  const unit: Vector = [turn[0] / size, turn[1] / size, turn[2] / size]
  const acceleration = alongDirection(unit, limitsOf(machine.accelerationMmPerS2))
  const sineHalf = Math.sqrt((1 - cosine) / 2)
  return (acceleration * machine.junctionDeviationMm * sineHalf) / (1 - sineHalf)
}

/** Time to cover a length between two speeds with a trapezoid under a ceiling, s. */
function trapezoidSeconds(planned: PlannedBlock, exitSquared: number): number {
  const { accelerationMmPerS2: a, nominalMmPerS: top, entrySquared } = planned
  const lengthMm = planned.block.lengthMm
  const peakSquared = Math.min(top * top, (2 * a * lengthMm + entrySquared + exitSquared) / 2)
  const entry = Math.sqrt(entrySquared)
  const exit = Math.sqrt(exitSquared)
  const peak = Math.sqrt(Math.max(peakSquared, entrySquared, exitSquared))
  const rampsMm = (2 * peak * peak - entrySquared - exitSquared) / (2 * a)
  const cruiseMm = Math.max(0, lengthMm - rampsMm)
  return (2 * peak - entry - exit) / a + (peak > 0 ? cruiseMm / peak : 0)
}

/** Sets entry speeds of one stretch between two standstills, backwards from rest and forwards again. */
function planStretch(stretch: readonly PlannedBlock[], machine: Machine): void {
  let after: PlannedBlock | null = null
  for (const planned of [...stretch].reverse()) {
    const exitSquared: number = after?.entrySquared ?? 0
    planned.entrySquared = Math.min(
      planned.nominalMmPerS ** 2,
      exitSquared + 2 * planned.accelerationMmPerS2 * planned.block.lengthMm,
    )
    after = planned
  }
  let before: PlannedBlock | null = null
  for (const planned of stretch) {
    if (before === null) planned.entrySquared = 0
    else {
      planned.entrySquared = Math.min(
        planned.entrySquared,
        before.nominalMmPerS ** 2,
        junctionSquared(before.block, planned.block, machine),
        before.entrySquared + 2 * before.accelerationMmPerS2 * before.block.lengthMm,
      )
    }
    before = planned
  }
}

/** Lowers entries again so that every block can still stop for the one after it. */
function holdStops(stretch: readonly PlannedBlock[]): void {
  let exitSquared = 0
  for (const planned of [...stretch].reverse()) {
    planned.entrySquared = Math.min(
      planned.entrySquared,
      exitSquared + 2 * planned.accelerationMmPerS2 * planned.block.lengthMm,
    )
    exitSquared = planned.entrySquared
  }
}

function planBlock(block: MotionBlock, machine: Machine): PlannedBlock {
  const rate = alongDirection(block.direction, limitsOf(machine.maxRateMmPerMin))
  return {
    block,
    accelerationMmPerS2: alongDirection(block.direction, limitsOf(machine.accelerationMmPerS2)),
    nominalMmPerS: Math.min(block.feedMmPerMin, rate) / 60,
    entrySquared: 0,
  }
}

/**
 * Time of a program by the machine's accelerations, rates and junction deviation: trapezoids with full
 * look-ahead, arcs as the chords the controller cuts. Never below length / feed.
 */
export function motionTime(moves: readonly Move[], start: Point3, machine: Machine): MotionTime {
  const moveEndSeconds = new Float64Array(moves.length)
  let clockSeconds = 0
  let stretch: PlannedBlock[] = []
  const closeStretch = () => {
    planStretch(stretch, machine)
    holdStops(stretch)
    for (const [index, planned] of stretch.entries()) {
      clockSeconds += trapezoidSeconds(planned, stretch[index + 1]?.entrySquared ?? 0)
      moveEndSeconds[planned.block.moveIndex] = clockSeconds
    }
    stretch = []
  }
  for (const block of timedBlocks(moves, start, machine.arcToleranceMm)) {
    if ('restSeconds' in block) {
      closeStretch()
      clockSeconds += block.restSeconds
      moveEndSeconds[block.moveIndex] = clockSeconds
    } else {
      stretch.push(planBlock(block, machine))
    }
  }
  closeStretch()
  // moves that take no time end when the one before them does
  for (let index = 1; index < moveEndSeconds.length; index += 1) {
    if ((moveEndSeconds[index] ?? 0) === 0) moveEndSeconds[index] = moveEndSeconds[index - 1] ?? 0
  }
  return { totalSeconds: clockSeconds, moveEndSeconds }
}
