import { distanceToSegmentMm } from '../geometry/outline.ts'
import { type Segment, segmentSweepRad } from '../geometry/path.ts'
import { distanceMm, type Point2, polarPoint } from '../geometry/point.ts'

/** The point half way along a piece. */
export function middleOf(segment: Segment): Point2 {
  const { from, to } = segment
  if (segment.kind === 'line') {
    return { xMm: (from.xMm + to.xMm) / 2, yMm: (from.yMm + to.yMm) / 2 }
  }
  const { centre, rotation } = segment
  const half = segmentSweepRad(segment) / 2
  const startRad = Math.atan2(from.yMm - centre.yMm, from.xMm - centre.xMm)
  const turned = rotation === 'counterclockwise' ? startRad + half : startRad - half
  return polarPoint(centre, distanceMm(centre, from), turned)
}

function areSameCircle(a: Segment, b: Segment, toleranceMm: number): boolean {
  if (a.kind === 'line' || b.kind === 'line' || !isWhole(a) || !isWhole(b)) return false
  const growthMm = distanceMm(a.centre, a.from) - distanceMm(b.centre, b.from)
  return distanceMm(a.centre, b.centre) <= toleranceMm && Math.abs(growthMm) <= toleranceMm
}

function areSame(a: Segment, b: Segment, toleranceMm: number): boolean {
  if (isWhole(a) || isWhole(b)) return areSameCircle(a, b, toleranceMm)
  const near = (p: Point2, q: Point2) => distanceMm(p, q) <= toleranceMm
  const alike = near(a.from, b.from) && near(a.to, b.to)
  const reversed = near(a.from, b.to) && near(a.to, b.from)
  return (alike || reversed) && distanceToSegmentMm(middleOf(a), b) <= toleranceMm
}

function isWhole(segment: Segment): boolean {
  return segment.kind === 'arc' && distanceMm(segment.from, segment.to) === 0
}

/** Pieces by their middle and length, so that the like ones are found without comparing all. */
export class SegmentIndex {
  private readonly cells = new Map<string, Segment[]>()
  private readonly toleranceMm: number

  constructor(toleranceMm: number) {
    this.toleranceMm = toleranceMm
  }

  /** True when a piece that runs along this one, either way, is in the index. */
  has(segment: Segment): boolean {
    return this.keys(segment, [-1, 0, 1]).some((key) =>
      this.cells.get(key)?.some((other) => areSame(segment, other, this.toleranceMm)),
    )
  }

  /** Takes a piece in. */
  add(segment: Segment): void {
    const [key = ''] = this.keys(segment, [0])
    const cell = this.cells.get(key)
    if (cell === undefined) this.cells.set(key, [segment])
    else cell.push(segment)
  }

  private keys(segment: Segment, steps: readonly number[]): readonly string[] {
    const whole = segment.kind === 'arc' && isWhole(segment)
    const at = whole ? segment.centre : middleOf(segment)
    // of lines about one middle, the direction tells them apart
    const spreadX = whole
      ? distanceMm(at, segment.from)
      : Math.abs(segment.from.xMm - segment.to.xMm)
    const spreadY = whole ? 0 : Math.abs(segment.from.yMm - segment.to.yMm)
    const cellMm = 64 * this.toleranceMm
    const cells = [at.xMm, at.yMm, spreadX, spreadY].map((value) => {
      const exact = value / cellMm
      const cell = Math.floor(exact)
      const reach = 2 * (this.toleranceMm / cellMm)
      return steps
        .map((step) => cell + step)
        .filter((near) => near <= exact + reach && near + 1 >= exact - reach)
    })
    return cells.reduce<readonly string[]>(
      (keys, options) => keys.flatMap((key) => options.map((option) => `${key},${String(option)}`)),
      [''],
    )
  }
}
