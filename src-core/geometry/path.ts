import { arcLengthMm, sweepRad } from './arc.ts'
import { type Bounds2, pointBounds, unionBounds } from './bounds.ts'
import { distanceMm, type Point2, polarPoint } from './point.ts'

/** A straight piece of a path. */
export interface LineSegment {
  readonly kind: 'line'
  readonly from: Point2
  readonly to: Point2
}

/** A circular piece of a path; equal ends mean a full turn. Both ends lie on the circle. */
export interface ArcSegment {
  readonly kind: 'arc'
  readonly from: Point2
  readonly to: Point2
  readonly centre: Point2
  readonly rotation: 'clockwise' | 'counterclockwise'
}

/** A piece of a path. */
export type Segment = LineSegment | ArcSegment

/** Lines and arcs laid end to end. */
export type Path = readonly Segment[]

/** Direction from an arc's centre to a point, radians from +X. */
function directionRad(centre: Point2, point: Point2): number {
  return Math.atan2(point.yMm - centre.yMm, point.xMm - centre.xMm)
}

/** Angle an arc segment sweeps, (0, 2π]. */
export function segmentSweepRad(arc: ArcSegment): number {
  return sweepRad(
    directionRad(arc.centre, arc.from),
    directionRad(arc.centre, arc.to),
    arc.rotation,
  )
}

/** Length of one piece, mm. */
export function segmentLengthMm(segment: Segment): number {
  if (segment.kind === 'line') return distanceMm(segment.from, segment.to)
  return arcLengthMm(distanceMm(segment.centre, segment.from), segmentSweepRad(segment))
}

/** Length of a path, mm: the sum of its pieces' lengths. */
export function pathLengthMm(path: Path): number {
  return path.reduce((sum, segment) => sum + segmentLengthMm(segment), 0)
}

/** The smallest box around one piece; an arc reaches its circle's extremes where it sweeps over them. */
export function segmentBounds(segment: Segment): Bounds2 {
  const ends = unionBounds(pointBounds(segment.from), pointBounds(segment.to))
  if (segment.kind === 'line') return ends
  const radiusMm = distanceMm(segment.centre, segment.from)
  const startRad = directionRad(segment.centre, segment.from)
  const sweep = segmentSweepRad(segment)
  return [0, 1, 2, 3].reduce((box, quarter) => {
    const extremeRad = (quarter * Math.PI) / 2
    const reached = sweepRad(startRad, extremeRad, segment.rotation)
    // a full-turn answer means the extreme is the start itself, which `ends` has already
    return reached <= sweep
      ? unionBounds(box, pointBounds(polarPoint(segment.centre, radiusMm, extremeRad)))
      : box
  }, ends)
}

/** The smallest box around a path, or null when it has no pieces. */
export function pathBounds(path: Path): Bounds2 | null {
  const [first, ...rest] = path
  if (first === undefined) return null
  return rest.reduce(
    (box, segment) => unionBounds(box, segmentBounds(segment)),
    segmentBounds(first),
  )
}
