import { distance3Mm, type Point3 } from '../geometry/point.ts'
import { arcMoveLengthMm } from './arc-move.ts'
import { basicMoves } from './basic-moves.ts'
import { endOfMove } from './motion-blocks.ts'
import type { Move } from './move.ts'

/** How far the tool travels. */
export interface PathLengths {
  /** At feed, in or near the wood, mm. */
  readonly cutLengthMm: number
  /** Rapidly, above it, mm. */
  readonly rapidLengthMm: number
}

/** Length of one move from where it starts, mm; 0 for what does not move. */
export function moveLengthMm(from: Point3, move: Move): number {
  if (move.kind === 'drill') {
    const { cutLengthMm, rapidLengthMm } = pathLengths([move], from)
    return cutLengthMm + rapidLengthMm
  }
  return move.kind === 'arc' || move.kind === 'plane-arc'
    ? arcMoveLengthMm(from, move)
    : distance3Mm(from, endOfMove(from, move))
}

/** Adds up how far the tool travels from `start`. */
export function pathLengths(moves: readonly Move[], start: Point3): PathLengths {
  let cutLengthMm = 0
  let rapidLengthMm = 0
  let at = start
  for (const move of basicMoves(moves)) {
    const lengthMm = moveLengthMm(at, move)
    if (move.kind === 'rapid') rapidLengthMm += lengthMm
    else cutLengthMm += lengthMm
    at = endOfMove(at, move)
  }
  return { cutLengthMm, rapidLengthMm }
}
