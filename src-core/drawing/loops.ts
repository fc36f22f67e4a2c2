import { type Path, type Segment, segmentSweepRad } from '../geometry/path.ts'
import { distanceMm, type Point2 } from '../geometry/point.ts'

/** Twice the signed area of the triangle of three points, mm². */
function cross(o: Point2, a: Point2, b: Point2): number {
  return (a.xMm - o.xMm) * (b.yMm - o.yMm) - (a.yMm - o.yMm) * (b.xMm - o.xMm)
}

/**
 * What a piece adds to the area seen from a point, mm², counterclockwise positive: the triangle to its chord
 * and, for an arc, its segment r²·(θ − sin θ)/2.
 */
function sweptAreaMm2(from: Point2, segment: Segment): number {
  const triangle = cross(from, segment.from, segment.to) / 2
  if (segment.kind === 'line') return triangle
  const radiusMm = distanceMm(segment.centre, segment.from)
  const sweep = segmentSweepRad(segment)
  const cap = (radiusMm * radiusMm * (sweep - Math.sin(sweep))) / 2
  return segment.rotation === 'counterclockwise' ? triangle + cap : triangle - cap
}

/** Signed area inside a closed path, mm²; positive when it runs counterclockwise. Green's theorem. */
export function signedAreaMm2(path: Path): number {
  const [first] = path
  if (first === undefined) return 0
  return path.reduce((sum, segment) => sum + sweptAreaMm2(first.from, segment), 0)
}

/** Angle under which a piece is seen from a point, signed. */
function seenRad(point: Point2, segment: Segment): number {
  const { from, to } = segment
  const dot =
    (from.xMm - point.xMm) * (to.xMm - point.xMm) + (from.yMm - point.yMm) * (to.yMm - point.yMm)
  const chord = Math.atan2(cross(point, from, to), dot)
  if (segment.kind === 'line') return chord
  const sign = segment.rotation === 'counterclockwise' ? 1 : -1
  const within = distanceMm(point, segment.centre) < distanceMm(segment.centre, from)
  if (distanceMm(from, to) === 0) return within ? sign * 2 * Math.PI : 0
  // between chord and arc, and on the chord, the arc is seen from the other side
  return within && sign * chord < 0 ? chord + sign * 2 * Math.PI : chord
}

/** True when a closed path winds round a point. */
export function isInside(point: Point2, path: Path): boolean {
  const turns = path.reduce((sum, segment) => sum + seenRad(point, segment), 0) / (2 * Math.PI)
  return Math.abs(turns) > 0.5
}
