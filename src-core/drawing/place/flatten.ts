import { TURN_RAD } from '../../units/angle.ts'
import { type ContentStore, KIND, type Kind } from '../dxf/content-store.ts'
import type { SegmentBuffer } from '../segment-buffer.ts'
import { hypotenuse, SEGMENT } from '../segment-view.ts'
import { realAt } from '../typed-arrays.ts'
import { PlacedSpline, setCubic, SplineSpan, StoredSpline } from './curve-points.ts'
import { EllipseCubics } from './ellipse-cubics.ts'
import { CubicFitter } from './fit-cubic.ts'
import { CurveFitter } from './fit-curve.ts'
import { Placement } from './placement.ts'
import type { Affine } from './space.ts'

/** Rounding of angles and lengths below which a circle in the file is a circle. */
const ROUND = 1e-9
const LEAST_BULGE = 1e-12

/**
 * Draws records as lines and arcs in mm, seen from above. Lines and circular arcs stay what they are; ellipses,
 * splines and circles under a map that does not keep them round become lines and arcs within a tolerance.
 */
export class Flattener {
  private readonly store: ContentStore
  private readonly segments: SegmentBuffer
  private readonly fitter: CurveFitter
  private readonly cubics: CubicFitter
  private readonly mmPerUnit: number
  private readonly ellipse: EllipseCubics
  private readonly span = new SplineSpan()
  private readonly spline: StoredSpline
  private readonly placed = new PlacedSpline()
  /** Bézier points of the cubic that is drawn. */
  private readonly points = new Float64Array(8)
  private readonly centre = { x: 0, y: 0 }
  private map: Affine | null = null
  private placement: Placement

  constructor(
    store: ContentStore,
    segments: SegmentBuffer,
    options: { readonly mmPerUnit: number; readonly toleranceMm: number; readonly start: Affine },
  ) {
    this.store = store
    this.segments = segments
    this.mmPerUnit = options.mmPerUnit
    // half of it, so that what is made of a curve may still be moved
    const withinMm = options.toleranceMm / 2
    this.fitter = new CurveFitter(segments, options.toleranceMm)
    this.cubics = new CubicFitter(segments, withinMm)
    this.ellipse = new EllipseCubics(withinMm)
    this.spline = new StoredSpline(store)
    this.placement = new Placement(options.start, options.mmPerUnit)
  }

  /** Draws a record of curves under a map. */
  draw(record: number, map: Affine): void {
    if (map !== this.map) {
      this.map = map
      this.placement = new Placement(map, this.mmPerUnit)
    }
    const before = this.segments.count
    this.drawKind(record, this.store.kindOf(record))
    // the clean-up lists what came to nothing
    if (this.segments.count === before) this.segments.dot()
  }

  private drawKind(record: number, kind: Kind): void {
    if (kind === KIND.polyline) this.drawPolyline(record, false)
    else if (kind === KIND.loop) this.drawPolyline(record, true)
    else if (kind === KIND.polyline3) this.drawPolyline3(record, false)
    else if (kind === KIND.loop3) this.drawPolyline3(record, true)
    else if (kind === KIND.edges) this.drawEdges(record)
    else this.drawSingle(kind, this.store.startOf(record))
  }

  private drawSingle(kind: Kind, start: number): void {
    if (kind === KIND.line) this.drawLine(start, 0)
    else if (kind === KIND.line3) this.drawLine3(start)
    else if (kind === KIND.arc) this.drawArc(start)
    else if (kind === KIND.ellipse) this.drawEllipse(start, 0)
    else if (kind === KIND.spline) this.drawSpline(start)
  }

  private drawLine(start: number, z: number): void {
    const { store, placement: place, segments } = this
    const x = store.number(start)
    const y = store.number(start + 1)
    const toX = store.number(start + 2)
    const toY = store.number(start + 3)
    segments.moveTo(place.x(x, y, z), place.y(x, y, z))
    segments.lineTo(place.x(toX, toY, z), place.y(toX, toY, z))
  }

  private drawLine3(start: number): void {
    this.moveTo3(start)
    this.lineTo3(start + 3)
  }

