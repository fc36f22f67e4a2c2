import { chordCountForTolerance } from '../geometry/arc.ts'
import type { Point3 } from '../geometry/point.ts'
import { TURN_RAD } from '../units/angle.ts'
import { arcShape, type CircularMove, pointOnArcShape } from './arc-move.ts'
import { expandDrill } from './basic-moves.ts'
import type { BasicMove, Move } from './move.ts'

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
export function arcPoints(from: Point3, arc: CircularMove, toleranceMm: number): readonly Point3[] {
  const shape = arcShape(from, arc)
  const perTurn = chordCountForTolerance(shape.startRadiusMm, toleranceMm)
  const count = Math.max(1, Math.ceil((perTurn * shape.sweepRad) / TURN_RAD))
  return Array.from({ length: count }, (_, index) =>
    index === count - 1 ? arc.to : pointOnArcShape(shape, (index + 1) / count),
  )
}

/** Where a move ends; a rapid keeps the axes it does not name. */
export function endOfMove(from: Point3, move: Move): Point3 {
  if (move.kind === 'rapid') return { ...from, ...move.to }
  if ('to' in move) return move.to
  return move.kind === 'drill' ? { ...move.at, zMm: move.clearZMm } : from
}

/** Feed motion along points, one block for each stretch that has a length. */
function blocksAlong(
  points: readonly Point3[],
  moveIndex: number,
  feedMmPerMin: number,
): readonly MotionBlock[] {
  return points.slice(1).flatMap((point, index) => {
    const block = blockBetween(points[index] ?? point, point, moveIndex, feedMmPerMin)
    return block === null ? [] : [block]
  })
}

function blocksOfMove(
  from: Point3,
  move: BasicMove,
  moveIndex: number,
  arcToleranceMm: number,
): readonly TimedBlock[] {
  switch (move.kind) {
    case 'comment':
      return []
    case 'spindle':
    case 'pause':
    case 'tool':
      return [{ moveIndex, restSeconds: 0 }]
    case 'dwell':
      return [{ moveIndex, restSeconds: move.seconds }]
    case 'rapid':
      return blocksAlong([from, endOfMove(from, move)], moveIndex, Infinity)
    case 'line':
      return blocksAlong([from, move.to], moveIndex, move.feedMmPerMin)
    case 'arc':
    case 'plane-arc':
      return blocksAlong(
        [from, ...arcPoints(from, move, arcToleranceMm)],
        moveIndex,
        move.feedMmPerMin,
      )
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
    for (const part of move.kind === 'drill' ? expandDrill(move) : [move]) {
      for (const block of blocksOfMove(at, part, index, arcToleranceMm)) blocks.push(block)
      at = endOfMove(at, part)
    }
  }
  return blocks
}
