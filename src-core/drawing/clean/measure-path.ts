import { TURN_RAD } from '../../units/angle.ts'
import { GrowingBox, SEGMENT, type SegmentArrays, SegmentView } from '../segment-view.ts'
import { GrowingReals } from '../typed-arrays.ts'

/** Numbers of one box: least x and y, largest x and y. */
export const BOX_STRIDE = 4
/** A sweep so near to none or all of a turn is a full turn that was rounded. */
const ROUND_RAD = 1e-12

/** Measures a stretch of segments: `take` sets its length, the signed area it goes round, and the boxes. */
export class PathMeasure {
  lengthMm = 0
  /** Positive when it runs counterclockwise; only a closed path has one. */
  areaMm2 = 0
  readonly box = new GrowingBox()
  /** The box of each segment, one after the other. */
  readonly boxes = new GrowingReals()
  private readonly own = new GrowingBox()
  private readonly view = new SegmentView()

  /** Looks at a stretch; the area is that of the triangles from its first point to each chord, and the caps. */
  take(segments: SegmentArrays, first: number, end: number): void {
    const { view, box, boxes } = this
    view.load(segments, first)
    const x = view.fromX
    const y = view.fromY
    boxes.count = 0
    boxes.reserve(BOX_STRIDE * (end - first))
    box.clear()
    this.lengthMm = 0
    let twice = 0
    for (let index = first; index < end; index += 1) {
      view.load(segments, index)
      this.takeBox()
      twice += (view.fromX - x) * (view.toY - y) - (view.fromY - y) * (view.toX - x)
      if (view.isArc) twice += this.takeArc()
      else this.lengthMm += view.lengthMm
    }
    this.areaMm2 = twice / 2
  }

  /**
   * Takes the length of an arc; twice the area of its cap, r²·(θ − sin θ), by Green's theorem positive to the
   * left. The sine comes from the same product as the angle, so that their difference keeps its digits.
   */
  private takeArc(): number {
    const { view } = this
    const ax = view.fromX - view.centreX
    const ay = view.fromY - view.centreY
    const bx = view.toX - view.centreX
    const by = view.toY - view.centreY
    const side = view.kind === SEGMENT.counterclockwise ? 1 : -1
    const cross = side * (ax * by - ay * bx)
    const angle = Math.atan2(cross, ax * bx + ay * by)
    const turned = angle < 0 ? angle + TURN_RAD : angle
    const isRound = turned <= ROUND_RAD || TURN_RAD - turned <= ROUND_RAD
    const sweepRad = isRound ? TURN_RAD : turned
    this.lengthMm += view.radius * sweepRad
    return side * (view.radius * view.radius * sweepRad - cross)
  }

  private takeBox(): void {
    const { own, box, boxes } = this
    own.clear()
    this.view.growBox(own)
    box.addBox(own)
    const at = boxes.count
    boxes.values[at] = own.minX
    boxes.values[at + 1] = own.minY
    boxes.values[at + 2] = own.maxX
    boxes.values[at + 3] = own.maxY
    boxes.count += BOX_STRIDE
  }
}
