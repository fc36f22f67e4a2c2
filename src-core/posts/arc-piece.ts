import { pointOnArc } from '../gcode/arc-geometry.ts'
import type { Motion } from '../gcode/machine-event.ts'
import type { Point2 } from '../geometry/point.ts'

/** A planned arc in the XY plane, or a helix when its Z differs at the ends. */
export interface PlannedArc {
  readonly centre: Point2
  readonly clockwise: boolean
  readonly radiusMm: number
  readonly sweepRad: number
  readonly fromZMm: number
  readonly toZMm: number
}

/** How a posted arc differs from the planned one it is a piece of. */
export interface PieceComparison {
  /** Furthest of the compared points from the planned helix, mm. */
  readonly deviationMm: number
  /** A difference no tolerance covers; null when there is none. */
  readonly difference: string | null
}

/** Points compared along each piece, its two ends included. */
const COMPARED_POINTS = 17

function worst(difference: string): PieceComparison {
  return { deviationMm: Number.POSITIVE_INFINITY, difference }
}

/**
 * Holds one posted arc against the stretch of a planned arc that begins `sweptRad` after its start:
 * sense, plane, and the distance of points along it from the planned circle and from its rise.
 */
export function arcPieceDeviation(
  planned: PlannedArc,
  piece: Motion,
  sweptRad: number,
): PieceComparison {
  const { arc, from, to } = piece
  if (arc === null || from.X === null || from.Y === null || from.Z === null || to.Z === null) {
    return worst('the arc starts at a place the program has not stated')
  }
  if (arc.plane !== 'XY') return worst(`the arc lies in the ${arc.plane} plane, XY is planned`)
  if (arc.clockwise !== planned.clockwise) {
    return worst(
      `the arc turns ${arc.clockwise ? 'clockwise' : 'counterclockwise'}, the plan the other way`,
    )
  }
  const centreOffMm = Math.hypot(
    arc.path.centre.first - planned.centre.xMm,
    arc.path.centre.second - planned.centre.yMm,
  )
  const riseMm = planned.toZMm - planned.fromZMm
  // unrolled, a helix is a straight slope: the distance from it is the height above it times cos(slope)
  const levelMm = planned.radiusMm * planned.sweepRad
  const levelness = levelMm / Math.hypot(levelMm, riseMm)
  let deviationMm = centreOffMm
  for (let index = 0; index < COMPARED_POINTS; index += 1) {
    const fraction = index / (COMPARED_POINTS - 1)
    const at = pointOnArc(
      arc.path,
      { first: from.X, second: from.Y },
      { fraction, clockwise: arc.clockwise },
    )
    const radiusMm = Math.hypot(at.first - planned.centre.xMm, at.second - planned.centre.yMm)
    const share = (sweptRad + arc.path.sweepRad * fraction) / planned.sweepRad
    const zMm = from.Z + (to.Z - from.Z) * fraction
    const aboveMm = (zMm - planned.fromZMm - riseMm * share) * levelness
    deviationMm = Math.max(deviationMm, Math.hypot(radiusMm - planned.radiusMm, aboveMm))
  }
  return { deviationMm, difference: null }
}
