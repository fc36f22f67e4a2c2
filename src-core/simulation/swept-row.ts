import type { Point3 } from '../geometry/point.ts'

/** The stretch of a row that a capsule covers. */
export class CapsuleRow {
  left = 0
  right = 0
  /** The part of it that the disc at the start covers; none where left is right of right. */
  startLeft = 0
  startRight = 0
  private readonly from: Point3
  private readonly to: Point3
  private readonly radiusMm: number
  private readonly sideX: number
  private readonly sideY: number

  constructor(from: Point3, to: Point3, radiusMm: number) {
    const lengthMm = Math.hypot(to.xMm - from.xMm, to.yMm - from.yMm)
    this.from = from
    this.to = to
    this.radiusMm = radiusMm
    this.sideX = lengthMm > 0 ? ((from.yMm - to.yMm) / lengthMm) * radiusMm : 0
    this.sideY = lengthMm > 0 ? ((to.xMm - from.xMm) / lengthMm) * radiusMm : 0
  }

  /** Sets left and right for a row; false when the capsule does not reach it. */
  at(yMm: number): boolean {
    this.left = Infinity
    this.right = -Infinity
    this.disc(this.from, yMm)
    this.startLeft = this.left
    this.startRight = this.right
    this.disc(this.to, yMm)
    this.side(1, yMm)
    this.side(-1, yMm)
    return this.left <= this.right
  }

  private widen(xMm: number): void {
    if (xMm < this.left) this.left = xMm
    if (xMm > this.right) this.right = xMm
  }

  private disc(centre: Point3, yMm: number): void {
    const dy = yMm - centre.yMm
    const squared = this.radiusMm * this.radiusMm - dy * dy
    if (squared < 0) return
    const half = Math.sqrt(squared)
    this.widen(centre.xMm - half)
    this.widen(centre.xMm + half)
  }

  private side(sign: 1 | -1, yMm: number): void {
    const startY = this.from.yMm + sign * this.sideY
    const riseMm = this.to.yMm - this.from.yMm
    if (riseMm === 0) return
    const share = (yMm - startY) / riseMm
    if (share < 0 || share > 1) return
    const startX = this.from.xMm + sign * this.sideX
    this.widen(startX + (this.to.xMm - this.from.xMm) * share)
  }
}

/** So much inside of a disc no rounding leads out of it, mm. */
const INSIDE_MM = 1e-6

/** How low a cutter on a sloped way comes over a place. */
export class SlopedWay {
  /** Its lowest: over every place that the disc at its deep end covers. */
  readonly deepMm: number
  private readonly from: Point3
  private readonly deepEnd: Point3
  private readonly dx: number
  private readonly dy: number
  private readonly dz: number
  private readonly lengthMm: number
  private readonly radiusMm: number
  /** Of the row at hand: its place across, and the parts of products that are the same all along it. */
  private py = 0
  private alongPart = 0
  private acrossPart = 0

  constructor(from: Point3, to: Point3, radiusMm: number) {
    this.from = from
    this.dx = to.xMm - from.xMm
    this.dy = to.yMm - from.yMm
    this.dz = to.zMm - from.zMm
    this.lengthMm = Math.hypot(this.dx, this.dy)
    this.radiusMm = radiusMm
    this.deepEnd = this.dz < 0 ? to : from
    this.deepMm = from.zMm + Math.min(0, this.dz)
  }

  /** Sets the row that is asked about. */
  onRow(yMm: number): void {
    this.py = yMm - this.from.yMm
    this.alongPart = this.py * this.dy
    this.acrossPart = this.py * this.dx
  }

  /** Where on a row the disc at the deep end begins and ends; left is right of right where it is not. */
  deepStretch(yMm: number): readonly [leftMm: number, rightMm: number] {
    const { xMm, yMm: middleMm } = this.deepEnd
    const radiusMm = this.radiusMm - INSIDE_MM
    const squared = radiusMm * radiusMm - (yMm - middleMm) * (yMm - middleMm)
    if (radiusMm <= 0 || squared <= 0) return [Infinity, -Infinity]
    const half = Math.sqrt(squared)
    return [xMm - half, xMm + half]
  }

  /** Height of the cutter's bottom over a place of the row, or Infinity when its disc never covers it. */
  lowestAt(xMm: number): number {
    const px = xMm - this.from.xMm
    if (this.lengthMm < 1e-9) {
      const isUnder = px * px + this.py * this.py <= this.radiusMm * this.radiusMm
      return isUnder ? this.deepMm : Infinity
    }
    const along = (px * this.dx + this.alongPart) / this.lengthMm
    const across = (px * this.dy - this.acrossPart) / this.lengthMm
    const squared = this.radiusMm * this.radiusMm - across * across
    if (squared < 0) return Infinity
    const half = Math.sqrt(squared)
    const first = Math.max(0, along - half)
    const last = Math.min(this.lengthMm, along + half)
    if (first > last) return Infinity
    const share = (this.dz < 0 ? last : first) / this.lengthMm
    return this.from.zMm + this.dz * share
  }
}
