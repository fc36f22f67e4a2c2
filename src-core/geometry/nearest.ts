import { sweepRad } from './arc.ts'
import { type Segment, segmentSweepRad } from './path.ts'
import { distanceMm, type Point2 } from './point.ts'

function nearestOnLine(from: Point2, to: Point2, point: Point2): Point2 {
  const [dx, dy] = [to.xMm - from.xMm, to.yMm - from.yMm]
  const squared = dx * dx + dy * dy
  if (squared === 0) return from
  const along = ((point.xMm - from.xMm) * dx + (point.yMm - from.yMm) * dy) / squared
  const share = Math.min(1, Math.max(0, along))
  return { xMm: from.xMm + share * dx, yMm: from.yMm + share * dy }
}

/** The point of a piece of a path that is nearest to a point; of an arc about the point, its start. */
export function nearestOnSegment(segment: Segment, point: Point2): Point2 {
  const { from, to } = segment
  if (segment.kind === 'line') return nearestOnLine(from, to, point)
  const { centre, rotation } = segment
  const awayMm = distanceMm(centre, point)
  if (awayMm === 0) return from
  const direction = (at: Point2) => Math.atan2(at.yMm - centre.yMm, at.xMm - centre.xMm)
  if (sweepRad(direction(from), direction(point), rotation) <= segmentSweepRad(segment)) {
    const scale = distanceMm(centre, from) / awayMm
    return {
      xMm: centre.xMm + (point.xMm - centre.xMm) * scale,
      yMm: centre.yMm + (point.yMm - centre.yMm) * scale,
    }
  }
  return distanceMm(point, from) <= distanceMm(point, to) ? from : to
}
