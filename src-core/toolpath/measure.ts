import { segmentLengthMm } from '../geometry/path.ts'
import { distance3Mm, type Point3 } from '../geometry/point.ts'
import { endOfMove } from './motion-blocks.ts'
import type { ArcMove, Move } from './move.ts'

/** How far the tool travels. */
export interface PathLengths {
  /** At feed, in or near the wood, mm. */
  readonly cutLengthMm: number
  /** Rapidly, above it, mm. */
  readonly rapidLengthMm: number
}

/** Length of an arc or helix, mm: √((r·θ)² + Δz²). */
export function arcMoveLengthMm(from: Point3, arc: ArcMove): number {
  return Math.hypot(segmentLengthMm({ ...arc, from }), arc.to.zMm - from.zMm)
}

/** Length of one move from where it starts, mm; 0 for what does not move. */
export function moveLengthMm(from: Point3, move: Move): number {
  return move.kind === 'arc'
    ? arcMoveLengthMm(from, move)
    : distance3Mm(from, endOfMove(from, move))
}

/** Adds up how far the tool travels from `start`. */
export function pathLengths(moves: readonly Move[], start: Point3): PathLengths {
  let cutLengthMm = 0
  let rapidLengthMm = 0
  let at = start
  for (const move of moves) {
    const lengthMm = moveLengthMm(at, move)
    if (move.kind === 'rapid') rapidLengthMm += lengthMm
    else cutLengthMm += lengthMm
    at = endOfMove(at, move)
  }
  return { cutLengthMm, rapidLengthMm }
}
