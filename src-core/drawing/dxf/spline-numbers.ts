import { GrowingReals, realAt } from '../typed-arrays.ts'
import type { ContentStore } from './content-store.ts'
import type { RawEntity } from './raw-entity.ts'

const MOST_DEGREE = 25

/** Knots, points and weights of the spline that is read, kept in arrays that are used again for the next. */
export class SplineNumbers {
  readonly knots = new GrowingReals()
  /** x, y, z of each. */
  readonly points = new GrowingReals()
  readonly weights = new GrowingReals()
  private areKnotsSorted = true
  private areWeightsSound = true
  private isWeighted = false
  /** False while a point lacks its Y. */
  private isWhole = true

  /** Takes in every value of an entity in one pass; a point that lacks its Y is a fault. */
  take(raw: RawEntity): void {
    this.clear()
    for (let index = 0; index < raw.size; index += 1) {
      const code = raw.codeAt(index)
      if (code === 40) this.takeKnot(raw.realAt(index))
      else if (code === 41) this.takeWeight(raw.realAt(index))
      else if (code === 10) this.beginPoint(raw, raw.realAt(index))
      else if (code === 20 || code === 30) this.goOnPoint(code, raw.realAt(index))
    }
    if (!this.isWhole) raw.fail('has a point without its Y')
  }

  private clear(): void {
    this.knots.count = 0
    this.points.count = 0
    this.weights.count = 0
    this.areKnotsSorted = true
    this.areWeightsSound = true
    this.isWeighted = false
    this.isWhole = true
  }

  private beginPoint(raw: RawEntity, x: number): void {
    if (!this.isWhole) raw.fail('has a point without its Y')
    this.isWhole = false
    this.points.push(x)
    this.points.push(0)
    this.points.push(0)
  }

  private goOnPoint(code: number, value: number): void {
    const { values, count } = this.points
    if (count === 0) return
    values[code === 20 ? count - 2 : count - 1] = value
    if (code === 20) this.isWhole = true
  }

  private takeKnot(knot: number): void {
    const { values, count } = this.knots
    if (count > 0 && knot < realAt(values, count - 1)) this.areKnotsSorted = false
    this.knots.push(knot)
  }

  private takeWeight(weight: number): void {
    if (!(weight > 0)) this.areWeightsSound = false
    if (weight !== 1) this.isWeighted = true
    this.weights.push(weight)
  }

  /** What does not fit together, or null. */
  faultOf(degree: number): string | null {
    const points = this.points.count / 3
    if (!Number.isInteger(degree) || degree < 1 || degree > MOST_DEGREE) {
      return `has degree ${String(degree)}`
    }
    if (points <= degree) return `has ${String(points)} control points for its degree`
    if (this.knots.count !== points + degree + 1) {
      return `has ${String(this.knots.count)} knots, not ${String(points + degree + 1)}`
    }
    if (!this.areKnotsSorted) return 'has knots that go back'
    if (!this.isWeighted) return null
    if (this.weights.count !== points) return `has ${String(this.weights.count)} weights`
    return this.areWeightsSound ? null : 'has a weight that is not above 0'
  }

  /** Writes what was taken in. */
  putInto(store: ContentStore, degree: number): void {
    store.put(degree)
    store.put3(this.isWeighted ? 1 : 0, this.knots.count, this.points.count / 3)
    store.putAll(this.knots)
    store.putAll(this.points)
    if (this.isWeighted) store.putAll(this.weights)
  }
}
