import { GrowingBox, SegmentView } from '../segment-view.ts'
import { realAt, wholeAt } from '../typed-arrays.ts'
import type { PathTable } from './clean-drawing.ts'
import type { Cleaning } from './cleaning.ts'
import { PathMeasure } from './measure-path.ts'
import { Nesting } from './nesting.ts'
import type { BuiltPaths } from './path-builder.ts'
import { SelfCrossings } from './self-crossings.ts'

/** Measures paths that were built, finds where they cross themselves, nests them and turns them round. */
class PathShaper {
  readonly bounds = new GrowingBox()
  private readonly built: BuiltPaths
  private readonly cleaning: Cleaning
  private readonly crossings: SelfCrossings
  private readonly measure = new PathMeasure()
  private readonly nesting: Nesting
  private readonly view = new SegmentView()
  private readonly count: number
  private readonly depths: Int32Array<ArrayBuffer>
  private readonly lengthsMm: Float64Array<ArrayBuffer>
  /** Signed until the paths are turned; NaN for open ones. */
  private readonly areasMm2: Float64Array<ArrayBuffer>

  constructor(built: BuiltPaths, cleaning: Cleaning) {
    this.built = built
    this.cleaning = cleaning
    this.crossings = new SelfCrossings(cleaning.options.joinToleranceMm)
    this.count = built.layers.count
    this.nesting = new Nesting(built.segments, countOf(built.closed))
    this.depths = new Int32Array(this.count)
    this.lengthsMm = new Float64Array(this.count)
    this.areasMm2 = new Float64Array(this.count).fill(Number.NaN)
  }

  shape(): PathTable {
    const { built, cleaning, count } = this
    for (let path = 0; path < count; path += 1) {
      if (!cleaning.goesOn(this.firstOf(path + 1) - this.firstOf(path))) break
      this.look(path)
      if (path % TELL_STEP === 0) cleaning.options.tell(0.5 + (0.4 * path) / count)
    }
    this.nesting.setDepths(this.depths, cleaning)
    for (let path = 0; path < count; path += 1) {
      if (built.closed.values[path] === 1) this.orient(path)
    }
    return {
      count,
      firstSegment: built.firstSegment.taken(),
      layers: built.layers.taken(),
      closed: Uint8Array.from(built.closed.values.subarray(0, count)),
      depths: this.depths,
      lengthsMm: this.lengthsMm,
      areasMm2: this.areasMm2,
      circles: built.circles.taken(),
      firstSource: built.firstSource.taken(),
    }
  }

  private firstOf(path: number): number {
    return wholeAt(this.built.firstSegment.values, path)
  }

  private look(path: number): void {
    const { built, measure, cleaning } = this
    const first = this.firstOf(path)
    const end = this.firstOf(path + 1)
    const layer = wholeAt(built.layers.values, path)
    measure.take(built.segments, first, end)
    this.bounds.addBox(measure.box)
    this.lengthsMm[path] = measure.lengthMm
    if (built.closed.values[path] === 1) {
      this.areasMm2[path] = measure.areaMm2
      const areaMm2 = Math.abs(measure.areaMm2)
      this.nesting.add({ index: path, layer, areaMm2 }, { first, end }, measure.box)
    }
    // what is one piece cannot cross itself
    if (end - first < 2) return
    const stretch = { first, end, boxes: measure.boxes.values }
    const isSearched = this.crossings.search(built.segments, stretch, (x, y) => {
      cleaning.doubted('crossing', { layer, x, y, amountMm: 0 })
    })
    if (!isSearched) this.doubtStart(path)
  }

  private doubtStart(path: number): void {
    const { fromX: x, fromY: y } = this.view.load(this.built.segments, this.firstOf(path))
    const layer = wholeAt(this.built.layers.values, path)
    this.cleaning.doubted('not-searched', { layer, x, y, amountMm: 0 })
  }

  /** Outer loops run counterclockwise, islands clockwise. */
  private orient(path: number): void {
    const { built, cleaning, areasMm2 } = this
    const signed = realAt(areasMm2, path)
    areasMm2[path] = Math.abs(signed)
    if (signed > 0 === (wholeAt(this.depths, path) % 2 === 0)) return
    const key = String(wholeAt(built.keys.values, path))
    if (!cleaning.may('turned', () => key)) return
    const first = this.firstOf(path)
    const end = this.firstOf(path + 1)
    const { fromX: x, fromY: y } = this.view.load(built.segments, first)
    const layer = wholeAt(built.layers.values, path)
    cleaning.repaired('turned', key, { layer, x, y, amountMm: 0 })
    built.segments.reverse(first, end)
  }
}

function countOf({ values, count }: BuiltPaths['closed']): number {
  let closed = 0
  for (let path = 0; path < count; path += 1) closed += wholeAt(values, path)
  return closed
}

/** Paths between reports of progress. */
const TELL_STEP = 1024

/**
 * Measures and nests paths that were built. Outer loops are turned to run counterclockwise and islands
 * clockwise, in place; crossings are told and left.
 */
export function shapePaths(
  built: BuiltPaths,
  cleaning: Cleaning,
): { readonly paths: PathTable; readonly bounds: GrowingBox } {
  const shaper = new PathShaper(built, cleaning)
  return { paths: shaper.shape(), bounds: shaper.bounds }
}
