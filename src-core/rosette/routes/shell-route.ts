import { annulusMeanRadiusMm } from '../../geometry/annulus.ts'
import type { RingOf } from '../plan.schema.ts'
import { divideShell, longestStraightPieceMm, type ShellDivision } from '../shell-pieces.ts'
import { arcBoard } from './arcs-route.ts'

/** Route E: pieces of shell. */
export interface ShellRoute extends ShellDivision {
  readonly kind: 'shell'
  readonly precurved: boolean
  /** The longest straight piece that keeps the sag: √(8·r·s). */
  readonly longestStraightMm: number
  /** The pieces stand off the circle by more than the plan allows. */
  readonly tooLong: boolean
  /** Blank for one piece, without room for the tool. */
  readonly blankLengthMm: number
  readonly blankWidthMm: number
}

/** Works out the pieces of a ring of shell. */
export function solveShell(ring: RingOf<'shell'>): ShellRoute {
  const division = divideShell(ring)
  const { pieceCount, sagMm } = division
  const faceSlope = Math.tan(Math.PI / pieceCount)
  const board = ring.precurved
    ? arcBoard(ring, pieceCount)
    : {
        lengthMm: 2 * ring.outerRadiusMm * faceSlope,
        widthMm: ring.outerRadiusMm - ring.innerRadiusMm,
      }
  return {
    ...division,
    kind: 'shell',
    precurved: ring.precurved,
    longestStraightMm: longestStraightPieceMm(annulusMeanRadiusMm(ring), ring.maxSagMm),
    tooLong: sagMm > ring.maxSagMm * (1 + 1e-9),
    blankLengthMm: board.lengthMm,
    blankWidthMm: board.widthMm,
  }
}
