import {
  GrowingBox,
  hypotenuse,
  SEGMENT,
  SEGMENT_STRIDE,
  type SegmentArrays,
  SegmentView,
} from './segment-view.ts'

/** Lines and arcs in mm. */
export interface SegmentTable extends SegmentArrays {
  readonly count: number
  /** Start x, y, end x, y, and centre x, y of an arc. */
  readonly coordsMm: Float64Array<ArrayBuffer>
  /** 0 for a line, 1 for an arc counterclockwise, 2 for one clockwise. */
  readonly kinds: Uint8Array<ArrayBuffer>
}

/** What the writing of segments ran into. */
export type SegmentRefusal =
  | { readonly kind: 'segments'; readonly value: number }
  | { readonly kind: 'coordinate'; readonly valueMm: number }

/** How many segments there may be, and how far from zero. */
export interface SegmentLimits {
  readonly segments: number
  readonly coordinateMm: number
}

/** A centre. */
interface Centre {
  readonly x: number
  readonly y: number
}

/**
 * Takes segments in with a pen: `moveTo` sets it down, the others draw from where it is. What goes past a
 * limit sets `refusal`, and nothing more is kept.
 */
export class SegmentBuffer implements SegmentArrays {
  coordsMm: Float64Array<ArrayBuffer>
  kinds: Uint8Array<ArrayBuffer>
  count = 0
  refusal: SegmentRefusal | null = null
  private penX = 0
  private penY = 0
  private readonly limits: SegmentLimits
  private readonly view = new SegmentView()
  private readonly box = new GrowingBox()

  constructor(limits: SegmentLimits, room: number) {
    this.limits = limits
    const least = Math.max(16, Math.min(room, limits.segments))
    this.coordsMm = new Float64Array(least * SEGMENT_STRIDE)
    this.kinds = new Uint8Array(least)
  }

  /** Sets the pen down. */
  moveTo(x: number, y: number): void {
    this.penX = x
    this.penY = y
  }

  /** Draws a straight piece. */
  lineTo(x: number, y: number): void {
    if (!this.open(SEGMENT.line, x, y)) return
    const { coordinateMm } = this.limits
    const { penX, penY } = this
    // written so that NaN is refused too
    const isNear = Math.abs(x) <= coordinateMm && Math.abs(y) <= coordinateMm
    if (!isNear || !(Math.abs(penX) <= coordinateMm && Math.abs(penY) <= coordinateMm)) {
      this.refuse(Math.max(Math.abs(x), Math.abs(y), Math.abs(penX), Math.abs(penY)))
    }
    this.close(x, y)
  }

  /** Draws a piece without length where the pen is. */
  dot(): void {
    this.lineTo(this.penX, this.penY)
  }

  /** Draws an arc to a point on the circle about a centre. */
  arcTo(kind: 1 | 2, x: number, y: number, centre: Centre): void {
    if (!this.open(kind, x, y)) return
    const at = this.count * SEGMENT_STRIDE
    this.coordsMm[at + 4] = centre.x
    this.coordsMm[at + 5] = centre.y
    const radius = hypotenuse(this.penX - centre.x, this.penY - centre.y)
    // the end lies on the circle, but for an end that is no number
    const farthest = Math.max(Math.abs(centre.x), Math.abs(centre.y)) + radius + 0 * (x + y)
    if (!(farthest <= this.limits.coordinateMm)) this.checkArc()
    this.close(x, y)
  }

  /** Takes in a segment of other arrays as it is, forwards or backwards. */
  copy({ coordsMm, kinds }: SegmentArrays, index: number, backwards: boolean): void {
    if (this.count === this.kinds.length) this.grow()
    const from = index * SEGMENT_STRIDE
    const to = this.count * SEGMENT_STRIDE
    const first = backwards ? 2 : 0
    this.coordsMm[to] = coordsMm[from + first] as number
    this.coordsMm[to + 1] = coordsMm[from + first + 1] as number
    this.coordsMm[to + 2] = coordsMm[from + 2 - first] as number
    this.coordsMm[to + 3] = coordsMm[from + 3 - first] as number
    this.coordsMm[to + 4] = coordsMm[from + 4] as number
    this.coordsMm[to + 5] = coordsMm[from + 5] as number
    const kind = kinds[index] as number
    this.kinds[this.count] = backwards && kind !== SEGMENT.line ? 3 - kind : kind
    this.count += 1
  }

