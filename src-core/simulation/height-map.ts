import { type Grid, gridOver } from '../geometry/distance-grid.ts'
import type { Bounds2 } from '../geometry/bounds.ts'
import type { Point3 } from '../geometry/point.ts'
import { type LevelArc, Sector } from './arc-sector.ts'

/** What one motion of the cutter did to the stock. */
export interface Removal {
  /** Cells that were lowered. */
  readonly loweredCells: number
  readonly volumeMm3: number
  /** Most material that stood above the cutter's bottom in one cell, mm. */
  readonly tallestMm: number
}

/**
 * The stock from above: a height for every cell, Z 0 at its top. A flat-ended cutter lowers the cells whose
 * middle its disc passes over. 2.5-dimensional: what a cutter does below an overhang is not known.
 */
export class HeightMap {
  readonly grid: Grid
  readonly heights: Float32Array
  /** Where the last level way ended: its disc there lies at that height or lower. */
  private cleared: ClearedDisc | null = null
  private lowered = 0
  private heightSum = 0
  private tallestMm = 0

  /** A block over a box, its top at Z 0. */
  constructor(box: Bounds2, cellMm: number) {
    this.grid = gridOver(box, cellMm, cellMm)
    this.heights = new Float32Array(this.grid.columns * this.grid.rows)
  }

  /**
   * Takes away what a cutter of `radiusMm` sweeps on a straight way. With `isTrial` nothing is taken: only
   * what would be is told.
   */
  sweep(from: Point3, to: Point3, radiusMm: number, isTrial = false): Removal {
    this.lowered = 0
    this.heightSum = 0
    this.tallestMm = 0
    if (Math.abs(to.zMm - from.zMm) < 1e-9) this.sweepLevel(from, to, radiusMm, isTrial)
    else this.sweepSloped(from, to, radiusMm, isTrial)
    return this.removal()
  }

  /**
   * Takes away what a cutter of `radiusMm` sweeps on an arc at one height: the sector of a ring, exact however
   * far it turns, and a disc at either end.
   */
  sweepArc(arc: LevelArc, from: Point3, to: Point3, radiusMm: number): Removal {
    this.lowered = 0
    this.heightSum = 0
    this.tallestMm = 0
    this.sweepLevel(from, from, radiusMm, false)
    this.sweepSector(new Sector(arc, from), arc, { zMm: from.zMm, radiusMm })
    this.sweepLevel(to, to, radiusMm, false)
    return this.removal()
  }

  private removal(): Removal {
    const { cellMm } = this.grid
    const { lowered, heightSum, tallestMm } = this
    return { loweredCells: lowered, volumeMm3: heightSum * cellMm * cellMm, tallestMm }
  }

  private sweepSector(
    sector: Sector,
    { centre, radiusMm: pathRadiusMm }: LevelArc,
    tip: { readonly zMm: number; readonly radiusMm: number },
  ): void {
    const { radiusMm } = tip
    const zMm = keptHeight(tip.zMm)
    const { minXMm, minYMm, cellMm, columns } = this.grid
    const outerMm = pathRadiusMm + radiusMm
    const innerMm = Math.max(0, pathRadiusMm - radiusMm)
    const [firstRow, lastRow] = this.rowsOf(
      centre.yMm + outerMm * sector.lowY,
      centre.yMm + outerMm * sector.highY,
    )
    // columns, counted from the centre's
    const middle = (centre.xMm - minXMm) / cellMm
    for (let row = firstRow; row <= lastRow; row += 1) {
      const dy = minYMm + row * cellMm - centre.yMm
      const outer = Math.sqrt(Math.max(0, outerMm * outerMm - dy * dy)) / cellMm
      const hole = innerMm * innerMm - dy * dy
      const inner = hole > 0 ? Math.sqrt(hole) / cellMm : 0
      const start = row * columns
      const last = start + Math.min(columns - 1, Math.floor(middle + outer))
      const first = start + Math.max(0, Math.ceil(middle - outer))
      const at = { start, dy, zMm, cellMm, startXMm: minXMm - centre.xMm }
      if (hole > 0) {
        this.lowerWhere(sector, first, Math.min(last, start + Math.floor(middle - inner)), at)
        this.lowerWhere(sector, Math.max(first, start + Math.ceil(middle + inner)), last, at)
      } else this.lowerWhere(sector, first, last, at)
    }
  }

  /** Takes the places of a stretch of one row down that a sector holds. */
  private lowerWhere(sector: Sector, from: number, to: number, at: SectorRow): void {
    const { heights } = this
    const { zMm, dy, cellMm } = at
    let xMm = at.startXMm + (from - at.start) * cellMm
    let lowered = 0
    let heightSum = 0
    let tallestMm = 0
    for (let cell = from; cell <= to; cell += 1, xMm += cellMm) {
      const above = (heights[cell] as number) - zMm
      if (above <= 0 || !sector.holds(xMm, dy)) continue
      lowered += 1
      heightSum += above
      if (above > tallestMm) tallestMm = above
      heights[cell] = zMm
    }
    this.count(lowered, heightSum, tallestMm)
  }

  private count(lowered: number, heightSum: number, tallestMm: number): void {
    this.lowered += lowered
    this.heightSum += heightSum
    if (tallestMm > this.tallestMm) this.tallestMm = tallestMm
  }

  private rowsOf(lowMm: number, highMm: number): readonly [number, number] {
    const { minYMm, cellMm, rows } = this.grid
    return [
      Math.max(0, Math.ceil((lowMm - minYMm) / cellMm)),
      Math.min(rows - 1, Math.floor((highMm - minYMm) / cellMm)),
    ]
  }

