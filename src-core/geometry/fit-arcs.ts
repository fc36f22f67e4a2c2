import type { ArcSegment, Segment } from './path.ts'
import type { Point2 } from './point.ts'

/** Longest arc that is fitted: nobody has to guess which way round is meant. */
const LONGEST_SWEEP_RAD = (170 * Math.PI) / 180
/** Flatter arcs are lines for every purpose of wood, mm. */
const LARGEST_RADIUS_MM = 2000

/** A circle through the first and last point of a stretch. */
interface Circle {
  readonly x: number
  readonly y: number
  readonly radiusMm: number
  /** +1 counterclockwise, −1 clockwise. */
  readonly sense: 1 | -1
}

/** The circle through three points of a stretch, or null when they lie too straight. */
function circleThrough(a: Point2, b: Point2, c: Point2): Circle | null {
  const bx = b.xMm - a.xMm
  const by = b.yMm - a.yMm
  const cx = c.xMm - a.xMm
  const cy = c.yMm - a.yMm
  const twice = 2 * (bx * cy - by * cx)
  if (twice === 0) return null
  const b2 = bx * bx + by * by
  const c2 = cx * cx + cy * cy
  const x = (cy * b2 - by * c2) / twice
  const y = (bx * c2 - cx * b2) / twice
  const radiusMm = Math.sqrt(x * x + y * y)
  if (!(radiusMm <= LARGEST_RADIUS_MM)) return null
  return { x: a.xMm + x, y: a.yMm + y, radiusMm, sense: twice > 0 ? 1 : -1 }
}

/** The fitting of one polyline. */
class Fit {
  private readonly points: readonly Point2[]
  private readonly toleranceMm: number

  constructor(points: readonly Point2[], toleranceMm: number) {
    this.points = points
    this.toleranceMm = toleranceMm
  }

  private point(index: number): Point2 {
    return this.points[index] as Point2
  }

  /** True when all points between lie within the tolerance of the chord, one further on than the other. */
  private isStraight(start: number, end: number): boolean {
    const from = this.point(start)
    const to = this.point(end)
    const dx = to.xMm - from.xMm
    const dy = to.yMm - from.yMm
    const lengthMm = Math.sqrt(dx * dx + dy * dy)
    if (lengthMm < 1e-9) return false
    let reached = 0
    for (let index = start + 1; index < end; index += 1) {
      const { xMm, yMm } = this.point(index)
      const along = ((xMm - from.xMm) * dx + (yMm - from.yMm) * dy) / lengthMm
      const across = ((xMm - from.xMm) * dy - (yMm - from.yMm) * dx) / lengthMm
      if (Math.abs(across) > this.toleranceMm || along < reached) return false
      reached = along
    }
    return reached <= lengthMm
  }

  /**
   * True when every point and every chord's midpoint of a stretch lies within the tolerance of a circle,
   * and the points go round it in one sense by no more than the longest sweep.
   */
  private isOnCircle(start: number, end: number, circle: Circle): boolean {
    const { x, y, radiusMm, sense } = circle
    const least = radiusMm - this.toleranceMm
    const most = radiusMm + this.toleranceMm
    const least2 = least > 0 ? least * least : 0
    const most2 = most * most
    let px = this.point(start).xMm - x
    let py = this.point(start).yMm - y
    let sweep = 0
    for (let index = start + 1; index <= end; index += 1) {
      const qx = this.point(index).xMm - x
      const qy = this.point(index).yMm - y
      const q2 = qx * qx + qy * qy
      if (q2 < least2 || q2 > most2) return false
      const mx = (px + qx) / 2
      const my = (py + qy) / 2
      if (mx * mx + my * my < least2) return false
      const turn = sense * (px * qy - py * qx)
      if (turn <= 0) return false
      sweep += turn / q2
      px = qx
      py = qy
    }
    return sweep <= LONGEST_SWEEP_RAD
  }

  private circleOf(start: number, end: number): Circle | null {
    if (end - start < 3) return null
    const middle = (start + end) >> 1
    const circle = circleThrough(this.point(start), this.point(middle), this.point(end))
    return circle !== null && this.isOnCircle(start, end, circle) ? circle : null
  }

  /** Furthest end from `start` that `fits`: doubling steps, then halving the last one. */
  private furthest(start: number, first: number, fits: (end: number) => boolean): number {
    const last = this.points.length - 1
    let good = start
    let bad = last + 1
    for (let step = first; good + step <= last; step *= 2) {
      if (fits(start + step)) good = start + step
      else {
        bad = start + step
        break
      }
    }
    if (good === start) return start
    if (bad > last && fits(last)) return last
    bad = Math.min(bad, last)
    while (bad - good > 1) {
      const middle = (good + bad) >> 1
      if (fits(middle)) good = middle
      else bad = middle
    }
    return good
  }

  run(): Segment[] {
    const segments: Segment[] = []
    const last = this.points.length - 1
    for (let start = 0; start < last;) {
      const straight = Math.max(
        start + 1,
        this.furthest(start, 2, (end) => this.isStraight(start, end)),
      )
      const round = this.furthest(start, 3, (end) => this.circleOf(start, end) !== null)
      const circle = round > straight ? this.circleOf(start, round) : null
      const end = circle === null ? straight : round
      const ends = { from: this.point(start), to: this.point(end) }
      segments.push(circle === null ? { kind: 'line', ...ends } : arcOf(circle, ends))
      start = end
    }
    return segments
  }
}

function arcOf(circle: Circle, ends: { readonly from: Point2; readonly to: Point2 }): ArcSegment {
  return {
    kind: 'arc',
    ...ends,
    centre: { xMm: circle.x, yMm: circle.y },
    rotation: circle.sense > 0 ? 'counterclockwise' : 'clockwise',
  }
}

/**
 * Lines and arcs that go through some of the points of an open polyline, the first and last among them,
 * with every other point and every chord's midpoint within `toleranceMm` (> 0). Greedy: each piece is as
 * long as can be; arcs sweep at most 170°. Points must differ from their neighbours.
 */
export function fitArcs(points: readonly Point2[], toleranceMm: number): readonly Segment[] {
  if (!(toleranceMm > 0)) {
    throw new RangeError(`a tolerance of ${String(toleranceMm)} mm must be above 0`)
  }
  return new Fit(points, toleranceMm).run()
}

/** Tolerance that arc fitting may spend on a cut, mm: min(5 µm, R/200). */
export function fitToleranceMm(toolRadiusMm: number): number {
  return Math.min(0.005, toolRadiusMm / 200)
}