  /** Takes in a stretch of segments of other arrays as they are. */
  copyAll({ coordsMm, kinds }: SegmentArrays, first: number, end: number): void {
    while (this.count + end - first > this.kinds.length) this.grow()
    let to = this.count * SEGMENT_STRIDE
    for (let from = first * SEGMENT_STRIDE; from < end * SEGMENT_STRIDE; from += 1) {
      this.coordsMm[to] = coordsMm[from] as number
      to += 1
    }
    for (let index = first; index < end; index += 1) {
      this.kinds[this.count] = kinds[index] as number
      this.count += 1
    }
  }

  /** Turns a stretch of segments round, in place. */
  reverse(first: number, end: number): void {
    for (let low = first, high = end - 1; low <= high; low += 1, high -= 1) {
      this.turn(low)
      if (low < high) {
        this.turn(high)
        this.swap(low, high)
      }
    }
  }

  /** Takes the segments from an index on away again. */
  cut(count: number): void {
    this.count = count
  }

  /** What was taken in, without the room left. */
  table(): SegmentTable {
    const { count } = this
    const isFull = count === this.kinds.length
    return {
      count,
      coordsMm: isFull ? this.coordsMm : this.coordsMm.slice(0, count * SEGMENT_STRIDE),
      kinds: isFull ? this.kinds : this.kinds.slice(0, count),
    }
  }

  /** As `table`, without a copy: for whoever reads it before more is taken in. */
  inPlace(): SegmentTable {
    const { count } = this
    return {
      count,
      coordsMm: this.coordsMm.subarray(0, count * SEGMENT_STRIDE),
      kinds: this.kinds.subarray(0, count),
    }
  }

  private open(kind: number, x: number, y: number): boolean {
    if (this.refusal !== null) return false
    if (this.count >= this.limits.segments) {
      this.refusal = { kind: 'segments', value: this.count + 1 }
      return false
    }
    if (this.count === this.kinds.length) this.grow()
    const at = this.count * SEGMENT_STRIDE
    this.coordsMm[at] = this.penX
    this.coordsMm[at + 1] = this.penY
    this.coordsMm[at + 2] = x
    this.coordsMm[at + 3] = y
    this.kinds[this.count] = kind
    return true
  }

  private close(x: number, y: number): void {
    this.count += 1
    this.penX = x
    this.penY = y
  }

  private checkArc(): void {
    this.box.clear()
    this.view.load(this, this.count).growBox(this.box)
    const { reach } = this.box
    const isSound = Number.isFinite(this.view.radius + this.view.toX + this.view.toY)
    if (!(reach <= this.limits.coordinateMm) || !isSound) this.refuse(reach)
  }

  private refuse(valueMm: number): void {
    this.refusal ??= { kind: 'coordinate', valueMm }
  }

  private grow(): void {
    const room = Math.ceil(this.kinds.length * 1.6)
    const coordsMm = new Float64Array(room * SEGMENT_STRIDE)
    coordsMm.set(this.coordsMm)
    const kinds = new Uint8Array(room)
    kinds.set(this.kinds)
    this.coordsMm = coordsMm
    this.kinds = kinds
  }

  private turn(index: number): void {
    const { coordsMm, kinds } = this
    const at = index * SEGMENT_STRIDE
    const x = coordsMm[at] as number
    const y = coordsMm[at + 1] as number
    coordsMm[at] = coordsMm[at + 2] as number
    coordsMm[at + 1] = coordsMm[at + 3] as number
    coordsMm[at + 2] = x
    coordsMm[at + 3] = y
    const kind = kinds[index] as number
    if (kind !== SEGMENT.line) kinds[index] = 3 - kind
  }

  private swap(low: number, high: number): void {
    const { coordsMm, kinds } = this
    for (let part = 0; part < SEGMENT_STRIDE; part += 1) {
      const a = low * SEGMENT_STRIDE + part
      const b = high * SEGMENT_STRIDE + part
      const kept = coordsMm[a] as number
      coordsMm[a] = coordsMm[b] as number
      coordsMm[b] = kept
    }
    const kind = kinds[low] as number
    kinds[low] = kinds[high] as number
    kinds[high] = kind
  }
}
