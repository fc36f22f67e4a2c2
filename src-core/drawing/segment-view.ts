import { TURN_RAD } from '../units/angle.ts'
import { byteAt, realAt } from './typed-arrays.ts'

/** Numbers of one segment: start x, y, end x, y, and centre x, y of an arc. */
export const SEGMENT_STRIDE = 6

/** What a segment is. */
export const SEGMENT = { line: 0, counterclockwise: 1, clockwise: 2 } as const

/** Segments as arrays of numbers, in mm; an arc whose ends are equal is a full turn. */
export interface SegmentArrays {
  readonly coordsMm: Float64Array
  readonly kinds: Uint8Array
}

/** A box that grows around what is put into it. */
export class GrowingBox {
  minX = Infinity
  minY = Infinity
  maxX = -Infinity
  maxY = -Infinity

  /** Makes it empty again. */
  clear(): void {
    this.minX = Infinity
    this.minY = Infinity
    this.maxX = -Infinity
    this.maxY = -Infinity
  }

  /** Takes a point in. */
  add(x: number, y: number): void {
    if (x < this.minX) this.minX = x
    if (x > this.maxX) this.maxX = x
    if (y < this.minY) this.minY = y
    if (y > this.maxY) this.maxY = y
  }

  /** Takes another box in. */
  addBox(box: GrowingBox): void {
    this.add(box.minX, box.minY)
    this.add(box.maxX, box.maxY)
  }

  /** Furthest any side is from zero; NaN where a point was none. */
  get reach(): number {
    return Math.max(
      Math.abs(this.minX),
      Math.abs(this.minY),
      Math.abs(this.maxX),
      Math.abs(this.maxY),
    )
  }
}

/** Straight distance of two numbers apart. */
export function hypotenuse(dx: number, dy: number): number {
  return Math.sqrt(dx * dx + dy * dy)
}

/** Which of a circle's outermost points an arc sweeps over, as bits. */
const EXTREME = { east: 1, north: 2, west: 4, south: 8, all: 15 } as const

/** True for a direction after an arc's start and before its end; one of both will do for more than half a turn. */
function isSwept(isShort: boolean, afterStart: boolean, beforeEnd: boolean): boolean {
  return isShort ? afterStart && beforeEnd : afterStart || beforeEnd
}

/** One segment of some arrays, loaded into fields, so that loops over millions make no objects. */
export class SegmentView {
  kind = 0
  fromX = 0
  fromY = 0
  toX = 0
  toY = 0
  centreX = 0
  centreY = 0
  radius = 0

  /** Looks at another segment. */
  load({ coordsMm, kinds }: SegmentArrays, index: number): this {
    const at = index * SEGMENT_STRIDE
    this.kind = byteAt(kinds, index)
    this.fromX = realAt(coordsMm, at)
    this.fromY = realAt(coordsMm, at + 1)
    this.toX = realAt(coordsMm, at + 2)
    this.toY = realAt(coordsMm, at + 3)
    if (this.kind !== SEGMENT.line) {
      this.centreX = realAt(coordsMm, at + 4)
      this.centreY = realAt(coordsMm, at + 5)
      this.radius = hypotenuse(this.fromX - this.centreX, this.fromY - this.centreY)
    }
    return this
  }

  /** True for an arc. */
  get isArc(): boolean {
    return this.kind !== SEGMENT.line
  }

  /** True for a full turn. */
  get isWhole(): boolean {
    return this.isArc && this.fromX === this.toX && this.fromY === this.toY
  }

  /** Angle an arc sweeps, (0, 2π]. */
  get sweepRad(): number {
    const ax = this.fromX - this.centreX
    const ay = this.fromY - this.centreY
    const bx = this.toX - this.centreX
    const by = this.toY - this.centreY
    const cross = this.kind === SEGMENT.counterclockwise ? ax * by - ay * bx : ay * bx - ax * by
    const angle = Math.atan2(cross, ax * bx + ay * by)
    const turned = angle < 0 ? angle + TURN_RAD : angle
    return turned <= 1e-12 || TURN_RAD - turned <= 1e-12 ? TURN_RAD : turned
  }

