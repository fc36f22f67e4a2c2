import type { Bounds2 } from '../../geometry/bounds.ts'
import { TURN_RAD } from '../../units/angle.ts'

/** Gaps narrower than this are rounding, radians. */
const ROUNDING_RAD = 1e-7
/** Discs further away than this many cells of one tool radius do not touch the tool. */
const REACH_CELLS = 2

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
  /** Starts and ends of the covered stretches of the last question. */
  private readonly starts: number[] = []
  private readonly ends: number[] = []

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
   * How much of the tool's edge at a place still touches standing material, radians: of the stretch of
   * ±`halfSpanRad` (π/2 or π) about `headingRad`, what no disc covers. Walls are not known here: the tool
   * must lie within them.
   */
  uncoveredRad(xMm: number, yMm: number, headingRad: number, halfSpanRad: number): number {
    this.starts.length = 0
    this.ends.length = 0
    const { large, columns, rows, head, next } = this
    for (let at = 0; at < large.length; at += 3) {
      if (this.coverLarge(at, xMm, yMm, headingRad)) return 0
    }
    const column = Math.floor((xMm - this.minXMm) / this.cellMm)
    const row = Math.floor((yMm - this.minYMm) / this.cellMm)
    // what lies wholly behind covers nothing in front
    const [cosine, sine] = halfSpanRad > 2 ? [0, 0] : [Math.cos(headingRad), Math.sin(headingRad)]
    const lastRow = Math.min(rows - 1, row + REACH_CELLS)
    const lastColumn = Math.min(columns - 1, column + REACH_CELLS)
    for (let r = Math.max(0, row - REACH_CELLS); r <= lastRow; r += 1) {
      for (let c = Math.max(0, column - REACH_CELLS); c <= lastColumn; c += 1) {
        for (let disc = head[r * columns + c] as number; disc >= 0; disc = next[disc] as number) {
          const dx = (this.xs[disc] as number) - xMm
          const dy = (this.ys[disc] as number) - yMm
          if (this.cover(dx, dy, { headingRad, ahead: dx * cosine + dy * sine })) return 0
        }
      }
    }
    return this.gapsRad(halfSpanRad)
  }

  /**
   * Notes the stretch a disc as large as the tool covers, ±acos(d/2R) about its direction, unless it lies
   * wholly behind (φ ≥ π/2 + acos(d/2R)); true when it covers the whole edge. `ahead`: how far it lies
   * along the heading, mm.
   */
  private cover(
    dx: number,
    dy: number,
    { headingRad, ahead }: { readonly headingRad: number; readonly ahead: number },
  ): boolean {
    const squared = dx * dx + dy * dy
    const share = squared / (4 * this.radiusMm * this.radiusMm)
    if (share >= 1 || (ahead < 0 && ahead * ahead >= squared * (1 - share))) return false
    if (squared < 1e-18) return true
    this.note(Math.atan2(dy, dx) - headingRad, Math.acos(Math.sqrt(share)))
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
    if (cosine < 1) this.note(Math.atan2(dy, dx) - headingRad, Math.acos(cosine))
    return false
  }

  /** Notes a covered stretch of ±`half` about a direction relative to the heading. */
  private note(direction: number, half: number): void {
    const middle = direction - TURN_RAD * Math.round(direction / TURN_RAD)
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
