import Flatbush from 'flatbush'
import {
  type GrowingBox,
  hypotenuse,
  SEGMENT,
  SEGMENT_STRIDE,
  type SegmentArrays,
  SegmentView,
} from '../segment-view.ts'
import { GrowingReals, GrowingWholes, realAt, wholeAt } from '../typed-arrays.ts'
import type { Cleaning } from './cleaning.ts'

const BOX = 4

/** Twice the signed area of the triangle from a point to a chord. */
function crossOf(view: SegmentView, x: number, y: number): number {
  return (view.fromX - x) * (view.toY - y) - (view.fromY - y) * (view.toX - x)
}

/** Angle under which a segment is seen from a point, signed. */
function seenRad(view: SegmentView, x: number, y: number): number {
  const dot = (view.fromX - x) * (view.toX - x) + (view.fromY - y) * (view.toY - y)
  const chord = Math.atan2(crossOf(view, x, y), dot)
  if (!view.isArc) return chord
  const sign = view.kind === SEGMENT.counterclockwise ? 1 : -1
  const isWithin = hypotenuse(x - view.centreX, y - view.centreY) < view.radius
  if (view.isWhole) return isWithin ? sign * 2 * Math.PI : 0
  // between chord and arc, and on the chord, the arc is seen from the other side
  return isWithin && sign * chord < 0 ? chord + sign * 2 * Math.PI : chord
}

/** Closed paths, with their boxes and areas; finds how many lie around each. */
export class Nesting {
  private readonly segments: SegmentArrays
  private readonly paths: GrowingWholes
  private readonly layers: GrowingWholes
  private readonly firsts: GrowingWholes
  private readonly ends: GrowingWholes
  private readonly areas: GrowingReals
  private readonly boxes: GrowingReals
  private readonly view = new SegmentView()

  /** With room for so many closed paths. */
  constructor(segments: SegmentArrays, room: number) {
    this.segments = segments
    this.paths = new GrowingWholes(room)
    this.layers = new GrowingWholes(room)
    this.firsts = new GrowingWholes(room)
    this.ends = new GrowingWholes(room)
    this.areas = new GrowingReals(room)
    this.boxes = new GrowingReals(BOX * room)
  }

  /** Takes a closed path in. */
  add(
    path: { readonly index: number; readonly layer: number; readonly areaMm2: number },
    { first, end }: { readonly first: number; readonly end: number },
    box: GrowingBox,
  ): void {
    this.paths.push(path.index)
    this.layers.push(path.layer)
    this.areas.push(path.areaMm2)
    this.firsts.push(first)
    this.ends.push(end)
    this.boxes.push(box.minX)
    this.boxes.push(box.minY)
    this.boxes.push(box.maxX)
    this.boxes.push(box.maxY)
  }

  /** Writes for each path taken in how many of its layer lie around it. */
  setDepths(depths: Int32Array, cleaning: Cleaning): void {
    const { count } = this.paths
    if (count < 2) return
    const index = new Flatbush(count)
    for (let item = 0; item < count; item += 1) {
      const minX = this.side(item, 0)
      const minY = this.side(item, 1)
      index.add(minX, minY, this.side(item, 2), this.side(item, 3))
    }
    index.finish()
    for (let item = 0; item < count && cleaning.goesOn(); item += 1) {
      const at = wholeAt(this.firsts.values, item) * SEGMENT_STRIDE
      const x = realAt(this.segments.coordsMm, at)
      const y = realAt(this.segments.coordsMm, at + 1)
      let depth = 0
      index.search(x, y, x, y, (around) => {
        if (cleaning.goesOn() && this.isAround(around, item) && this.windsRound(around, x, y)) {
          depth += 1
        }
        return false
      })
      depths[wholeAt(this.paths.values, item)] = depth
    }
  }

  private side(item: number, which: number): number {
    return realAt(this.boxes.values, BOX * item + which)
  }

  /** True when a path is larger than another, of its layer, and its box holds the other's. */
  private isAround(around: number, item: number): boolean {
    if (wholeAt(this.layers.values, around) !== wholeAt(this.layers.values, item)) return false
    if (realAt(this.areas.values, around) <= realAt(this.areas.values, item)) return false
    return (
      this.side(around, 0) <= this.side(item, 0) &&
      this.side(around, 1) <= this.side(item, 1) &&
      this.side(around, 2) >= this.side(item, 2) &&
      this.side(around, 3) >= this.side(item, 3)
    )
  }

  /** True when a path winds round a point. */
  private windsRound(item: number, x: number, y: number): boolean {
    let seen = 0
    const end = wholeAt(this.ends.values, item)
    for (let index = wholeAt(this.firsts.values, item); index < end; index += 1) {
      seen += seenRad(this.view.load(this.segments, index), x, y)
    }
    return Math.abs(seen) > Math.PI
  }
}
