import type { SegmentBuffer } from '../segment-buffer.ts'
import { SEGMENT } from '../segment-view.ts'
import { realAt } from '../typed-arrays.ts'

/** Halvings of one cubic before a piece is taken as it is: 2^16 pieces are finer than any tolerance. */
const MAX_HALVINGS = 16
/** Numbers of one piece: where it starts, and its coefficients of t, t² and t³, x and y of each. */
const PIECE = 8
/** What is shorter is rounding. */
const NO_LENGTH_MM = 1e-9
/** Larger arcs are lines for every purpose of wood, and lose digits. */
const LARGEST_RADIUS_MM = 1e5
/** Largest value of |t·(t − ½)·(t − 1)| for t from 0 to 1: √3/36. */
const MOST_WOBBLE = Math.sqrt(3) / 36
/** How much of the offset of its control points a cubic takes on: 3·t·(1 − t) is at most ¾. */
const MOST_LIFT = 0.75

/** The largest size of a cubic polynomial from 0 to 1 is no larger than that of its Bernstein coefficients. */
function boundOfCubic(q0: number, q1: number, q2: number, q3: number): number {
  const first = q0 + q1 / 3
  const second = q0 + (2 * q1 + q2) / 3
  const last = q0 + q1 + q2 + q3
  return Math.max(Math.abs(q0), Math.abs(first), Math.abs(second), Math.abs(last))
}

/**
 * Draws lines and arcs that stay within a tolerance of cubics; both ends of every piece lie on the curve. A
 * piece is halved until a bound that no point of it passes lies within the tolerance: no point is sampled.
 */
export class CubicFitter {
  private readonly segments: SegmentBuffer
  private readonly withinMm: number
  /** Pieces yet to be drawn, the next one last. */
  private readonly pieces = new Float64Array(PIECE * (MAX_HALVINGS + 2))
  private readonly halvings = new Int32Array(MAX_HALVINGS + 2)
  /** The arc tried last, its centre from the start of the piece; a radius of 0 stands for none. */
  private offX = 0
  private offY = 0
  private radius = 0
  private isLeft = true
  private readonly centre = { x: 0, y: 0 }

  constructor(segments: SegmentBuffer, withinMm: number) {
    this.segments = segments
    this.withinMm = withinMm
  }

  /** Draws the cubic with these Bézier points, eight numbers of x and y, from where the pen is. */
  draw(points: Float64Array): void {
    const { pieces, halvings } = this
    for (let axis = 0; axis < 2; axis += 1) {
      const start = realAt(points, axis)
      // from the start, so that a curve far from zero keeps its digits
      const b1 = realAt(points, 2 + axis) - start
      const b2 = realAt(points, 4 + axis) - start
      const b3 = realAt(points, 6 + axis) - start
      pieces[axis] = start
      pieces[2 + axis] = 3 * b1
      pieces[4 + axis] = 3 * (b2 - 2 * b1)
      pieces[6 + axis] = b3 + 3 * (b1 - b2)
    }
    if (!this.isFinite()) this.segments.lineTo(Infinity, Infinity)
    halvings[0] = 0
    let top = 0
    while (top >= 0 && this.segments.refusal === null) {
      top = this.isDrawn(top * PIECE, halvings[top] as number) ? top - 1 : this.halve(top)
    }
  }

  /** False where the numbers of the first piece are too large to reckon with: such a curve is refused. */
  private isFinite(): boolean {
    let sum = 0
    for (let at = 0; at < PIECE; at += 1) sum += Math.abs(realAt(this.pieces, at))
    return Number.isFinite(sum)
  }

  /** Draws a piece if a line or an arc is near enough; false where it must be halved. */
  private isDrawn(at: number, halvings: number): boolean {
    const { pieces } = this
    const dx = realAt(pieces, at + 2) + realAt(pieces, at + 4) + realAt(pieces, at + 6)
    const dy = realAt(pieces, at + 3) + realAt(pieces, at + 5) + realAt(pieces, at + 7)
    const toX = realAt(pieces, at) + dx
    const toY = realAt(pieces, at + 1) + dy
    if (halvings >= MAX_HALVINGS || this.isNearLine(at, dx, dy)) {
      const hasLength = dx * dx + dy * dy > NO_LENGTH_MM * NO_LENGTH_MM
      if (hasLength) this.segments.lineTo(toX, toY)
      return true
    }
    this.setArc(at, dx, dy)
    if (this.radius === 0 || !this.isNearCircle(at) || !this.isOneWay(at)) return false
    this.centre.x = realAt(pieces, at) + this.offX
    this.centre.y = realAt(pieces, at + 1) + this.offY
    const kind = this.isLeft ? SEGMENT.counterclockwise : SEGMENT.clockwise
    this.segments.arcTo(kind, toX, toY, this.centre)
    return true
  }

  /** Puts both halves of the top piece in its place, the first one uppermost; the number of that one. */
  private halve(top: number): number {
    const { pieces, halvings } = this
    const at = top * PIECE
    for (let axis = at; axis < at + 2; axis += 1) {
      const a = realAt(pieces, axis + 2) / 2
      const b = realAt(pieces, axis + 4) / 4
      const c = realAt(pieces, axis + 6) / 8
      const start = realAt(pieces, axis)
      pieces[axis + PIECE] = start
      pieces[axis + PIECE + 2] = a
      pieces[axis + PIECE + 4] = b
      pieces[axis + PIECE + 6] = c
      pieces[axis] = start + (a + b + c)
      pieces[axis + 2] = a + 2 * b + 3 * c
      pieces[axis + 4] = b + 3 * c
      pieces[axis + 6] = c
    }
    const deeper = (halvings[top] as number) + 1
    halvings[top] = deeper
    halvings[top + 1] = deeper
    return top + 1
  }

