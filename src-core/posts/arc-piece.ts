import { pointOnArc } from '../gcode/arc-geometry.ts'
import type { Motion } from '../gcode/machine-event.ts'
import { type AxisValues, planeAxes } from '../gcode/modal-state.ts'
import { sweepRad } from '../geometry/arc.ts'
import type { ArcShape } from '../toolpath/arc-move.ts'
import { TURN_RAD } from '../units/angle.ts'

/** How a posted motion differs from the stretch of a planned arc it stands for. */
export interface PieceComparison {
  /** Furthest of the compared points from the planned helix, mm. */
  readonly deviationMm: number
  /** How far round the planned circle it goes, radians. */
  readonly sweptRad: number
  /** A difference no tolerance covers; null when there is none. */
  readonly difference: string | null
}

/** Points compared along each piece, its two ends included. */
const COMPARED_POINTS = 17
/** A line that seems to go nearly all the way round has gone a hair backwards by rounding, radians. */
const BACKWARDS_RAD = 0.1

function worst(difference: string): PieceComparison {
  return { deviationMm: Number.POSITIVE_INFINITY, sweptRad: TURN_RAD, difference }
}

/** A place in the plane's own axes, first, second and across; null when any is not known. */
function placeIn(shape: ArcShape, values: AxisValues): readonly [number, number, number] | null {
  const [first, second, third] = planeAxes(shape.plane).map((axis) => values[axis])
  if (first == null || second == null || third == null) return null
  return [first, second, third]
}

/** Distance of a place from the planned helix, given how far round it should be, mm. */
function offHelixMm(
  shape: ArcShape,
  place: readonly [number, number, number],
  aroundRad: number,
): number {
  const [first, second, third] = place
  const radiusMm = Math.hypot(first - shape.centreFirstMm, second - shape.centreSecondMm)
  // unrolled, a helix is a straight slope: the distance from it is the height above it times cos(slope)
  const levelMm = shape.startRadiusMm * shape.sweepRad
  const levelness = levelMm / Math.hypot(levelMm, shape.riseMm)
  const share = aroundRad / shape.sweepRad
  const aboveMm = (third - shape.startRiseMm - shape.riseMm * share) * levelness
  return Math.hypot(radiusMm - shape.startRadiusMm, aboveMm)
}

/**
 * Holds one posted arc against the stretch of a planned arc that begins `sweptRad` after its start:
 * sense, plane, and the distance of points along it from the planned circle and from its rise.
 */
export function arcPieceDeviation(
  shape: ArcShape,
  piece: Motion,
  sweptRad: number,
): PieceComparison {
  const { arc } = piece
  const from = placeIn(shape, piece.from)
  const to = placeIn(shape, piece.to)
  if (arc === null || from === null || to === null) {
    return worst('the arc starts at a place the program has not stated')
  }
  if (arc.plane !== shape.plane) {
    return worst(`the arc lies in the ${arc.plane} plane, ${shape.plane} is planned`)
  }
  if (arc.clockwise !== (shape.rotation === 'clockwise')) {
    const turns = arc.clockwise ? 'clockwise' : 'counterclockwise'
    return worst(`the arc turns ${turns}, the plan the other way`)
  }
  let deviationMm = Math.hypot(
    arc.path.centre.first - shape.centreFirstMm,
    arc.path.centre.second - shape.centreSecondMm,
  )
  for (let index = 0; index < COMPARED_POINTS; index += 1) {
    const fraction = index / (COMPARED_POINTS - 1)
    const start = { first: from[0], second: from[1] }
    const at = pointOnArc(arc.path, start, { fraction, clockwise: arc.clockwise })
    const third = from[2] + (to[2] - from[2]) * fraction
    const aroundRad = sweptRad + arc.path.sweepRad * fraction
    deviationMm = Math.max(deviationMm, offHelixMm(shape, [at.first, at.second, third], aroundRad))
  }
  return { deviationMm, sweptRad: arc.path.sweepRad, difference: null }
}

/** How far round the circle a place is from `sweptRad` on, in the planned sense; a hair back is nothing. */
function aroundFrom(
  shape: ArcShape,
  place: readonly [number, number, number],
  sweptRad: number,
): number {
  const sign = shape.rotation === 'counterclockwise' ? 1 : -1
  const nowRad = shape.startRad + sign * sweptRad
  const placeRad = Math.atan2(place[1] - shape.centreSecondMm, place[0] - shape.centreFirstMm)
  const turned = sweepRad(nowRad, placeRad, shape.rotation)
  return turned > TURN_RAD - BACKWARDS_RAD ? turned - TURN_RAD : turned
}

/** Holds one posted line against the stretch of a planned arc it stands for. */
export function chordDeviation(shape: ArcShape, line: Motion, sweptRad: number): PieceComparison {
  const from = placeIn(shape, line.from)
  const to = placeIn(shape, line.to)
  if (from === null || to === null) {
    return worst('the line starts at a place the program has not stated')
  }
  let deviationMm = 0
  for (let index = 0; index < COMPARED_POINTS; index += 1) {
    const fraction = index / (COMPARED_POINTS - 1)
    const at = [
      from[0] + (to[0] - from[0]) * fraction,
      from[1] + (to[1] - from[1]) * fraction,
      from[2] + (to[2] - from[2]) * fraction,
    ] as const
    const aroundRad = sweptRad + aroundFrom(shape, at, sweptRad)
    deviationMm = Math.max(deviationMm, offHelixMm(shape, at, aroundRad))
  }
  return { deviationMm, sweptRad: aroundFrom(shape, to, sweptRad), difference: null }
}
