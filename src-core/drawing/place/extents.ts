import { type ContentStore, KIND } from '../dxf/content-store.ts'
import { GrowingBox } from '../segment-view.ts'
import { StoredSpline } from './curve-points.ts'
import type { Affine } from './space.ts'

const SAMPLES = 16
/** Pieces an ellipse becomes, and each span of a spline, as a rule. */
const PIECES_OF_ELLIPSE = 16
const PIECES_OF_SPAN = 2

/**
 * The box around what a walk meets, in drawing units, to a few per cent: corners, control points and sixteen
 * points of each arc. For judging the size of a drawing before it has a unit.
 */
export class Extents {
  readonly box = new GrowingBox()
  /** How many curves there are. */
  curves = 0
  /** About how many segments they become: what makes room for them. */
  pieces = 0
  private readonly store: ContentStore
  private readonly spline: StoredSpline
  private centreX = 0
  private centreY = 0
  private ux = 0
  private uy = 0
  private vx = 0
  private vy = 0

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
    const curves = store.curvesOf(record)
    this.curves += curves
    this.pieces += curves
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
    const { xAxis, yAxis } = map
    const x = store.number(start)
    const y = store.number(start + 1)
    const z = store.number(start + 2)
    const radius = store.number(start + 3)
    this.setCentre(map, x, y, z)
    this.ux = radius * xAxis.x
    this.uy = radius * xAxis.y
    this.vx = radius * yAxis.x
    this.vy = radius * yAxis.y
    this.takeTurn(store.number(start + 4), store.number(start + 5))
  }

  private takeEllipse(start: number, map: Affine): void {
    const { store } = this
    const { xAxis, yAxis, zAxis } = map
    const at = (index: number) => store.number(start + index)
    this.setCentre(map, at(0), at(1), at(2))
    this.ux = xAxis.x * at(3) + yAxis.x * at(4) + zAxis.x * at(5)
    this.uy = xAxis.y * at(3) + yAxis.y * at(4) + zAxis.y * at(5)
    this.vx = xAxis.x * at(6) + yAxis.x * at(7) + zAxis.x * at(8)
    this.vy = xAxis.y * at(6) + yAxis.y * at(7) + zAxis.y * at(8)
    this.pieces += PIECES_OF_ELLIPSE
    this.takeTurn(at(9), at(10))
  }

  private setCentre(
    { xAxis, yAxis, zAxis, origin }: Affine,
    x: number,
    y: number,
    z: number,
  ): void {
    this.centreX = xAxis.x * x + yAxis.x * y + zAxis.x * z + origin.x
    this.centreY = xAxis.y * x + yAxis.y * y + zAxis.y * z + origin.y
  }

  /** Points of centre + u·cos t + v·sin t; from one to the next by turning a vector, which needs no cosine. */
  private takeTurn(startRad: number, sweepRad: number): void {
    const { box, centreX, centreY, ux, uy, vx, vy } = this
    const stepCosine = Math.cos(sweepRad / SAMPLES)
    const stepSine = Math.sin(sweepRad / SAMPLES)
    let cosine = Math.cos(startRad)
    let sine = Math.sin(startRad)
    for (let sample = 0; sample <= SAMPLES; sample += 1) {
      box.add(centreX + ux * cosine + vx * sine, centreY + uy * cosine + vy * sine)
      const turned = cosine * stepCosine - sine * stepSine
      sine = sine * stepCosine + cosine * stepSine
      cosine = turned
    }
  }

  private takeSpline(start: number, map: Affine): void {
    const { spline } = this
    spline.load(start)
    this.pieces += PIECES_OF_SPAN * (spline.pointCount - spline.degree)
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
