import Flatbush from 'flatbush'
import { hypotenuse, SEGMENT, type SegmentArrays, SegmentView } from '../segment-view.ts'
import { realAt } from '../typed-arrays.ts'
import { BOX_STRIDE } from './measure-path.ts'
import { MeetingPoints } from './meeting-points.ts'

/** Up to so many segments all pairs of boxes are compared; beyond, an index finds those that overlap. */
const FEW = 40
/** Pairs of overlapping boxes looked at in one path before the search gives up. */
const MOST_PAIRS = 3_000_000

/** Told of each place where a path crosses itself. */
export type TellCrossing = (x: number, y: number) => void

/** Segments from `first` up to, not with, `end`, with the box of each. */
export interface Stretch {
  readonly first: number
  readonly end: number
  readonly boxes: Float64Array
}

/** Finds where paths cross themselves, one path after the other. */
export class SelfCrossings {
  private readonly toleranceMm: number
  private boxes: Float64Array = new Float64Array(0)
  private readonly a = new SegmentView()
  private readonly b = new SegmentView()
  private readonly meeting = new MeetingPoints()
  private pairs = 0

  constructor(toleranceMm: number) {
    this.toleranceMm = toleranceMm
  }

  /**
   * Looks at a stretch of segments, whose boxes are given one after the other; false where it gave up before
   * all of it was searched.
   */
  search(segments: SegmentArrays, { first, end, boxes }: Stretch, tell: TellCrossing): boolean {
    this.boxes = boxes
    const count = end - first
    if (count < 2 || (count === 3 && isPolygon(segments, first, end))) return true
    this.pairs = 0
    if (count <= FEW) this.searchAll(segments, first, count, tell)
    else this.searchIndexed(segments, first, count, tell)
    return this.pairs <= MOST_PAIRS
  }

  private searchAll(
    segments: SegmentArrays,
    first: number,
    count: number,
    tell: TellCrossing,
  ): void {
    const { boxes: values } = this
    for (let low = 0; low + 1 < count; low += 1) {
      const at = BOX_STRIDE * low
      const minX = realAt(values, at)
      const minY = realAt(values, at + 1)
      const maxX = realAt(values, at + 2)
      const maxY = realAt(values, at + 3)
      for (let high = low + 1; high < count; high += 1) {
        const other = BOX_STRIDE * high
        if (realAt(values, other) > maxX || realAt(values, other + 2) < minX) continue
        if (realAt(values, other + 1) > maxY || realAt(values, other + 3) < minY) continue
        this.compare(segments, first + low, first + high, tell)
      }
    }
  }

  private searchIndexed(
    segments: SegmentArrays,
    first: number,
    count: number,
    tell: TellCrossing,
  ): void {
    const { boxes: values } = this
    const index = new Flatbush(count)
    for (let at = 0; at < BOX_STRIDE * count; at += BOX_STRIDE) {
      const minX = realAt(values, at)
      const minY = realAt(values, at + 1)
      index.add(minX, minY, realAt(values, at + 2), realAt(values, at + 3))
    }
    index.finish()
    for (let low = 0; low < count && this.pairs <= MOST_PAIRS; low += 1) {
      const at = BOX_STRIDE * low
      const minX = realAt(values, at)
      const minY = realAt(values, at + 1)
      index.search(minX, minY, realAt(values, at + 2), realAt(values, at + 3), (high) => {
        this.pairs += 1
        if (high > low && this.pairs <= MOST_PAIRS) {
          this.compare(segments, first + low, first + high, tell)
        }
        return false
      })
    }
  }

  private compare(segments: SegmentArrays, low: number, high: number, tell: TellCrossing): void {
    const { a, b, meeting } = this
    const areLines = segments.kinds[low] === SEGMENT.line && segments.kinds[high] === SEGMENT.line
    // straight neighbours meet at their corner and nowhere else
    if (areLines && high === low + 1) return
    a.load(segments, low)
    b.load(segments, high)
    meeting.find(a, b)
    for (let point = 0; point < meeting.count; point += 1) {
      const x = realAt(meeting.x, point)
      const y = realAt(meeting.y, point)
      // what meets at an end is a corner, which is no crossing
      if (!this.isAtEnd(a, x, y) && !this.isAtEnd(b, x, y)) tell(x, y)
    }
  }

  private isAtEnd(view: SegmentView, x: number, y: number): boolean {
    return (
      hypotenuse(view.fromX - x, view.fromY - y) <= this.toleranceMm ||
      hypotenuse(view.toX - x, view.toY - y) <= this.toleranceMm
    )
  }
}

function isPolygon({ kinds }: SegmentArrays, first: number, end: number): boolean {
  for (let index = first; index < end; index += 1) {
    if (kinds[index] !== SEGMENT.line) return false
  }
  return true
}
