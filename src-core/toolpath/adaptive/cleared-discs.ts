import type { Bounds2 } from '../../geometry/bounds.ts'
import { TURN_RAD } from '../../units/angle.ts'

/** Gaps narrower than this are rounding, as a difference of sines: 0.001° at the sides, less in front. */
const ROUNDING = 1e-10
/** Discs further away than this many cells of one tool radius do not touch the tool. */
const REACH_CELLS = 2
/** Half the diagonal of a cell, in its sides. */
const HALF_DIAGONAL = Math.SQRT1_2

/**
 * The discs a tool has cleared so far, and exactly how much of its edge they leave standing at a place.
 * A path is kept as discs at its points: with points 0.12 R apart that misses at most s²/8R = 0.0018 R of
 * what was cleared between two of them, so the answer errs to the side of more engagement.
 */
export class ClearedDiscs {
  private readonly radiusMm: number
  private readonly cellMm: number
  private readonly minXMm: number
  private readonly minYMm: number
  private readonly columns: number
  private readonly rows: number
  private readonly head: Int32Array
  private readonly next: number[] = []
  private readonly xs: number[] = []
  private readonly ys: number[] = []
  /** Discs larger than the tool, few: x, y and radius of each. */
  private readonly large: number[] = []
  /** Covered stretches of the half edge last asked about: the sines of where they start and end. */
  private starts = new Float64Array(512)
  private ends = new Float64Array(512)
  private count = 0

  /** For a tool of `radiusMm` anywhere in `box`. */
  constructor(box: Bounds2, radiusMm: number) {
    this.radiusMm = radiusMm
    this.cellMm = radiusMm
    this.minXMm = box.minXMm - radiusMm
    this.minYMm = box.minYMm - radiusMm
    this.columns = Math.ceil((box.maxXMm - box.minXMm) / this.cellMm) + 3
    this.rows = Math.ceil((box.maxYMm - box.minYMm) / this.cellMm) + 3
    this.head = new Int32Array(this.columns * this.rows).fill(-1)
  }

  /** Adds what a disc larger than the tool has cleared. */
  addLarge(xMm: number, yMm: number, radiusMm: number): void {
    this.large.push(xMm, yMm, radiusMm)
  }

  /** Adds what the tool cleared standing at a place. */
  add(xMm: number, yMm: number): void {
    const column = Math.floor((xMm - this.minXMm) / this.cellMm)
    const row = Math.floor((yMm - this.minYMm) / this.cellMm)
    if (column < 0 || row < 0 || column >= this.columns || row >= this.rows) return
    const cell = row * this.columns + column
    this.next.push(this.head[cell] as number)
    this.head[cell] = this.xs.length
    this.xs.push(xMm)
    this.ys.push(yMm)
  }

  /**
   * How much of the leading half of the tool's edge at a place, heading so, still touches standing material,
   * radians: what no disc covers. Walls are not known here: the tool must lie within them.
   */
  uncoveredAheadRad(xMm: number, yMm: number, headingRad: number): number {
    this.count = 0
    const [cosine, sine] = [Math.cos(headingRad), Math.sin(headingRad)]
    const { large, columns, rows, head, cellMm } = this
    for (let at = 0; at < large.length; at += 3) {
      if (this.coverLarge(at, xMm, yMm, headingRad)) return 0
    }
    const column = Math.floor((xMm - this.minXMm) / cellMm)
    const row = Math.floor((yMm - this.minYMm) / cellMm)
    const lastRow = Math.min(rows - 1, row + REACH_CELLS)
    const lastColumn = Math.min(columns - 1, column + REACH_CELLS)
    // a disc more than a radius behind covers nothing in front
    const leastAheadMm = -this.radiusMm - HALF_DIAGONAL * cellMm
    for (let r = Math.max(0, row - REACH_CELLS); r <= lastRow; r += 1) {
      const middleY = (this.minYMm + (r + 0.5) * cellMm - yMm) * sine
      for (let c = Math.max(0, column - REACH_CELLS); c <= lastColumn; c += 1) {
        const first = head[r * columns + c] as number
        if (first < 0) continue
        const middleX = (this.minXMm + (c + 0.5) * cellMm - xMm) * cosine
        if (middleX + middleY < leastAheadMm) continue
        if (this.coverCell(first, { xMm, yMm, cosine, sine })) return 0
      }
    }
    return this.gapsRad()
  }

