import { hypotenuse, SEGMENT, type SegmentArrays, SegmentView } from '../segment-view.ts'
import { GrowingReals, realAt } from '../typed-arrays.ts'

/** Fewest corners of a polygon that somebody may have meant as a circle. */
const FEWEST_CORNERS = 24

/**
 * Looks whether a closed path is a circle, or nearly: `fit` sets the centre, the radius and how far the path
 * lies off it.
 */
export class CircleFinder {
  centreX = 0
  centreY = 0
  radius = 0
  /** Furthest the path lies off the circle, mm. */
  deviationMm = 0
  private readonly view = new SegmentView()
  /** x and y of the corners and of the middles of the arcs. */
  private readonly points = new GrowingReals()
  private longestMm = 0

  /** True when the corners, and the middles of the arcs, of a stretch lie within the tolerance of a circle. */
  fit(segments: SegmentArrays, first: number, end: number, toleranceMm: number): boolean {
    const arcs = this.gather(segments, first, end)
    if (arcs === 0 && end - first < FEWEST_CORNERS) return false
    if (this.points.count < 6 || !this.setCircle()) return false
    const { values, count } = this.points
    const { centreX, centreY, radius } = this
    let deviationMm = 0
    for (let at = 0; at < count; at += 2) {
      const dx = realAt(values, at) - centreX
      const dy = realAt(values, at + 1) - centreY
      const off = Math.abs(hypotenuse(dx, dy) - radius)
      if (!(off <= deviationMm)) deviationMm = off
      if (deviationMm > toleranceMm) return false
    }
    this.deviationMm = Math.max(deviationMm, this.sagittaMm(this.longestMm))
    return true
  }

  /** Height of the circle above a chord: r − √(r² − c²/4), without the difference of like numbers. */
  private sagittaMm(chordMm: number): number {
    const half = Math.min(chordMm / 2, this.radius)
    const { radius } = this
    return (half * half) / (radius + Math.sqrt(radius * radius - half * half))
  }

  /** Gathers the points of a stretch and the longest of its lines; how many arcs it has. */
  private gather(segments: SegmentArrays, first: number, end: number): number {
    const { points, view } = this
    points.count = 0
    points.reserve(4 * (end - first))
    const { values } = points
    let arcs = 0
    let at = 0
    let longest2 = 0
    for (let index = first; index < end; index += 1) {
      view.load(segments, index)
      values[at] = view.fromX
      values[at + 1] = view.fromY
      at += 2
      const dx = view.toX - view.fromX
      const dy = view.toY - view.fromY
      if (!view.isArc) {
        longest2 = Math.max(longest2, dx * dx + dy * dy)
        continue
      }
      arcs += 1
      const side = view.kind === SEGMENT.counterclockwise ? 1 : -1
      const reach = view.isWhole ? 0 : (side * view.radius) / hypotenuse(dx, dy)
      values[at] = view.centreX + reach * dy
      values[at + 1] = view.centreY - reach * dx
      at += 2
    }
    points.count = at
    this.longestMm = Math.sqrt(longest2)
    return arcs
  }

  /**
   * The circle with the least squared error x² + y² − 2ax − 2by − c over the points (Kåsa); false for points on
   * a line. The mean is taken off first, for digits.
   */
  private setCircle(): boolean {
    const { values, count } = this.points
    let meanX = 0
    let meanY = 0
    for (let at = 0; at < count; at += 2) {
      meanX += realAt(values, at)
      meanY += realAt(values, at + 1)
    }
    meanX /= count / 2
    meanY /= count / 2
    let xx = 0
    let xy = 0
    let yy = 0
    let xz = 0
    let yz = 0
    for (let at = 0; at < count; at += 2) {
      const x = realAt(values, at) - meanX
      const y = realAt(values, at + 1) - meanY
      const z = x * x + y * y
      xx += x * x
      xy += x * y
      yy += y * y
      xz += x * z
      yz += y * z
    }
    const determinant = xx * yy - xy * xy
    if (!(Math.abs(determinant) > 1e-12 * (xx + yy) ** 2)) return false
    const a = (xz * yy - yz * xy) / (2 * determinant)
    const b = (yz * xx - xz * xy) / (2 * determinant)
    this.centreX = meanX + a
    this.centreY = meanY + b
    this.radius = Math.sqrt(a * a + b * b + (xx + yy) / (count / 2))
    return true
  }
}
