import type { SegmentBuffer } from '../segment-buffer.ts'
import { hypotenuse, SEGMENT } from '../segment-view.ts'

/** A curve by its parameter: `at` sets `x` and `y`, in mm. */
export interface CurvePoints {
  x: number
  y: number
  at: (parameter: number) => void
}

/** Halvings of one stretch before it is taken as it is: 2^16 pieces are finer than any tolerance. */
const MAX_HALVINGS = 16
/** Where a stretch is compared with the piece that takes its place; those that fail soonest first. */
const PROBES = [0.25, 0.75, 0.125, 0.875, 0.375, 0.625, 0.0625, 0.9375]
/** What is shorter is rounding. */
const NO_LENGTH_MM = 1e-9
/** Larger arcs are lines for every purpose of wood, and lose digits. */
const LARGEST_RADIUS_MM = 1e5

/**
 * Draws lines and arcs that stay within a tolerance of a curve; both ends of every piece lie on the curve.
 * A stretch is halved until eight probes of it lie within half the tolerance, the other half being left for
 * what lies between the probes.
 */
export class CurveFitter {
  private readonly segments: SegmentBuffer
  private readonly withinMm: number
  private fromX = 0
  private fromY = 0
  private toX = 0
  private toY = 0
  /** The arc tried last; a radius of 0 stands for none. */
  private readonly centre = { x: 0, y: 0 }
  private radius = 0
  private isLeft = true

  constructor(segments: SegmentBuffer, toleranceMm: number) {
    this.segments = segments
    this.withinMm = toleranceMm / 2
  }

  /** Draws the stretch of a curve between two parameters, from where the pen is. */
  draw(curve: CurvePoints, start: number, end: number): void {
    curve.at(start)
    this.toX = curve.x
    this.toY = curve.y
    this.stretch(curve, start, end, 0)
  }

  /** Begins at `toX`, `toY`, the end of the stretch before. */
  private stretch(curve: CurvePoints, start: number, end: number, halvings: number): void {
    if (this.segments.refusal !== null) return
    const fromX = this.toX
    const fromY = this.toY
    this.fromX = fromX
    this.fromY = fromY
    curve.at(end)
    const toX = curve.x
    const toY = curve.y
    this.toX = toX
    this.toY = toY
    if (halvings >= MAX_HALVINGS || this.isNearLine(curve, start, end - start)) {
      if (hypotenuse(toX - fromX, toY - fromY) > NO_LENGTH_MM) this.segments.lineTo(toX, toY)
      return
    }
    const middle = (start + end) / 2
    curve.at(middle)
    this.setArc(curve.x, curve.y)
    if (this.radius > 0 && this.isNearArc(curve, start, end - start)) {
      const kind = this.isLeft ? SEGMENT.counterclockwise : SEGMENT.clockwise
      this.segments.arcTo(kind, toX, toY, this.centre)
      return
    }
    this.toX = fromX
    this.toY = fromY
    this.stretch(curve, start, middle, halvings + 1)
    this.stretch(curve, middle, end, halvings + 1)
  }

  private isNearLine(curve: CurvePoints, start: number, span: number): boolean {
    const { fromX, fromY, withinMm } = this
    const alongX = this.toX - fromX
    const alongY = this.toY - fromY
    const length = hypotenuse(alongX, alongY)
    for (const probe of PROBES) {
      curve.at(start + probe * span)
      const dx = curve.x - fromX
      const dy = curve.y - fromY
      if (length <= NO_LENGTH_MM) {
        // a curve that stays where it is, to rounding, has no direction
        if (!(hypotenuse(dx, dy) <= withinMm)) return false
        continue
      }
      const along = (dx * alongX + dy * alongY) / length
      const off = Math.abs(dx * alongY - dy * alongX) / length
      if (!(off <= withinMm && along >= -withinMm && along <= length + withinMm)) return false
    }
    return true
  }

  /** The arc through both ends and a point between them. */
  private setArc(middleX: number, middleY: number): void {
    const { fromX, fromY } = this
    const ax = middleX - fromX
    const ay = middleY - fromY
    const bx = this.toX - fromX
    const by = this.toY - fromY
    const twice = 2 * (ax * by - ay * bx)
    const a2 = ax * ax + ay * ay
    const b2 = bx * bx + by * by
    this.radius = 0
    // more than half a turn is halved first: what sweeps less is told from its other side by one product
    if (Math.abs(twice) <= 1e-12 * Math.max(a2, b2) || ax * (bx - ax) + ay * (by - ay) < 0) return
    const offX = (by * a2 - ay * b2) / twice
    const offY = (ax * b2 - bx * a2) / twice
    const radius = hypotenuse(offX, offY)
    if (!(radius <= LARGEST_RADIUS_MM)) return
    this.radius = radius
    this.centre.x = fromX + offX
    this.centre.y = fromY + offY
    // the middle lies right of the chord on a counterclockwise arc
    this.isLeft = twice > 0
  }

  private isNearArc(curve: CurvePoints, start: number, span: number): boolean {
    const { centre, radius, withinMm } = this
    const side = this.isLeft ? 1 : -1
    const fromX = this.fromX - centre.x
    const fromY = this.fromY - centre.y
    const toX = this.toX - centre.x
    const toY = this.toY - centre.y
    const slack = withinMm * radius
    for (const probe of PROBES) {
      curve.at(start + probe * span)
      const dx = curve.x - centre.x
      const dy = curve.y - centre.y
      if (!(Math.abs(hypotenuse(dx, dy) - radius) <= withinMm)) return false
      const afterStart = side * (fromX * dy - fromY * dx) >= -slack
      if (!afterStart || !(side * (dx * toY - dy * toX) >= -slack)) return false
    }
    return true
  }
}
