import { type Annulus, annulusAreaMm2 } from '../../geometry/annulus.ts'
import { chordLengthMm } from '../../geometry/arc.ts'
import { TURN_RAD } from '../../units/angle.ts'
import type { Plan, RingOf } from '../plan.schema.ts'

/** Route C: what a ring of arcs takes from flat stock. */
export interface ArcsRoute {
  readonly kind: 'arcs'
  readonly arcCount: number
  readonly arcAngleDeg: number
  /** Smallest board for one arc: chord by height. */
  readonly boardLengthMm: number
  readonly boardWidthMm: number
  /** Width of one board of the same length for all arcs, nested; null while the kerf is not measured. */
  readonly nestedWidthMm: number | null
  /** Wood of the board for a ring in one piece that arcs save, 0 to 1; 0 for a ring in one piece. */
  readonly savedRatio: number
  /** Wood of the separate boards that ends up in the ring, 0 to 1. */
  readonly yieldRatio: number
}

/**
 * Board for one arc of angle A, mm: chord 2·r_o·sin(A/2) by height r_o − r_i·cos(A/2), for A up to half a
 * turn; a whole ring takes the square over its outer circle.
 */
export function arcBoard(
  { innerRadiusMm, outerRadiusMm }: Annulus,
  arcCount: number,
): { readonly lengthMm: number; readonly widthMm: number } {
  if (arcCount === 1) return { lengthMm: 2 * outerRadiusMm, widthMm: 2 * outerRadiusMm }
  const sweepRad = TURN_RAD / arcCount
  return {
    lengthMm: chordLengthMm(outerRadiusMm, sweepRad),
    widthMm: outerRadiusMm - innerRadiusMm * Math.cos(sweepRad / 2),
  }
}

/**
 * How far the next arc of the same angle lies behind one when they are nested like chairs, mm. The inner
 * circle, moved by d, must clear the outer one by the kerf k all along; it comes closest at the ends,
 * where d² + 2·d·r_i·cos(A/2) + r_i² = (r_o + k)².
 */
export function nestingStepMm(
  { innerRadiusMm, outerRadiusMm }: Annulus,
  arcCount: number,
  kerfMm: number,
): number {
  const halfRad = TURN_RAD / arcCount / 2
  const reachMm = outerRadiusMm + kerfMm
  const across = innerRadiusMm * Math.sin(halfRad)
  return Math.sqrt(reachMm ** 2 - across ** 2) - innerRadiusMm * Math.cos(halfRad)
}

function nestedWidthMm(ring: Annulus, arcCount: number, kerfMm: number): number {
  const { widthMm } = arcBoard(ring, arcCount)
  return arcCount === 1 ? widthMm : widthMm + (arcCount - 1) * nestingStepMm(ring, arcCount, kerfMm)
}

/** Works out what the arcs of a ring take. */
export function solveArcs(plan: Plan, ring: RingOf<'arcs'>): ArcsRoute {
  const { arcCount } = ring
  const { kerfMm } = plan.stock
  const { lengthMm, widthMm } = arcBoard(ring, arcCount)
  const wholeMm2 = (2 * ring.outerRadiusMm) ** 2
  const boardsMm2 = arcCount * lengthMm * widthMm
  return {
    kind: 'arcs',
    arcCount,
    arcAngleDeg: 360 / arcCount,
    boardLengthMm: lengthMm,
    boardWidthMm: widthMm,
    nestedWidthMm: kerfMm === null ? null : nestedWidthMm(ring, arcCount, kerfMm),
    savedRatio: 1 - boardsMm2 / wholeMm2,
    yieldRatio: annulusAreaMm2(ring) / boardsMm2,
  }
}