  private moveTo3(at: number): void {
    const { store, placement: place } = this
    const x = store.number(at)
    const y = store.number(at + 1)
    const z = store.number(at + 2)
    this.segments.moveTo(place.x(x, y, z), place.y(x, y, z))
  }

  private lineTo3(at: number): void {
    const { store, placement: place } = this
    const x = store.number(at)
    const y = store.number(at + 1)
    const z = store.number(at + 2)
    this.segments.lineTo(place.x(x, y, z), place.y(x, y, z))
  }

  private drawArc(start: number): void {
    const { store, placement: place, segments } = this
    const x = store.number(start)
    const y = store.number(start + 1)
    const z = store.number(start + 2)
    const radius = store.number(start + 3)
    const startRad = store.number(start + 4)
    const sweepRad = store.number(start + 5)
    if (place.turn === 0) {
      this.setEllipse(x, y, z)
      this.setAxes(radius)
      this.drawRoundOrFitted(startRad, sweepRad)
      return
    }
    const fromX = x + radius * Math.cos(startRad)
    const fromY = y + radius * Math.sin(startRad)
    segments.moveTo(place.x(fromX, fromY, z), place.y(fromX, fromY, z))
    this.centre.x = place.x(x, y, z)
    this.centre.y = place.y(x, y, z)
    const endRad = startRad + sweepRad
    const isWhole = sweepRad >= TURN_RAD - ROUND
    const toX = isWhole ? fromX : x + radius * Math.cos(endRad)
    const toY = isWhole ? fromY : y + radius * Math.sin(endRad)
    const kind = place.turn > 0 ? SEGMENT.counterclockwise : SEGMENT.clockwise
    segments.arcTo(kind, place.x(toX, toY, z), place.y(toX, toY, z), this.centre)
  }

  private setEllipse(x: number, y: number, z: number): void {
    this.ellipse.centreX = this.placement.x(x, y, z)
    this.ellipse.centreY = this.placement.y(x, y, z)
  }

  private setAxes(radius: number): void {
    const { ellipse, placement: place } = this
    ellipse.ux = place.alongX(radius, 0, 0)
    ellipse.uy = place.alongY(radius, 0, 0)
    ellipse.vx = place.alongX(0, radius, 0)
    ellipse.vy = place.alongY(0, radius, 0)
  }

  private drawEllipse(start: number, z: number): void {
    const { store, ellipse, placement: place } = this
    const at = (index: number) => store.number(start + index)
    this.setEllipse(at(0), at(1), at(2) + z)
    ellipse.ux = place.alongX(at(3), at(4), at(5))
    ellipse.uy = place.alongY(at(3), at(4), at(5))
    ellipse.vx = place.alongX(at(6), at(7), at(8))
    ellipse.vy = place.alongY(at(6), at(7), at(8))
    this.drawRoundOrFitted(at(9), at(10))
  }

  private drawRoundOrFitted(startRad: number, sweepRad: number): void {
    const { ellipse, segments } = this
    ellipse.at(startRad)
    segments.moveTo(ellipse.x, ellipse.y)
    const u2 = ellipse.ux * ellipse.ux + ellipse.uy * ellipse.uy
    const v2 = ellipse.vx * ellipse.vx + ellipse.vy * ellipse.vy
    const across = Math.abs(ellipse.ux * ellipse.vx + ellipse.uy * ellipse.vy)
    if (u2 > 0 && Math.abs(u2 - v2) <= ROUND * u2 && across <= ROUND * u2) {
      this.drawRound(startRad, sweepRad)
      return
    }
    ellipse.begin(startRad, sweepRad)
    while (segments.refusal === null && ellipse.next(this.points)) this.cubics.draw(this.points)
  }

  private drawRound(startRad: number, sweepRad: number): void {
    const { ellipse, segments } = this
    const isLeft = ellipse.ux * ellipse.vy - ellipse.uy * ellipse.vx > 0 === sweepRad > 0
    const isWhole = Math.abs(sweepRad) >= TURN_RAD - ROUND
    ellipse.at(isWhole ? startRad : startRad + sweepRad)
    this.centre.x = ellipse.centreX
    this.centre.y = ellipse.centreY
    const kind = isLeft ? SEGMENT.counterclockwise : SEGMENT.clockwise
    segments.arcTo(kind, ellipse.x, ellipse.y, this.centre)
  }

