import { type Affine, mapDirection, mapPoint, plus, type Vec3 } from './space.ts'

/** A straight piece, in drawing units. */
export interface LineCurve {
  readonly kind: 'line'
  readonly from: Vec3
  readonly to: Vec3
}

/**
 * A piece of a circle or ellipse: P(t) = centre + u·cos t + v·sin t. Any affine map of one is one again,
 * which is why circles, arcs, bulges and ellipses in blocks of any scale are all written so.
 */
export interface ArcCurve {
  readonly kind: 'arc'
  readonly centre: Vec3
  readonly u: Vec3
  readonly v: Vec3
  readonly startRad: number
  /** Positive from u towards v. */
  readonly sweepRad: number
}

/** A B-spline; `weights` is null when all are 1. */
export interface SplineCurve {
  readonly kind: 'spline'
  readonly degree: number
  readonly knots: readonly number[]
  readonly points: readonly Vec3[]
  readonly weights: readonly number[] | null
}

/** A piece of a drawing before it has a unit. */
export type Curve = LineCurve | ArcCurve | SplineCurve

/** A curve under an affine map. */
export function mapCurve(map: Affine, curve: Curve): Curve {
  if (curve.kind === 'line') {
    return { kind: 'line', from: mapPoint(map, curve.from), to: mapPoint(map, curve.to) }
  }
  if (curve.kind === 'spline') {
    return { ...curve, points: curve.points.map((point) => mapPoint(map, point)) }
  }
  return {
    ...curve,
    centre: mapPoint(map, curve.centre),
    u: mapDirection(map, curve.u),
    v: mapDirection(map, curve.v),
  }
}

/** The point of an arc at its parameter. */
export function arcPoint(arc: ArcCurve, atRad: number): Vec3 {
  return plus(plus(arc.centre, arc.u, Math.cos(atRad)), arc.v, Math.sin(atRad))
}

const SAMPLES = 16

/** Points whose box is the curve's to a few per cent; for judging the size of a drawing. */
export function outlinePoints(curve: Curve): readonly Vec3[] {
  if (curve.kind === 'line') return [curve.from, curve.to]
  if (curve.kind === 'spline') return curve.points
  return Array.from({ length: SAMPLES + 1 }, (_, index) =>
    arcPoint(curve, curve.startRad + (curve.sweepRad * index) / SAMPLES),
  )
}

/**
 * The arc from one point to another with a bulge, the tangent of a quarter of its sweep: centre
 * = midpoint + left normal · chord · (1 − b²)/4b. A bulge of 0 or ends that coincide make a line.
 */
export function bulgeCurve(from: Vec3, to: Vec3, bulge: number): Curve {
  const [chordX, chordY] = [to.x - from.x, to.y - from.y]
  if (Math.abs(bulge) < 1e-12 || Math.hypot(chordX, chordY) < 1e-12) {
    return { kind: 'line', from, to }
  }
  const lift = (1 - bulge * bulge) / (4 * bulge)
  const centre = {
    x: (from.x + to.x) / 2 - chordY * lift,
    y: (from.y + to.y) / 2 + chordX * lift,
    z: from.z,
  }
  const u = { x: from.x - centre.x, y: from.y - centre.y, z: 0 }
  return {
    kind: 'arc',
    centre,
    u,
    v: { x: -u.y, y: u.x, z: 0 },
    startRad: 0,
    sweepRad: 4 * Math.atan(bulge),
  }
}
