import { hypotenuse, type SegmentArrays, SegmentView } from '../segment-view.ts'

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
  private meanX = 0
  private meanY = 0
  private points = 0

  /** True when the corners, and the middles of the arcs, of a stretch lie within the tolerance of a circle. */
  fit(segments: SegmentArrays, first: number, end: number, toleranceMm: number): boolean {
    const arcs = this.setMean(segments, first, end)
    if (arcs === 0 && end - first < FEWEST_CORNERS) return false
    if (this.points < 3 || !this.setCircle(segments, first, end)) return false
    this.deviationMm = 0
    let sagittaMm = 0
    for (let index = first; index < end; index += 1) {
      const view = this.view.load(segments, index)
      this.takeOff(view.fromX, view.fromY)
      if (view.isArc) this.takeOff(view.middleX, view.middleY)
      else sagittaMm = Math.max(sagittaMm, this.sagittaMm(view.lengthMm))
      if (this.deviationMm > toleranceMm) return false
    }
    this.deviationMm = Math.max(this.deviationMm, sagittaMm)
    return true
  }

  private takeOff(x: number, y: number): void {
    const off = Math.abs(hypotenuse(x - this.centreX, y - this.centreY) - this.radius)
    if (!(off <= this.deviationMm)) this.deviationMm = off
  }

  /** Height of the circle above a chord: r − √(r² − c²/4), without the difference of like numbers. */
  private sagittaMm(chordMm: number): number {
    const half = Math.min(chordMm / 2, this.radius)
    const { radius } = this
    return (half * half) / (radius + Math.sqrt(radius * radius - half * half))
  }

  private setMean(segments: SegmentArrays, first: number, end: number): number {
    let [x, y, arcs] = [0, 0, 0]
    for (let index = first; index < end; index += 1) {
      const view = this.view.load(segments, index)
      x += view.fromX
      y += view.fromY
      if (!view.isArc) continue
      arcs += 1
      x += view.middleX
      y += view.middleY
    }
    this.points = end - first + arcs
    this.meanX = x / this.points
    this.meanY = y / this.points
    return arcs
  }

  /**
   * The circle with the least squared error x² + y² − 2ax − 2by − c over the points (Kåsa); false for points on
   * a line. The mean is taken off first, for digits.
   */
  private setCircle(segments: SegmentArrays, first: number, end: number): boolean {
    const { meanX, meanY } = this
    let [xx, xy, yy, xz, yz] = [0, 0, 0, 0, 0]
    const take = (x: number, y: number) => {
      const z = x * x + y * y
      xx += x * x
      xy += x * y
      yy += y * y
      xz += x * z
      yz += y * z
    }
    for (let index = first; index < end; index += 1) {
      const view = this.view.load(segments, index)
      take(view.fromX - meanX, view.fromY - meanY)
      if (view.isArc) take(view.middleX - meanX, view.middleY - meanY)
    }
    const determinant = xx * yy - xy * xy
    if (!(Math.abs(determinant) > 1e-12 * (xx + yy) ** 2)) return false
    const a = (xz * yy - yz * xy) / (2 * determinant)
    const b = (yz * xx - xz * xy) / (2 * determinant)
    this.centreX = meanX + a
    this.centreY = meanY + b
    this.radius = Math.sqrt(a * a + b * b + (xx + yy) / this.points)
    return true
  }
}
