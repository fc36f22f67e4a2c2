import { GrowingBox, SEGMENT, type SegmentArrays, SegmentView } from '../segment-view.ts'

/** Measures a stretch of segments: `take` sets its length, the signed area it goes round, and its box. */
export class PathMeasure {
  lengthMm = 0
  /** Positive when it runs counterclockwise; only a closed path has one. */
  areaMm2 = 0
  readonly box = new GrowingBox()
  private readonly view = new SegmentView()

  /**
   * Area by Green's theorem: triangles from the first point to each chord and, for an arc, the segment
   * r²·(θ − sin θ)/2 between it and its chord.
   */
  take(segments: SegmentArrays, first: number, end: number): void {
    const { view, box } = this
    view.load(segments, first)
    const [x, y] = [view.fromX, view.fromY]
    let length = 0
    let area = 0
    box.clear()
    for (let index = first; index < end; index += 1) {
      view.load(segments, index)
      view.growBox(box)
      area += ((view.fromX - x) * (view.toY - y) - (view.fromY - y) * (view.toX - x)) / 2
      if (!view.isArc) {
        length += view.lengthMm
        continue
      }
      const { radius, sweepRad, kind } = view
      const cap = (radius * radius * (sweepRad - Math.sin(sweepRad))) / 2
      area += kind === SEGMENT.counterclockwise ? cap : -cap
      length += radius * sweepRad
    }
    this.lengthMm = length
    this.areaMm2 = area
  }
}