  /** True where both inner control points of the piece, and with them all of it, lie along its chord. */
  private isNearLine(at: number, dx: number, dy: number): boolean {
    const { pieces, withinMm } = this
    const x1 = realAt(pieces, at + 2) / 3
    const y1 = realAt(pieces, at + 3) / 3
    const x2 = 2 * x1 + realAt(pieces, at + 4) / 3
    const y2 = 2 * y1 + realAt(pieces, at + 5) / 3
    const length2 = dx * dx + dy * dy
    const within2 = withinMm * withinMm
    if (length2 <= NO_LENGTH_MM * NO_LENGTH_MM) {
      return x1 * x1 + y1 * y1 <= within2 && x2 * x2 + y2 * y2 <= within2
    }
    const off1 = MOST_LIFT * (x1 * dy - y1 * dx)
    const off2 = MOST_LIFT * (x2 * dy - y2 * dx)
    if (!(off1 * off1 <= within2 * length2 && off2 * off2 <= within2 * length2)) return false
    const along1 = x1 * dx + y1 * dy
    const along2 = x2 * dx + y2 * dy
    const inside = Math.min(along1, along2, length2 - along1, length2 - along2)
    return inside >= 0 || inside * inside <= within2 * length2
  }

  /** The arc through both ends and the point half way, from the start. */
  private setArc(at: number, dx: number, dy: number): void {
    const { pieces } = this
    const ax = realAt(pieces, at + 2) / 2 + realAt(pieces, at + 4) / 4 + realAt(pieces, at + 6) / 8
    const ay = realAt(pieces, at + 3) / 2 + realAt(pieces, at + 5) / 4 + realAt(pieces, at + 7) / 8
    const twice = 2 * (ax * dy - ay * dx)
    const a2 = ax * ax + ay * ay
    const b2 = dx * dx + dy * dy
    this.radius = 0
    // more than half a turn is halved first: what sweeps less is told from its other side by one product
    if (Math.abs(twice) <= 1e-12 * Math.max(a2, b2) || ax * (dx - ax) + ay * (dy - ay) < 0) return
    this.offX = (dy * a2 - ay * b2) / twice
    this.offY = (ax * b2 - dx * a2) / twice
    const radius = Math.sqrt(this.offX * this.offX + this.offY * this.offY)
    if (!(radius <= LARGEST_RADIUS_MM)) return
    this.radius = radius
    // the middle lies right of the chord on a counterclockwise arc
    this.isLeft = twice > 0
  }

  /**
   * With D(t) from the start and C the centre, |D − C|² − r² = D·D − 2·C·D is a polynomial of degree six that
   * is 0 at the start, the middle and the end: t·(t − ½)·(t − 1)·q(t). Where it is at most w·(2r − w) no
   * point is farther than w from the circle.
   */
  private isNearCircle(at: number): boolean {
    const { pieces, offX, offY, radius, withinMm } = this
    const ax = realAt(pieces, at + 2)
    const ay = realAt(pieces, at + 3)
    const bx = realAt(pieces, at + 4)
    const by = realAt(pieces, at + 5)
    const cx = realAt(pieces, at + 6)
    const cy = realAt(pieces, at + 7)
    const q3 = cx * cx + cy * cy
    const q2 = 2 * (bx * cx + by * cy) + 1.5 * q3
    const q1 = bx * bx + by * by + 2 * (ax * cx + ay * cy) + 1.5 * q2 - 0.5 * q3
    const q0 = 2 * (ax * bx + ay * by) - 2 * (offX * cx + offY * cy) + 1.5 * q1 - 0.5 * q2
    const most = MOST_WOBBLE * boundOfCubic(q0, q1, q2, q3)
    return most <= withinMm * (2 * radius - withinMm)
  }

  /**
   * True where the piece goes round the centre one way only, so that it covers the arc and no more: the sign
   * of (D − C) × D′, of degree four, by its Bernstein coefficients.
   */
  private isOneWay(at: number): boolean {
    const { pieces, offX, offY } = this
    const ax = realAt(pieces, at + 2)
    const ay = realAt(pieces, at + 3)
    const bx = realAt(pieces, at + 4)
    const by = realAt(pieces, at + 5)
    const cx = realAt(pieces, at + 6)
    const cy = realAt(pieces, at + 7)
    const sign = this.isLeft ? 1 : -1
    const s0 = sign * (offY * ax - offX * ay)
    const s1 = 2 * sign * (offY * bx - offX * by)
    const s2 = sign * (ax * by - ay * bx + 3 * (offY * cx - offX * cy))
    const s3 = 2 * sign * (ax * cy - ay * cx)
    const s4 = sign * (bx * cy - by * cx)
    const isForwards = s0 >= 0 && s0 + s1 / 4 >= 0 && s0 + s1 / 2 + s2 / 6 >= 0
    return isForwards && s0 + 0.75 * s1 + s2 / 2 + s3 / 4 >= 0 && s0 + s1 + s2 + s3 + s4 >= 0
  }
}
