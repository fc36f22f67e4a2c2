/** A point in a plane's own two axes, mm. */
export interface PlanePoint {
  readonly first: number
  readonly second: number
}

/** A circular motion in its plane. */
export interface ArcGeometry {
  readonly centre: PlanePoint
  /** Distance from the centre to the start and to the end, mm; they differ by rounding at best. */
  readonly startRadiusMm: number
  readonly endRadiusMm: number
  /** Angle turned in the arc's own sense, in (0, 2π]. */
  readonly sweepRad: number
}

/** Turns smaller than this are taken as a full circle by GRBL, radians. */
export const FULL_CIRCLE_EPSILON_RAD = 5e-7

function radius(centre: PlanePoint, point: PlanePoint): number {
  return Math.hypot(point.first - centre.first, point.second - centre.second)
}

/** The arc from `from` to `to` about `centre`; ends in the same direction mean one full turn. */
export function arcAbout(
  centre: PlanePoint,
  ends: { readonly from: PlanePoint; readonly to: PlanePoint },
  clockwise: boolean,
): ArcGeometry {
  const { from, to } = ends
  const a = { first: from.first - centre.first, second: from.second - centre.second }
  const b = { first: to.first - centre.first, second: to.second - centre.second }
  const cross = a.first * b.second - a.second * b.first
  const dot = a.first * b.first + a.second * b.second
  const turn = clockwise ? -Math.atan2(cross, dot) : Math.atan2(cross, dot)
  return {
    centre,
    startRadiusMm: radius(centre, from),
    endRadiusMm: radius(centre, to),
    sweepRad: turn <= FULL_CIRCLE_EPSILON_RAD ? turn + 2 * Math.PI : turn,
  }
}

/**
 * The centre of the circle of a given radius through two points (R form). With half chord c/2 the
 * centre lies h = √(R² − c²/4) beside the chord's middle: on the right of the direction of travel for
 * a clockwise arc up to 180°, on the other side for a negative R, which asks for the longer way round.
 * Null when the chord is longer than the diameter; not defined for equal points.
 */
export function centreFromRadius(
  ends: { readonly from: PlanePoint; readonly to: PlanePoint },
  signedRadiusMm: number,
  clockwise: boolean,
): PlanePoint | null {
  const along = {
    first: ends.to.first - ends.from.first,
    second: ends.to.second - ends.from.second,
  }
  const chordMm = Math.hypot(along.first, along.second)
  const squared = 4 * signedRadiusMm * signedRadiusMm - chordMm * chordMm
  if (squared < 0) return null
  const side = clockwise === signedRadiusMm > 0 ? 1 : -1
  const beside = (side * Math.sqrt(squared)) / (2 * chordMm)
  return {
    first: (ends.from.first + ends.to.first) / 2 + along.second * beside,
    second: (ends.from.second + ends.to.second) / 2 - along.first * beside,
  }
}

/** Largest difference of the two radii that is always taken, mm. */
export const RADIUS_MISMATCH_MM = 0.005

/**
 * True when GRBL refuses the arc (error 33): the two radii differ by more than 0.5 mm, or by more than
 * 0.005 mm and by more than 0.1 % of the first. (Limits as GRBL 1.1 checks them.)
 */
export function radiiDisagree(startRadiusMm: number, endRadiusMm: number): boolean {
  const differenceMm = Math.abs(endRadiusMm - startRadiusMm)
  if (differenceMm <= RADIUS_MISMATCH_MM) return false
  return differenceMm > 0.5 || differenceMm > 0.001 * startRadiusMm
}

/** Length of an arc with an even rise: √((r·θ)² + h²), mm, with the mean of the two radii. */
export function helixLengthMm(arc: ArcGeometry, riseMm: number): number {
  const radiusMm = (arc.startRadiusMm + arc.endRadiusMm) / 2
  return Math.hypot(radiusMm * arc.sweepRad, riseMm)
}

/** The point reached after a fraction (0..1) of an arc; the radius goes evenly from start to end. */
export function pointOnArc(
  arc: ArcGeometry,
  from: PlanePoint,
  step: { readonly fraction: number; readonly clockwise: boolean },
): PlanePoint {
  const turned = arc.sweepRad * step.fraction * (step.clockwise ? -1 : 1)
  const startRad = Math.atan2(from.second - arc.centre.second, from.first - arc.centre.first)
  const radiusMm = arc.startRadiusMm + (arc.endRadiusMm - arc.startRadiusMm) * step.fraction
  return {
    first: arc.centre.first + radiusMm * Math.cos(startRad + turned),
    second: arc.centre.second + radiusMm * Math.sin(startRad + turned),
  }
}
