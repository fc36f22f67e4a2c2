import type { SegmentBuffer } from '../segment-buffer.ts'
import { SEGMENT, SegmentView } from '../segment-view.ts'
import type { GrowingReals } from '../typed-arrays.ts'
import type { Cleaning } from './cleaning.ts'
import { CircleFinder } from './find-circles.ts'

/** A polygon this near to a circle may have been one. */
const NEARLY_CIRCLE_MM = 0.2

/** The path that was built last. */
interface LastPath {
  readonly first: number
  readonly layer: number
  /** First of its chains, by which its repairs are named. */
  readonly key: number
  readonly isClosed: boolean
}

/** Makes a circle of each path that stands for one, and keeps which paths are. */
export class RoundOff {
  private readonly segments: SegmentBuffer
  private readonly circles: GrowingReals
  private readonly cleaning: Cleaning
  private readonly finder = new CircleFinder()
  private readonly view = new SegmentView()

  constructor(segments: SegmentBuffer, circles: GrowingReals, cleaning: Cleaning) {
    this.segments = segments
    this.circles = circles
    this.cleaning = cleaning
  }

  /** Looks at the path that was built last, whose segments are the last there are. */
  take({ first, layer, key, isClosed }: LastPath): void {
    const { segments, view } = this
    if (segments.count === first + 1 && view.load(segments, first).isWhole) {
      this.keep(view.centreX, view.centreY, view.radius)
    } else if (isClosed && this.isCircle(first, layer, key)) {
      const { centreX: x, centreY: y, radius } = this.finder
      segments.cut(first)
      segments.moveTo(x + radius, y)
      segments.arcTo(SEGMENT.counterclockwise, x + radius, y, { x, y })
      this.keep(x, y, radius)
    } else this.keep(Number.NaN, Number.NaN, Number.NaN)
  }

  private isCircle(first: number, layer: number, key: number): boolean {
    const { finder, cleaning, segments } = this
    const { curveToleranceMm } = cleaning.options
    if (!finder.fit(segments, first, segments.count, curveToleranceMm)) return false
    const found = { layer, x: finder.centreX, y: finder.centreY, amountMm: finder.deviationMm }
    if (finder.deviationMm > curveToleranceMm) {
      if (finder.deviationMm <= NEARLY_CIRCLE_MM) cleaning.doubted('nearly-circle', found)
      return false
    }
    const name = String(key)
    if (!cleaning.may('circle', () => name)) return false
    cleaning.repaired('circle', name, found)
    return true
  }

  private keep(x: number, y: number, radius: number): void {
    this.circles.push(x)
    this.circles.push(y)
    this.circles.push(radius)
  }
}