  /** Length, mm. */
  get lengthMm(): number {
    if (!this.isArc) return hypotenuse(this.toX - this.fromX, this.toY - this.fromY)
    return this.radius * this.sweepRad
  }

  /** True when a point lies in a direction from the centre over which the arc sweeps. */
  covers(x: number, y: number): boolean {
    if (this.isWhole) return true
    const isTurnedLeft = this.kind === SEGMENT.counterclockwise
    const startX = (isTurnedLeft ? this.fromX : this.toX) - this.centreX
    const startY = (isTurnedLeft ? this.fromY : this.toY) - this.centreY
    const endX = (isTurnedLeft ? this.toX : this.fromX) - this.centreX
    const endY = (isTurnedLeft ? this.toY : this.fromY) - this.centreY
    const dx = x - this.centreX
    const dy = y - this.centreY
    const afterStart = startX * dy - startY * dx >= 0
    const beforeEnd = dx * endY - dy * endX >= 0
    return isSwept(startX * endY - startY * endX >= 0, afterStart, beforeEnd)
  }

  /** Takes the segment into a box; an arc reaches its circle's extremes where it sweeps over them. */
  growBox(box: GrowingBox): void {
    box.add(this.fromX, this.fromY)
    box.add(this.toX, this.toY)
    if (this.isArc) this.growExtremes(box)
  }

  private growExtremes(box: GrowingBox): void {
    const { centreX, centreY, radius } = this
    const swept = this.isWhole ? EXTREME.all : this.sweptExtremes()
    if ((swept & EXTREME.east) !== 0) box.maxX = Math.max(box.maxX, centreX + radius)
    if ((swept & EXTREME.north) !== 0) box.maxY = Math.max(box.maxY, centreY + radius)
    if ((swept & EXTREME.west) !== 0) box.minX = Math.min(box.minX, centreX - radius)
    if ((swept & EXTREME.south) !== 0) box.minY = Math.min(box.minY, centreY - radius)
  }

  /** As `covers` for the four extremes, whose products with start and end are but signs. */
  private sweptExtremes(): number {
    const { centreX, centreY } = this
    const isTurnedLeft = this.kind === SEGMENT.counterclockwise
    const startX = (isTurnedLeft ? this.fromX : this.toX) - centreX
    const startY = (isTurnedLeft ? this.fromY : this.toY) - centreY
    const endX = (isTurnedLeft ? this.toX : this.fromX) - centreX
    const endY = (isTurnedLeft ? this.toY : this.fromY) - centreY
    const isShort = startX * endY - startY * endX >= 0
    return (
      EXTREME.east * Number(isSwept(isShort, startY <= 0, endY >= 0)) +
      EXTREME.north * Number(isSwept(isShort, startX >= 0, endX <= 0)) +
      EXTREME.west * Number(isSwept(isShort, startY >= 0, endY <= 0)) +
      EXTREME.south * Number(isSwept(isShort, startX <= 0, endX >= 0))
    )
  }

  /** X and Y half way along are told by `middleX` and `middleY`. */
  get middleX(): number {
    const chord = (this.fromX + this.toX) / 2
    if (!this.isArc) return chord
    if (this.isWhole) return this.centreX
    const dx = this.toX - this.fromX
    const dy = this.toY - this.fromY
    // an arc lies right of its chord when it turns left, whatever its sweep
    const side = this.kind === SEGMENT.counterclockwise ? 1 : -1
    return this.centreX + (side * this.radius * dy) / hypotenuse(dx, dy)
  }

  /** See `middleX`. */
  get middleY(): number {
    const chord = (this.fromY + this.toY) / 2
    if (!this.isArc) return chord
    if (this.isWhole) return this.centreY
    const dx = this.toX - this.fromX
    const dy = this.toY - this.fromY
    const side = this.kind === SEGMENT.counterclockwise ? 1 : -1
    return this.centreY - (side * this.radius * dx) / hypotenuse(dx, dy)
  }
}
