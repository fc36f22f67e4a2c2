import { sweepRad } from '../geometry/arc.ts'
import {
  type ArcSegment,
  type LineSegment,
  type Segment,
  segmentSweepRad,
} from '../geometry/path.ts'
import { distanceMm, type Point2 } from '../geometry/point.ts'

function onArc(arc: ArcSegment, point: Point2): boolean {
  const { centre, from, rotation } = arc
  const direction = (at: Point2) => Math.atan2(at.yMm - centre.yMm, at.xMm - centre.xMm)
  return sweepRad(direction(from), direction(point), rotation) <= segmentSweepRad(arc)
}

/** Points of the whole line through a piece, at the shares `t` of it that lie on it. */
function onLine(line: LineSegment, shares: readonly number[]): readonly Point2[] {
  const { from, to } = line
  return shares
    .filter((share) => share >= 0 && share <= 1)
    .map((share) => ({
      xMm: from.xMm + share * (to.xMm - from.xMm),
      yMm: from.yMm + share * (to.yMm - from.yMm),
    }))
}

function lineLine(a: LineSegment, b: LineSegment): readonly Point2[] {
  const [ax, ay] = [a.to.xMm - a.from.xMm, a.to.yMm - a.from.yMm]
  const [bx, by] = [b.to.xMm - b.from.xMm, b.to.yMm - b.from.yMm]
  const [dx, dy] = [b.from.xMm - a.from.xMm, b.from.yMm - a.from.yMm]
  const across = ax * by - ay * bx
  if (Math.abs(across) <= 1e-12 * Math.hypot(ax, ay) * Math.hypot(bx, by)) return []
  const share = (dx * ay - dy * ax) / across
  return share < 0 || share > 1 ? [] : onLine(a, [(dx * by - dy * bx) / across])
}

/** Where a straight piece meets a circle, as shares of the piece. */
function circleShares(line: LineSegment, centre: Point2, radiusMm: number): readonly number[] {
  const [dx, dy] = [line.to.xMm - line.from.xMm, line.to.yMm - line.from.yMm]
  const [fx, fy] = [line.from.xMm - centre.xMm, line.from.yMm - centre.yMm]
  const a = dx * dx + dy * dy
  const b = fx * dx + fy * dy
  const root = b * b - a * (fx * fx + fy * fy - radiusMm * radiusMm)
  if (a === 0 || root < 0) return []
  return [(-b - Math.sqrt(root)) / a, (-b + Math.sqrt(root)) / a]
}

function arcArc(a: ArcSegment, b: ArcSegment): readonly Point2[] {
  const [ra, rb] = [distanceMm(a.centre, a.from), distanceMm(b.centre, b.from)]
  const apart = distanceMm(a.centre, b.centre)
  if (apart < 1e-9 || apart > ra + rb || apart < Math.abs(ra - rb)) return []
  const along = (apart * apart + ra * ra - rb * rb) / (2 * apart)
  const aside = Math.sqrt(Math.max(0, ra * ra - along * along))
  const [ux, uy] = [(b.centre.xMm - a.centre.xMm) / apart, (b.centre.yMm - a.centre.yMm) / apart]
  return [aside, -aside].map((side) => ({
    xMm: a.centre.xMm + along * ux - side * uy,
    yMm: a.centre.yMm + along * uy + side * ux,
  }))
}

/** The points two pieces have in common; pieces that lie along each other give none. */
export function meetings(a: Segment, b: Segment): readonly Point2[] {
  if (a.kind === 'line' && b.kind === 'line') return lineLine(a, b)
  if (a.kind === 'arc' && b.kind === 'arc') {
    return arcArc(a, b).filter((point) => onArc(a, point) && onArc(b, point))
  }
  const [line, arc] = a.kind === 'line' ? [a, b as ArcSegment] : [b as LineSegment, a]
  const shares = circleShares(line, arc.centre, distanceMm(arc.centre, arc.from))
  return onLine(line, shares).filter((point) => onArc(arc, point))
}