  /** The same of the whole edge. */
  uncoveredRad(xMm: number, yMm: number): number {
    return this.uncoveredAheadRad(xMm, yMm, 0) + this.uncoveredAheadRad(xMm, yMm, Math.PI)
  }

  /**
   * Notes the stretches the discs of one cell cover, from its first on; true when one of them covers the whole
   * edge. A disc as large as the tool at d from it meets its edge at d/2 ± √(R²/d² − ¼)·d⊥, and what it covers
   * is at most half the edge, so of the leading half it covers one stretch, or nothing when both ends lie behind.
   */
  private coverCell(
    first: number,
    at: {
      readonly xMm: number
      readonly yMm: number
      readonly cosine: number
      readonly sine: number
    },
  ): boolean {
    const { xMm, yMm, cosine, sine } = at
    const { xs, ys, next, radiusMm } = this
    const radiusSquared = radiusMm * radiusMm
    for (let disc = first; disc >= 0; disc = next[disc] as number) {
      const dx = (xs[disc] as number) - xMm
      const dy = (ys[disc] as number) - yMm
      const squared = dx * dx + dy * dy
      if (squared >= 4 * radiusSquared) continue
      const ahead = dx * cosine + dy * sine
      if (ahead < -radiusMm) continue
      if (squared < 1e-18) return true
      const left = dy * cosine - dx * sine
      const across = Math.sqrt(radiusSquared / squared - 0.25)
      const isStartAhead = ahead / 2 + across * left > 0
      const isEndAhead = ahead / 2 - across * left > 0
      if (!isStartAhead && !isEndAhead) continue
      const start = isStartAhead ? (left / 2 - across * ahead) / radiusMm : -1
      const end = isEndAhead ? (left / 2 + across * ahead) / radiusMm : 1
      if (end > start) this.note(start, end)
    }
    return false
  }

  /** Notes the stretch a larger disc covers; true when it is the whole edge. */
  private coverLarge(at: number, xMm: number, yMm: number, headingRad: number): boolean {
    const { large, radiusMm } = this
    const dx = (large[at] as number) - xMm
    const dy = (large[at + 1] as number) - yMm
    const r = large[at + 2] as number
    const apartMm = Math.hypot(dx, dy)
    if (apartMm >= radiusMm + r) return false
    if (apartMm <= r - radiusMm) return true
    const cosine = (apartMm * apartMm + radiusMm * radiusMm - r * r) / (2 * apartMm * radiusMm)
    if (cosine >= 1) return false
    const half = Math.acos(cosine)
    const direction = Math.atan2(dy, dx) - headingRad
    const middle = direction - TURN_RAD * Math.round(direction / TURN_RAD)
    // it may reach round the back of the tool and come in again on the other side
    for (const turn of [-TURN_RAD, 0, TURN_RAD]) {
      const start = Math.max(-Math.PI / 2, middle + turn - half)
      const end = Math.min(Math.PI / 2, middle + turn + half)
      if (end > start) this.note(Math.sin(start), Math.sin(end))
    }
    return false
  }

  private note(start: number, end: number): void {
    if (this.count === this.starts.length) {
      const [starts, ends] = [this.starts, this.ends]
      this.starts = new Float64Array(2 * this.count)
      this.ends = new Float64Array(2 * this.count)
      this.starts.set(starts)
      this.ends.set(ends)
    }
    this.starts[this.count] = start
    this.ends[this.count] = end
    this.count += 1
  }

  /** What the noted stretches leave of the half edge: hops from the furthest end to the next start. */
  private gapsRad(): number {
    const { starts, ends, count } = this
    let at = -1
    let gaps = 0
    while (at < 1) {
      let furthest = at
      let nextStart = 1
      for (let index = 0; index < count; index += 1) {
        const start = starts[index] as number
        if (start <= at + ROUNDING) {
          if ((ends[index] as number) > furthest) furthest = ends[index] as number
        } else if (start < nextStart) nextStart = start
      }
      if (furthest > at + ROUNDING) at = furthest
      else {
        gaps += Math.asin(nextStart) - Math.asin(at)
        at = nextStart
      }
    }
    return gaps
  }
}
