import { distanceToSegmentMm } from '../geometry/outline.ts'
import type { ArcSegment, Segment } from '../geometry/path.ts'
import { distanceMm, type Point2 } from '../geometry/point.ts'

/** Halvings of one stretch before it is taken as it is: 2^16 pieces are finer than any tolerance. */
const MAX_HALVINGS = 16
/** Where a stretch is compared with the piece that takes its place. */
const PROBES = [0.0625, 0.1875, 0.3125, 0.4375, 0.5625, 0.6875, 0.8125, 0.9375]
/** Larger arcs are lines for every purpose of wood, and lose digits. */
const LARGEST_RADIUS_MM = 1e5

/** The arc through three points, or null when they lie on a line. */
export function arcThrough(from: Point2, middle: Point2, to: Point2): ArcSegment | null {
  const [ax, ay] = [middle.xMm - from.xMm, middle.yMm - from.yMm]
  const [bx, by] = [to.xMm - from.xMm, to.yMm - from.yMm]
  const twice = 2 * (ax * by - ay * bx)
  const [a2, b2] = [ax * ax + ay * ay, bx * bx + by * by]
  if (Math.abs(twice) <= 1e-12 * Math.max(a2, b2)) return null
  const centre = {
    xMm: from.xMm + (by * a2 - ay * b2) / twice,
    yMm: from.yMm + (ax * b2 - bx * a2) / twice,
  }
  if (distanceMm(centre, from) > LARGEST_RADIUS_MM) return null
  // the middle lies right of the chord on a counterclockwise arc
  return { kind: 'arc', from, to, centre, rotation: twice > 0 ? 'counterclockwise' : 'clockwise' }
}

/** A curve by its parameter. */
export type Evaluate = (parameter: number) => Point2

/**
 * Lines and arcs within `toleranceMm` of a curve, between each two of its breaks; both ends of every
 * piece lie on the curve. A stretch is halved until eight probes of it lie within half the tolerance,
 * the other half being left for what lies between the probes.
 */
export function fitSegments(
  evaluate: Evaluate,
  breaks: readonly number[],
  toleranceMm: number,
): Segment[] {
  const segments: Segment[] = []
  const within = (segment: Segment, start: number, span: number) =>
    PROBES.every(
      (share) => distanceToSegmentMm(evaluate(start + share * span), segment) <= toleranceMm / 2,
    )
  const fit = (start: number, end: number, halvings: number): void => {
    const [from, to] = [evaluate(start), evaluate(end)]
    const line: Segment = { kind: 'line', from, to }
    const isLast = halvings >= MAX_HALVINGS
    if (isLast || (distanceMm(from, to) > 0 && within(line, start, end - start))) {
      if (distanceMm(from, to) > 0) segments.push(line)
      return
    }
    const middle = (start + end) / 2
    const arc = arcThrough(from, evaluate(middle), to)
    if (arc !== null && within(arc, start, end - start)) {
      segments.push(arc)
      return
    }
    fit(start, middle, halvings + 1)
    fit(middle, end, halvings + 1)
  }
  breaks.slice(1).forEach((end, index) => {
    fit(breaks[index] ?? end, end, 0)
  })
  return segments
}
