import { chordCountForTolerance } from '../geometry/arc.ts'
import { segmentSweepRad } from '../geometry/path.ts'
import { type Point3, polarPoint } from '../geometry/point.ts'
import { TURN_RAD } from '../units/angle.ts'
import type { ArcMove, Move } from './move.ts'

/** A straight stretch the planner sees: arcs are many of them. */
export interface MotionBlock {
  readonly moveIndex: number
  readonly lengthMm: number
  /** Unit direction. */
  readonly direction: readonly [number, number, number]
  /** Asked feed, mm/min; Infinity for rapids. */
  readonly feedMmPerMin: number
}

/** A standstill: dwell or spindle change. Motion before it ends at rest and motion after it begins so. */
export interface RestBlock {
  readonly moveIndex: number
  readonly restSeconds: number
}

/** What a machine has to do, in order. */
export type TimedBlock = MotionBlock | RestBlock

function blockBetween(
  from: Point3,
  to: Point3,
  moveIndex: number,
  feedMmPerMin: number,
): MotionBlock | null {
  const delta = [to.xMm - from.xMm, to.yMm - from.yMm, to.zMm - from.zMm] as const
  const lengthMm = Math.hypot(...delta)
  if (lengthMm < 1e-9) return null
  return {
    moveIndex,
    lengthMm,
    direction: [delta[0] / lengthMm, delta[1] / lengthMm, delta[2] / lengthMm],
    feedMmPerMin,
  }
}

/** Points along an arc at the controller's chord tolerance, ending exactly at its end. */
export function arcPoints(from: Point3, arc: ArcMove, toleranceMm: number): readonly Point3[] {
  const radiusMm = Math.hypot(from.xMm - arc.centre.xMm, from.yMm - arc.centre.yMm)
  const startRad = Math.atan2(from.yMm - arc.centre.yMm, from.xMm - arc.centre.xMm)
  const sweep = segmentSweepRad({ ...arc, from })
  const sign = arc.rotation === 'counterclockwise' ? 1 : -1
  const perTurn = chordCountForTolerance(radiusMm, toleranceMm)
  const count = Math.max(1, Math.ceil((perTurn * sweep) / TURN_RAD))
  return Array.from({ length: count }, (_, index) => {
    const share = (index + 1) / count
    if (share === 1) return arc.to
    return {
      ...polarPoint(arc.centre, radiusMm, startRad + sign * sweep * share),
      zMm: from.zMm + (arc.to.zMm - from.zMm) * share,
    }
  })
}

/** Where a move ends; a rapid keeps the axes it does not name. */
export function endOfMove(from: Point3, move: Move): Point3 {
  switch (move.kind) {
    case 'rapid':
      return { ...from, ...move.to }
    case 'line':
    case 'arc':
      return move.to
    case 'comment':
    case 'spindle':
    case 'dwell':
      return from
  }
}

function blocksOfMove(
  from: Point3,
  move: Move,
  moveIndex: number,
  arcToleranceMm: number,
): readonly TimedBlock[] {
  switch (move.kind) {
    case 'comment':
      return []
    case 'spindle':
      return [{ moveIndex, restSeconds: 0 }]
    case 'dwell':
      return [{ moveIndex, restSeconds: move.seconds }]
    case 'rapid': {
      const block = blockBetween(from, endOfMove(from, move), moveIndex, Infinity)
      return block === null ? [] : [block]
    }
    case 'line': {
      const block = blockBetween(from, move.to, moveIndex, move.feedMmPerMin)
      return block === null ? [] : [block]
    }
    case 'arc': {
      const points = [from, ...arcPoints(from, move, arcToleranceMm)]
      return points.slice(1).flatMap((point, index) => {
        const before = points[index] ?? from
        const block = blockBetween(before, point, moveIndex, move.feedMmPerMin)
        return block === null ? [] : [block]
      })
    }
  }
}

/** Breaks moves into what the controller's planner sees, arcs cut into chords at its own tolerance. */
export function timedBlocks(
  moves: readonly Move[],
  start: Point3,
  arcToleranceMm: number,
): readonly TimedBlock[] {
  const blocks: TimedBlock[] = []
  let at = start
  for (const [index, move] of moves.entries()) {
    blocks.push(...blocksOfMove(at, move, index, arcToleranceMm))
    at = endOfMove(at, move)
  }
  return blocks
}
