import { type ContentStore, KIND } from '../dxf/content-store.ts'
import { GrowingBox } from '../segment-view.ts'
import { StoredSpline } from './curve-points.ts'
import { type Affine, mapDirection, mapPoint, plus, vec, type Vec3 } from './space.ts'

const SAMPLES = 16

/**
 * The box around what a walk meets, in drawing units, to a few per cent: corners, control points and sixteen
 * points of each arc. For judging the size of a drawing before it has a unit.
 */
export class Extents {
  readonly box = new GrowingBox()
  /** How many curves there are. */
  curves = 0
  private readonly store: ContentStore
  private readonly spline: StoredSpline

  constructor(store: ContentStore) {
    this.store = store
    this.spline = new StoredSpline(store)
  }

  /** Longest side; 0 for an empty drawing. */
  get size(): number {
    const { minX, minY, maxX, maxY } = this.box
    return minX > maxX ? 0 : Math.max(maxX - minX, maxY - minY)
  }

  /** Takes a record of curves in. */
  take(record: number, map: Affine): void {
    const { store } = this
    const kind = store.kindOf(record)
    const start = store.startOf(record)
    this.curves += store.curvesOf(record)
    if (kind === KIND.arc) this.takeArc(start, map)
    else if (kind === KIND.ellipse) this.takeEllipse(start, map)
    else if (kind === KIND.spline) this.takeSpline(start, map)
    else if (kind === KIND.edges) this.takeEdges(record, map)
    else if (kind === KIND.line) {
      this.point(map, store.number(start), store.number(start + 1), 0)
      this.point(map, store.number(start + 2), store.number(start + 3), 0)
    } else this.takeCorners(record, map)
  }

  private point(map: Affine, x: number, y: number, z: number): void {
    const { xAxis, yAxis, zAxis, origin } = map
    this.box.add(
      xAxis.x * x + yAxis.x * y + zAxis.x * z + origin.x,
      xAxis.y * x + yAxis.y * y + zAxis.y * z + origin.y,
    )
  }

  private takeCorners(record: number, map: Affine): void {
    const { store } = this
    const kind = store.kindOf(record)
    const isFlat = kind === KIND.polyline || kind === KIND.loop
    const start = store.startOf(record)
    const z = isFlat ? store.number(start) : 0
    for (let at = isFlat ? start + 1 : start; at < store.endOf(record); at += 3) {
      this.point(map, store.number(at), store.number(at + 1), isFlat ? z : store.number(at + 2))
    }
  }

  private takeArc(start: number, map: Affine): void {
    const { store } = this
    const at = (index: number) => store.number(start + index)
    const [radius, startRad, sweepRad] = [at(3), at(4), at(5)]
    for (let sample = 0; sample <= SAMPLES; sample += 1) {
      const rad = startRad + (sweepRad * sample) / SAMPLES
      this.point(map, at(0) + radius * Math.cos(rad), at(1) + radius * Math.sin(rad), at(2))
    }
  }

  private takeEllipse(start: number, map: Affine): void {
    const at = (index: number) => this.store.number(start + index)
    const three = (index: number): Vec3 => vec(at(index), at(index + 1), at(index + 2))
    const centre = mapPoint(map, three(0))
    const [u, v] = [mapDirection(map, three(3)), mapDirection(map, three(6))]
    for (let sample = 0; sample <= SAMPLES; sample += 1) {
      const rad = at(9) + (at(10) * sample) / SAMPLES
      const { x, y } = plus(plus(centre, u, Math.cos(rad)), v, Math.sin(rad))
      this.box.add(x, y)
    }
  }

  private takeSpline(start: number, map: Affine): void {
    const { spline } = this
    spline.load(start)
    for (let index = 0; index < spline.pointCount; index += 1) {
      this.point(map, spline.x(index), spline.y(index), spline.z(index))
    }
  }

  private takeEdges(record: number, map: Affine): void {
    const { store } = this
    const start = store.startOf(record)
    let at = start + 1
    for (let edge = 0; edge < store.curvesOf(record); edge += 1) {
      const kind = store.number(at)
      if (kind === KIND.line) {
        this.point(map, store.number(at + 1), store.number(at + 2), 0)
        this.point(map, store.number(at + 3), store.number(at + 4), 0)
        at += 5
      } else if (kind === KIND.ellipse) {
        this.takeEllipse(at + 1, map)
        at += 12
      } else {
        this.takeSpline(at + 1, map)
        at = this.spline.end
      }
    }
  }
}
