import type { ContentStore } from '../dxf/content-store.ts'
import type { CurvePoints } from './fit-curve.ts'
import type { Placement } from './placement.ts'

/** Highest degree of a spline that is read. */
const MOST_DEGREE = 25
const ROOM = MOST_DEGREE + 1

/** A piece of an ellipse in the plane: P(t) = centre + u·cos t + v·sin t. */
export class EllipsePoints implements CurvePoints {
  x = 0
  y = 0
  centreX = 0
  centreY = 0
  ux = 0
  uy = 0
  vx = 0
  vy = 0

  /** Sets `x` and `y` to the point at an angle. */
  at(rad: number): void {
    const [cosine, sine] = [Math.cos(rad), Math.sin(rad)]
    this.x = this.centreX + this.ux * cosine + this.vx * sine
    this.y = this.centreY + this.uy * cosine + this.vy * sine
  }
}

/**
 * One span of a B-spline in the plane, turned into the Bézier curve it is, for points from 0 to 1. The
 * control points are weighted; blossoming by de Boor's rule: point j has the span's start degree − j times
 * and its end j times among its arguments (Ramshaw, "Blossoming", 1987).
 */
export class SplineSpan implements CurvePoints {
  x = 0
  y = 0
  private degree = 1
  private readonly bx = new Float64Array(ROOM)
  private readonly by = new Float64Array(ROOM)
  private readonly bw = new Float64Array(ROOM)
  private readonly lx = new Float64Array(ROOM)
  private readonly ly = new Float64Array(ROOM)
  private readonly lw = new Float64Array(ROOM)

  /** Sets `x` and `y` to the point at a share of the span; Horner's scheme in the Bernstein basis. */
  at(share: number): void {
    const { degree, bx, by, bw } = this
    const rest = 1 - share
    let factor = 1
    let x = (bx[0] as number) * rest
    let y = (by[0] as number) * rest
    let w = (bw[0] as number) * rest
    for (let index = 1; index < degree; index += 1) {
      factor *= (share * (degree - index + 1)) / index
      x = (x + factor * (bx[index] as number)) * rest
      y = (y + factor * (by[index] as number)) * rest
      w = (w + factor * (bw[index] as number)) * rest
    }
    factor *= share / degree
    // the last binomial is 1, which degree·…/degree has made of it
    x += factor * (bx[degree] as number)
    y += factor * (by[degree] as number)
    w += factor * (bw[degree] as number)
    this.x = x / w
    this.y = y / w
  }

  /** Turns to the span between two knots. */
  load(spline: StoredSpline, span: number, placement: Placement): void {
    const { degree } = spline
    this.degree = degree
    const [start, end] = [spline.knot(span), spline.knot(span + 1)]
    for (let ends = 0; ends <= degree; ends += 1) {
      for (let index = 0; index <= degree; index += 1) {
        this.loadLocal(spline, span, index, placement)
      }
      for (let level = 1; level <= degree; level += 1) {
        this.blend(spline, span, level, level <= ends ? end : start)
      }
      this.bx[ends] = this.lx[degree] as number
      this.by[ends] = this.ly[degree] as number
      this.bw[ends] = this.lw[degree] as number
    }
  }

  private loadLocal(spline: StoredSpline, span: number, index: number, placement: Placement): void {
    const point = span - spline.degree + index
    const [x, y, z, w] = [spline.x(point), spline.y(point), spline.z(point), spline.weight(point)]
    this.lx[index] = placement.x(x, y, z) * w
    this.ly[index] = placement.y(x, y, z) * w
    this.lw[index] = w
  }

  private blend(spline: StoredSpline, span: number, level: number, at: number): void {
    const { lx, ly, lw } = this
    const { degree } = spline
    for (let index = degree; index >= level; index -= 1) {
      const left = spline.knot(span - degree + index)
      const right = spline.knot(span + 1 + index - level)
      const share = right > left ? (at - left) / (right - left) : 0
      lx[index] = (1 - share) * (lx[index - 1] as number) + share * (lx[index] as number)
      ly[index] = (1 - share) * (ly[index - 1] as number) + share * (ly[index] as number)
      lw[index] = (1 - share) * (lw[index - 1] as number) + share * (lw[index] as number)
    }
  }
}

/** A spline where it stands in a store. */
export class StoredSpline {
  degree = 1
  knotCount = 0
  pointCount = 0
  /** Index behind its last number. */
  end = 0
  private readonly store: ContentStore
  private hasWeights = false
  private knots = 0
  private points = 0
  private weights = 0

  constructor(store: ContentStore) {
    this.store = store
  }

  /** Looks at the spline whose numbers begin at an index. */
  load(start: number): void {
    const { store } = this
    this.degree = store.number(start)
    this.hasWeights = store.number(start + 1) !== 0
    this.knotCount = store.number(start + 2)
    this.pointCount = store.number(start + 3)
    this.knots = start + 4
    this.points = this.knots + this.knotCount
    this.weights = this.points + 3 * this.pointCount
    this.end = this.weights + (this.hasWeights ? this.pointCount : 0)
  }

  /** A knot. */
  knot(index: number): number {
    return this.store.number(this.knots + index)
  }

  /** X of a control point. */
  x(index: number): number {
    return this.store.number(this.points + 3 * index)
  }

  /** Y of a control point. */
  y(index: number): number {
    return this.store.number(this.points + 3 * index + 1)
  }

  /** Z of a control point. */
  z(index: number): number {
    return this.store.number(this.points + 3 * index + 2)
  }

  /** Weight of a control point. */
  weight(index: number): number {
    return this.hasWeights ? this.store.number(this.weights + index) : 1
  }
}