  /** Row after row: where the capsule of the way is, everything above its height goes. */
  private sweepLevel(from: Point3, to: Point3, radiusMm: number, isTrial: boolean): void {
    const { minXMm, minYMm, cellMm, columns } = this.grid
    const capsule = new CapsuleRow(from, to, radiusMm)
    // where the tool stands already there is nothing left to take: most of a short way's capsule
    const isBegun = isSameDisc(this.cleared, from, radiusMm)
    const zMm = keptHeight(from.zMm)
    const [firstRow, lastRow] = this.rowsOf(
      Math.min(from.yMm, to.yMm) - radiusMm,
      Math.max(from.yMm, to.yMm) + radiusMm,
    )
    for (let row = firstRow; row <= lastRow; row += 1) {
      if (!capsule.at(minYMm + row * cellMm)) continue
      const start = row * columns
      const first = start + Math.max(0, Math.ceil((capsule.left - minXMm) / cellMm))
      const last = start + Math.min(columns - 1, Math.floor((capsule.right - minXMm) / cellMm))
      if (!isBegun || capsule.startLeft > capsule.startRight) {
        this.lower(first, last, zMm, isTrial)
        continue
      }
      const skipFrom = start + Math.ceil((capsule.startLeft - minXMm) / cellMm)
      const skipTo = start + Math.floor((capsule.startRight - minXMm) / cellMm)
      this.lower(first, Math.min(last, skipFrom - 1), zMm, isTrial)
      this.lower(Math.max(first, skipTo + 1), last, zMm, isTrial)
    }
    if (!isTrial) this.cleared = { xMm: to.xMm, yMm: to.yMm, zMm: from.zMm, radiusMm }
  }

  /** Takes a stretch of one row down to a height. */
  private lower(first: number, last: number, zMm: number, isTrial: boolean): void {
    const { heights } = this
    let lowered = 0
    let heightSum = 0
    let tallestMm = 0
    for (let at = first; at <= last; at += 1) {
      const above = (heights[at] as number) - zMm
      if (above <= 0) continue
      lowered += 1
      heightSum += above
      if (above > tallestMm) tallestMm = above
      if (!isTrial) heights[at] = zMm
    }
    this.count(lowered, heightSum, tallestMm)
  }

  /** Cell after cell: the cutter is lowest over it where it comes or where it leaves. */
  private sweepSloped(from: Point3, to: Point3, radiusMm: number, isTrial: boolean): void {
    const { grid, heights } = this
    const { minXMm, minYMm, cellMm, columns } = grid
    const way = new SlopedWay(from, to, radiusMm)
    const capsule = new CapsuleRow(from, to, radiusMm)
    const [firstRow, lastRow] = this.rowsOf(
      Math.min(from.yMm, to.yMm) - radiusMm,
      Math.max(from.yMm, to.yMm) + radiusMm,
    )
    for (let row = firstRow; row <= lastRow; row += 1) {
      const yMm = minYMm + row * cellMm
      if (!capsule.at(yMm)) continue
      const first = Math.max(0, Math.ceil((capsule.left - minXMm) / cellMm))
      const last = Math.min(columns - 1, Math.floor((capsule.right - minXMm) / cellMm))
      for (let column = first; column <= last; column += 1) {
        const lowestMm = keptHeight(way.lowestAt(minXMm + column * cellMm, yMm))
        const at = row * columns + column
        const above = (heights[at] as number) - lowestMm
        if (!(above > 0)) continue
        this.lowered += 1
        this.heightSum += above
        if (above > this.tallestMm) this.tallestMm = above
        if (!isTrial) heights[at] = lowestMm
      }
    }
    if (!isTrial) this.cleared = null
  }
}

/**
 * A height as the map keeps it, in 32 bits. Held against the unrounded one, wood that a pass has taken already
 * would seem to stand a millionth higher, and the same pass once more to cut it all again.
 */
function keptHeight(zMm: number): number {
  return Math.fround(zMm)
}

/** A row that an arc is swept over. */
interface SectorRow {
  /** Its first cell, and where that lies, seen from the arc's centre. */
  readonly start: number
  readonly startXMm: number
  /** The row, seen from the arc's centre. */
  readonly dy: number
  readonly cellMm: number
  readonly zMm: number
}

/** A disc whose cells lie at `zMm` or lower. */
interface ClearedDisc extends Point3 {
  readonly radiusMm: number
}

function isSameDisc(cleared: ClearedDisc | null, at: Point3, radiusMm: number): boolean {
  if (cleared === null || cleared.radiusMm < radiusMm) return false
  return cleared.xMm === at.xMm && cleared.yMm === at.yMm && cleared.zMm <= at.zMm
}

/** The stretch of a row that a capsule covers. */
class CapsuleRow {
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

/** How low a cutter on a sloped way comes over a place. */
class SlopedWay {
  private readonly from: Point3
  private readonly dx: number
  private readonly dy: number
  private readonly dz: number
  private readonly lengthMm: number
  private readonly radiusMm: number

  constructor(from: Point3, to: Point3, radiusMm: number) {
    this.from = from
    this.dx = to.xMm - from.xMm
    this.dy = to.yMm - from.yMm
    this.dz = to.zMm - from.zMm
    this.lengthMm = Math.hypot(this.dx, this.dy)
    this.radiusMm = radiusMm
  }

  /** Height of the cutter's bottom, or Infinity when its disc never covers the place. */
  lowestAt(xMm: number, yMm: number): number {
    const px = xMm - this.from.xMm
    const py = yMm - this.from.yMm
    if (this.lengthMm < 1e-9) {
      const isUnder = px * px + py * py <= this.radiusMm * this.radiusMm
      return isUnder ? this.from.zMm + Math.min(0, this.dz) : Infinity
    }
    const along = (px * this.dx + py * this.dy) / this.lengthMm
    const across = (px * this.dy - py * this.dx) / this.lengthMm
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