  private drawPolyline(record: number, isClosed: boolean): void {
    const { store, placement: place, segments } = this
    const start = store.startOf(record)
    const z = store.number(start)
    const first = start + 1
    const last = store.endOf(record) - 3
    for (let at = first; at <= last - (isClosed ? 0 : 3); at += 3) {
      const next = at === last ? first : at + 3
      const x = store.number(at)
      const y = store.number(at + 1)
      const bulge = store.number(at + 2)
      const toX = store.number(next)
      const toY = store.number(next + 1)
      segments.moveTo(place.x(x, y, z), place.y(x, y, z))
      const isBent = Math.abs(bulge) >= LEAST_BULGE && (x !== toX || y !== toY)
      if (isBent) this.bend(at, next, z)
      else segments.lineTo(place.x(toX, toY, z), place.y(toX, toY, z))
    }
  }

  /**
   * The arc from one corner to the next with a bulge b, the tangent of a quarter of its sweep: its centre is
   * the chord's middle + left normal · chord · (1 − b²)/4b. The pen stands at the corner.
   */
  private bend(at: number, next: number, z: number): void {
    const { store, placement: place, segments } = this
    const x = store.number(at)
    const y = store.number(at + 1)
    const bulge = store.number(at + 2)
    const toX = store.number(next)
    const toY = store.number(next + 1)
    const lift = (1 - bulge * bulge) / (4 * bulge)
    const centreX = (x + toX) / 2 - (toY - y) * lift
    const centreY = (y + toY) / 2 + (toX - x) * lift
    if (place.turn === 0) {
      this.setEllipse(centreX, centreY, z)
      this.setAxes(hypotenuse(x - centreX, y - centreY))
      this.drawRoundOrFitted(Math.atan2(y - centreY, x - centreX), 4 * Math.atan(bulge))
      return
    }
    this.centre.x = place.x(centreX, centreY, z)
    this.centre.y = place.y(centreX, centreY, z)
    const kind = bulge > 0 === place.turn > 0 ? SEGMENT.counterclockwise : SEGMENT.clockwise
    segments.arcTo(kind, place.x(toX, toY, z), place.y(toX, toY, z), this.centre)
  }

  private drawPolyline3(record: number, isClosed: boolean): void {
    const start = this.store.startOf(record)
    const end = this.store.endOf(record)
    this.moveTo3(start)
    for (let at = start + 3; at < end; at += 3) this.lineTo3(at)
    if (isClosed) this.lineTo3(start)
  }

  private drawSpline(start: number): void {
    const { spline, placed, points } = this
    spline.load(start)
    placed.load(spline, this.placement)
    const isPlainCubic = placed.degree === 3 && !placed.isRational
    let isFirst = true
    for (let index = placed.degree; index < placed.pointCount; index += 1) {
      if (!(placed.knot(index + 1) > placed.knot(index))) continue
      if (isPlainCubic) {
        setCubic(points, placed, index)
        if (isFirst) this.segments.moveTo(realAt(points, 0), realAt(points, 1))
        this.cubics.draw(points)
      } else this.drawSpan(index, isFirst)
      isFirst = false
    }
  }

  private drawSpan(index: number, isFirst: boolean): void {
    const { span } = this
    span.load(this.placed, index)
    if (isFirst) {
      span.at(0)
      this.segments.moveTo(span.x, span.y)
    }
    this.fitter.draw(span, 0, 1)
  }

  private drawEdges(record: number): void {
    const { store } = this
    const start = store.startOf(record)
    const z = store.number(start)
    let at = start + 1
    for (let edge = 0; edge < store.curvesOf(record); edge += 1) {
      const kind = store.number(at)
      if (kind === KIND.line) {
        this.drawLine(at + 1, z)
        at += 5
      } else if (kind === KIND.ellipse) {
        this.drawEllipse(at + 1, z)
        at += 12
      } else {
        this.drawSpline(at + 1)
        at = this.spline.end
      }
    }
  }
}
