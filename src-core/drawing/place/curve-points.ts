import type { ContentStore } from '../dxf/content-store.ts'
import { GrowingReals, realAt } from '../typed-arrays.ts'
import type { CurvePoints } from './fit-curve.ts'
import type { Placement } from './placement.ts'

/** Highest degree of a spline that is read. */
const MOST_DEGREE = 25
const ROOM = MOST_DEGREE + 1

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
  load(spline: PlacedSpline, span: number): void {
    const { degree } = spline
    this.degree = degree
    const start = spline.knot(span)
    const end = spline.knot(span + 1)
    for (let ends = 0; ends <= degree; ends += 1) {
      for (let index = 0; index <= degree; index += 1) {
        const point = span - degree + index
        this.lx[index] = realAt(spline.x.values, point)
        this.ly[index] = realAt(spline.y.values, point)
        this.lw[index] = realAt(spline.weights.values, point)
      }
      for (let level = 1; level <= degree; level += 1) {
        this.blend(spline, span, level, level <= ends ? end : start)
      }
      this.bx[ends] = this.lx[degree] as number
      this.by[ends] = this.ly[degree] as number
      this.bw[ends] = this.lw[degree] as number
    }
  }

  private blend(spline: PlacedSpline, span: number, level: number, at: number): void {
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

/** A spline in the plane, in mm: its points are weighted, x·w and y·w. */
export class PlacedSpline {
  degree = 1
  pointCount = 0
  isRational = false
  readonly x = new GrowingReals()
  readonly y = new GrowingReals()
  readonly weights = new GrowingReals()
  private readonly knots = new GrowingReals()

  /** A knot. */
  knot(index: number): number {
    return realAt(this.knots.values, index)
  }

  /** Places a spline of a store. */
  load(spline: StoredSpline, placement: Placement): void {
    const { knots, x, y, weights } = this
    this.degree = spline.degree
    this.pointCount = spline.pointCount
    this.isRational = spline.hasWeights
    knots.count = 0
    x.count = 0
    y.count = 0
    weights.count = 0
    for (let index = 0; index < spline.knotCount; index += 1) knots.push(spline.knot(index))
    for (let index = 0; index < spline.pointCount; index += 1) {
      const px = spline.x(index)
      const py = spline.y(index)
      const pz = spline.z(index)
      const weight = spline.weight(index)
      x.push(placement.x(px, py, pz) * weight)
      y.push(placement.y(px, py, pz) * weight)
      weights.push(weight)
    }
  }
}

/**
 * Writes the Bézier points, x and y of each, of a span from c to d of a cubic without weights. By blossoming
 * with the knots a, b, c, d, e, f around it: its control points have the arguments (a, b, c) to (d, e, f), and
 * b0 to b3 have (c, c, c), (c, c, d), (c, d, d), (d, d, d) (Ramshaw, "Blossoming", 1987).
 */
export function setCubic(points: Float64Array, spline: PlacedSpline, span: number): void {
  const a = spline.knot(span - 2)
  const b = spline.knot(span - 1)
  const c = spline.knot(span)
  const d = spline.knot(span + 1)
  const e = spline.knot(span + 2)
  const f = spline.knot(span + 3)
  const early = (c - b) / (e - b)
  const late = (d - b) / (e - b)
  const before = (c - a) / (d - a)
  const start = (c - b) / (d - b)
  const after = (d - c) / (f - c)
  const end = (d - c) / (e - c)
  for (let axis = 0; axis < 2; axis += 1) {
    const { values } = axis === 0 ? spline.x : spline.y
    const p1 = realAt(values, span - 2)
    const p2 = realAt(values, span - 1)
    const b1 = p1 + early * (p2 - p1)
    const b2 = p1 + late * (p2 - p1)
    const p0 = realAt(values, span - 3)
    const into = p0 + before * (p1 - p0)
    const out = p2 + after * (realAt(values, span) - p2)
    points[axis] = into + start * (b1 - into)
    points[2 + axis] = b1
    points[4 + axis] = b2
    points[6 + axis] = b2 + end * (out - b2)
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
  hasWeights = false
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
