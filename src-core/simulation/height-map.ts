import { type Grid, gridOver } from '../geometry/distance-grid.ts'
import type { Bounds2 } from '../geometry/bounds.ts'
import type { Point3 } from '../geometry/point.ts'
import { type LevelArc, Sector } from './arc-sector.ts'
import { CapsuleRow, SlopedWay } from './swept-row.ts'
import { type Ring, type SweptSector, SweptSectors } from './swept-sectors.ts'

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
  private readonly swept = new SweptSectors()
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
    const swept = {
      centre: arc.centre,
      sector: new Sector(arc, from),
      zMm: from.zMm,
      innerMm: Math.max(0, arc.radiusMm - radiusMm),
      outerMm: arc.radiusMm + radiusMm,
    }
    this.sweepSector(swept, this.swept.known(swept))
    this.sweepLevel(to, to, radiusMm, false)
    this.swept.add(swept)
    return this.removal()
  }

  private removal(): Removal {
    const { cellMm } = this.grid
    const { lowered, heightSum, tallestMm } = this
    return { loweredCells: lowered, volumeMm3: heightSum * cellMm * cellMm, tallestMm }
  }

  /** Row after row, on either side of the centre: from the ring's inner edge to its outer one, but for what is known. */
  private sweepSector(swept: SweptSector, known: Ring): void {
    const { minXMm, minYMm, cellMm, columns } = this.grid
    const { centre, sector, zMm, innerMm, outerMm } = swept
    const [firstRow, lastRow] = this.rowsOf(
      centre.yMm + outerMm * sector.lowY,
      centre.yMm + outerMm * sector.highY,
    )
    const startXMm = minXMm - centre.xMm
    const at: SectorRow = {
      start: 0,
      dy: 0,
      startXMm,
      middle: -startXMm / cellMm,
      zMm: keptHeight(zMm),
    }
    for (let row = firstRow; row <= lastRow; row += 1) {
      const dy = minYMm + row * cellMm - centre.yMm
      at.start = row * columns
      at.dy = dy
      const inner = halfChord(innerMm, dy) / cellMm
      const outer = halfChord(outerMm, dy) / cellMm
      const knownOuter = halfChord(known.outerMm, dy) / cellMm
      if (knownOuter === 0) {
        this.lowerSides(sector, inner, outer, at)
        continue
      }
      const knownInner = halfChord(known.innerMm, dy) / cellMm
      if (knownInner > 0) this.lowerSides(sector, inner, Math.min(outer, knownInner), at)
      this.lowerSides(sector, Math.max(inner, knownOuter), outer, at)
    }
  }

  /** Takes down what a sector holds of one row from so many cells off its centre to so many, left and right. */
  private lowerSides(sector: Sector, near: number, far: number, at: SectorRow): void {
    if (near > far) return
    const { start, middle } = at
    const { columns } = this.grid
    const left = start + Math.max(0, Math.ceil(middle - far))
    const right = start + Math.min(columns - 1, Math.floor(middle + far))
    const leftEnd = start + Math.floor(middle - near)
    const rightStart = Math.max(leftEnd + 1, start + Math.ceil(middle + near))
    this.lowerWhere(sector, left, Math.min(right, leftEnd), at)
    this.lowerWhere(sector, Math.max(left, rightStart), right, at)
  }

  /** Takes the places of a stretch of one row down that a sector holds. */
  private lowerWhere(sector: Sector, from: number, to: number, at: SectorRow): void {
    const { heights } = this
    const { cellMm } = this.grid
    const { zMm, dy } = at
    const xOf = (cell: number) => at.startXMm + (cell - at.start) * cellMm
    const share = sector.shareOf(xOf(from), xOf(to), dy)
    if (share === 'none') return
    if (share === 'all') {
      this.lower(from, to, zMm, false)
      return
    }
    let lowered = 0
    let heightSum = 0
    let tallestMm = 0
    for (let cell = from; cell <= to; cell += 1) {
      const above = (heights[cell] as number) - zMm
      if (above <= 0 || !sector.holds(xOf(cell), dy)) continue
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
    const { zMm } = from
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
    if (!isTrial) this.cleared = { xMm: to.xMm, yMm: to.yMm, zMm, radiusMm }
  }

  /** Takes a stretch of one row down to a height. */
  private lower(first: number, last: number, zMm: number, isTrial: boolean): void {
    const { heights } = this
    const keptMm = keptHeight(zMm)
    let lowered = 0
    let heightSum = 0
    let tallestMm = 0
    for (let at = first; at <= last; at += 1) {
      const above = (heights[at] as number) - keptMm
      if (above <= 0) continue
      lowered += 1
      heightSum += above
      if (above > tallestMm) tallestMm = above
      if (!isTrial) heights[at] = keptMm
    }
    this.count(lowered, heightSum, tallestMm)
  }

  /** Row after row: flat where the deep end's disc is, beside it the height of each cell. */
  private sweepSloped(from: Point3, to: Point3, radiusMm: number, isTrial: boolean): void {
    const { minXMm, minYMm, cellMm, columns } = this.grid
    const way = new SlopedWay(from, to, radiusMm)
    const capsule = new CapsuleRow(from, to, radiusMm)
    const [firstRow, lastRow] = this.rowsOf(
      Math.min(from.yMm, to.yMm) - radiusMm,
      Math.max(from.yMm, to.yMm) + radiusMm,
    )
    for (let row = firstRow; row <= lastRow; row += 1) {
      const yMm = minYMm + row * cellMm
      if (!capsule.at(yMm)) continue
      way.onRow(yMm)
      const start = row * columns
      const first = start + Math.max(0, Math.ceil((capsule.left - minXMm) / cellMm))
      const last = start + Math.min(columns - 1, Math.floor((capsule.right - minXMm) / cellMm))
      const [leftMm, rightMm] = way.deepStretch(yMm)
      const deepFirst = Math.max(first, start + Math.ceil((leftMm - minXMm) / cellMm))
      const deepLast = Math.min(last, start + Math.floor((rightMm - minXMm) / cellMm))
      if (deepFirst > deepLast) {
        this.lowerUnder(way, first, last, isTrial)
        continue
      }
      this.lowerUnder(way, first, deepFirst - 1, isTrial)
      this.lower(deepFirst, deepLast, way.deepMm, isTrial)
      this.lowerUnder(way, deepLast + 1, last, isTrial)
    }
    if (!isTrial) this.cleared = null
  }

  /** Takes a stretch of one row down to where a sloped way comes over it. */
  private lowerUnder(way: SlopedWay, first: number, last: number, isTrial: boolean): void {
    const { grid, heights } = this
    const { minXMm, cellMm, columns } = grid
    const start = first - (first % columns)
    let lowered = 0
    let heightSum = 0
    let tallestMm = 0
    for (let at = first; at <= last; at += 1) {
      const lowestMm = keptHeight(way.lowestAt(minXMm + (at - start) * cellMm))
      const above = (heights[at] as number) - lowestMm
      if (!(above > 0)) continue
      lowered += 1
      heightSum += above
      if (above > tallestMm) tallestMm = above
      if (!isTrial) heights[at] = lowestMm
    }
    this.count(lowered, heightSum, tallestMm)
  }
}

/**
 * A height as the map keeps it, in 32 bits. Held against the unrounded one, wood that a pass has taken already
 * would seem to stand a millionth higher, and the same pass once more to cut it all again.
 */
function keptHeight(heightMm: number): number {
  return Math.fround(heightMm)
}

/** Half of what a row cuts out of a circle, `dy` off its middle; 0 where it does not reach it. */
function halfChord(radiusMm: number, dy: number): number {
  const squared = radiusMm * radiusMm - dy * dy
  return radiusMm > 0 && squared > 0 ? Math.sqrt(squared) : 0
}

/** The row that an arc is swept over; set anew from row to row. */
interface SectorRow {
  /** Its first cell, and where that lies, seen from the arc's centre. */
  start: number
  readonly startXMm: number
  /** The centre's column, cells. */
  readonly middle: number
  /** The row, seen from the arc's centre. */
  dy: number
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
