import type { Bounds2 } from '../../geometry/bounds.ts'
import { TURN_RAD } from '../../units/angle.ts'

/** Gaps narrower than this are rounding, radians. */
const ROUNDING_RAD = 1e-7

/**
 * The discs a tool has cleared so far, and exactly how much of its edge they leave standing at a place.
 * A path is kept as discs at its points: with points 0.12 R apart that misses at most s²/8R = 0.0018 R of
 * what was cleared between two of them, so the answer errs to the side of more engagement.
 */
export class ClearedDiscs {
  private readonly radiusMm: number
  private readonly reachCells: number
  private readonly cellMm: number
  private readonly minXMm: number
  private readonly minYMm: number
  private readonly columns: number
  private readonly rows: number
  private readonly head: Int32Array
  private readonly next: number[] = []
  private readonly xs: number[] = []
  private readonly ys: number[] = []
  private readonly radii: number[] = []
  /** Starts and ends of the covered stretches of the last question. */
  private readonly starts: number[] = []
  private readonly ends: number[] = []

  /** For a tool of `radiusMm` and discs no larger than `largestMm`, anywhere in `box`. */
  constructor(box: Bounds2, radiusMm: number, largestMm: number) {
    this.radiusMm = radiusMm
    this.cellMm = radiusMm
    this.reachCells = Math.ceil((radiusMm + largestMm) / this.cellMm)
    this.minXMm = box.minXMm - radiusMm
    this.minYMm = box.minYMm - radiusMm
    this.columns = Math.ceil((box.maxXMm - box.minXMm) / this.cellMm) + 3
    this.rows = Math.ceil((box.maxYMm - box.minYMm) / this.cellMm) + 3
    this.head = new Int32Array(this.columns * this.rows).fill(-1)
  }

  /** Adds what a disc of `radiusMm` about a place has cleared. */
  add(xMm: number, yMm: number, radiusMm: number): void {
    const column = Math.floor((xMm - this.minXMm) / this.cellMm)
    const row = Math.floor((yMm - this.minYMm) / this.cellMm)
    if (column < 0 || row < 0 || column >= this.columns || row >= this.rows) return
    const cell = row * this.columns + column
    this.next.push(this.head[cell] as number)
    this.head[cell] = this.xs.length
    this.xs.push(xMm)
    this.ys.push(yMm)
    this.radii.push(radiusMm)
  }

  /**
   * How much of the tool's edge at a place still touches standing material, radians: of the stretch of
   * ±`halfSpanRad` about `headingRad`, what no disc covers. Walls are not known here: the tool must lie
   * within them.
   */
  uncoveredRad(xMm: number, yMm: number, headingRad: number, halfSpanRad: number): number {
    this.starts.length = 0
    this.ends.length = 0
    const column = Math.floor((xMm - this.minXMm) / this.cellMm)
    const row = Math.floor((yMm - this.minYMm) / this.cellMm)
    const { reachCells, columns, rows } = this
    const lastRow = Math.min(rows - 1, row + reachCells)
    const lastColumn = Math.min(columns - 1, column + reachCells)
    for (let r = Math.max(0, row - reachCells); r <= lastRow; r += 1) {
      for (let c = Math.max(0, column - reachCells); c <= lastColumn; c += 1) {
        for (
          let disc = this.head[r * columns + c] as number;
          disc >= 0;
          disc = this.next[disc] as number
        ) {
          if (this.cover(disc, xMm, yMm, headingRad)) return 0
        }
      }
    }
    return this.gapsRad(halfSpanRad)
  }

  /** Notes the stretch one disc covers, relative to the heading; true when it is the whole edge. */
  private cover(disc: number, xMm: number, yMm: number, headingRad: number): boolean {
    const dx = (this.xs[disc] as number) - xMm
    const dy = (this.ys[disc] as number) - yMm
    const r = this.radii[disc] as number
    const { radiusMm } = this
    const squared = dx * dx + dy * dy
    if (squared >= (radiusMm + r) * (radiusMm + r)) return false
    if (squared < 1e-18) return r >= radiusMm - 1e-9
    const distance = Math.sqrt(squared)
    const cosine = (squared + radiusMm * radiusMm - r * r) / (2 * distance * radiusMm)
    if (cosine >= 1) return false
    if (cosine <= -1) return true
    const half = Math.acos(cosine)
    let middle = Math.atan2(dy, dx) - headingRad
    middle -= TURN_RAD * Math.round(middle / TURN_RAD)
    this.starts.push(middle - half)
    this.ends.push(middle + half)
    // the same stretch seen one turn on, where it reaches past the back of the tool
    if (middle + half > Math.PI) {
      this.starts.push(middle - half - TURN_RAD)
      this.ends.push(middle + half - TURN_RAD)
    } else if (middle - half < -Math.PI) {
      this.starts.push(middle - half + TURN_RAD)
      this.ends.push(middle + half + TURN_RAD)
    }
    return false
  }

  /** What the noted stretches leave of −half…half: hops from the furthest end to the next start. */
  private gapsRad(halfSpanRad: number): number {
    const { starts, ends } = this
    let at = -halfSpanRad
    let gaps = 0
    while (at < halfSpanRad) {
      let furthest = at
      let nextStart = halfSpanRad
      for (let index = 0; index < starts.length; index += 1) {
        const start = starts[index] as number
        if (start <= at + ROUNDING_RAD) {
          if ((ends[index] as number) > furthest) furthest = ends[index] as number
        } else if (start < nextStart) nextStart = start
      }
      if (furthest > at + ROUNDING_RAD) at = furthest
      else {
        gaps += nextStart - at
        at = nextStart
      }
    }
    return gaps
  }
}
