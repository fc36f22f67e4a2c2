import { pointOnArc } from './arc-geometry.ts'
import type { Motion } from './machine-event.ts'
import { type Axis, type AxisValues, planeAxes } from './modal-state.ts'

/** Lowest and highest coordinate along one axis, mm. */
export interface AxisRange {
  readonly minMm: number
  readonly maxMm: number
}

/** The box a program stays in; an axis it never states is null. */
export type ProgramBounds = Readonly<Record<Axis, AxisRange | null>>

/** Width of a range, mm. */
export function rangeLengthMm(range: AxisRange): number {
  return range.maxMm - range.minMm
}

/** The four points of an arc's circle that lie furthest along its plane's axes, if it reaches them. */
function arcExtremes(motion: Motion): readonly { axis: Axis; valueMm: number }[] {
  const { arc, from } = motion
  if (arc === null) return []
  const [first, second] = planeAxes(arc.plane)
  const x = from[first]
  const y = from[second]
  if (x === null || y === null) return []
  const { path, clockwise } = arc
  const startRad = Math.atan2(y - path.centre.second, x - path.centre.first)
  const found: { axis: Axis; valueMm: number }[] = []
  for (let quarter = 0; quarter < 4; quarter += 1) {
    const ahead = ((quarter * Math.PI) / 2 - startRad) * (clockwise ? -1 : 1)
    const turned = ahead - 2 * Math.PI * Math.floor(ahead / (2 * Math.PI))
    if (turned > path.sweepRad) continue
    const step = { fraction: turned / path.sweepRad, clockwise }
    const point = pointOnArc(path, { first: x, second: y }, step)
    found.push(
      quarter % 2 === 0
        ? { axis: first, valueMm: point.first }
        : { axis: second, valueMm: point.second },
    )
  }
  return found
}

interface OpenRange {
  minMm: number
  maxMm: number
}

const NO_RANGE: OpenRange = { minMm: Infinity, maxMm: -Infinity }

function include(range: OpenRange, valueMm: number | null): void {
  if (valueMm === null) return
  if (valueMm < range.minMm) range.minMm = valueMm
  if (valueMm > range.maxMm) range.maxMm = valueMm
}

function closed({ minMm, maxMm }: OpenRange): AxisRange | null {
  return maxMm < minMm ? null : { minMm, maxMm }
}

/** Grows with each motion; ends that nobody knows are left out. */
export class BoundsCollector {
  private readonly x = { ...NO_RANGE }
  private readonly y = { ...NO_RANGE }
  private readonly z = { ...NO_RANGE }
  /** Motions follow one another, so most of them start where the last one ended. */
  private last: AxisValues | null = null

  private includePlace(place: AxisValues): void {
    include(this.x, place.X)
    include(this.y, place.Y)
    include(this.z, place.Z)
  }

  /** Takes a motion's ends and, of an arc, the furthest points it reaches. */
  add(motion: Motion): void {
    if (motion.from !== this.last) this.includePlace(motion.from)
    this.includePlace(motion.to)
    this.last = motion.to
    if (motion.arc === null) return
    const ranges = { X: this.x, Y: this.y, Z: this.z }
    for (const { axis, valueMm } of arcExtremes(motion)) include(ranges[axis], valueMm)
  }

  /** Takes both ends of a straight motion, mm; NaN where an axis is unknown. */
  addStretch(fromMm: Float64Array, toMm: Float64Array): void {
    this.addPoint(fromMm)
    this.addPoint(toMm)
    this.last = null
  }

  private addPoint(placeMm: Float64Array): void {
    include(this.x, placeMm[0] ?? NaN)
    include(this.y, placeMm[1] ?? NaN)
    include(this.z, placeMm[2] ?? NaN)
  }

  /** The box so far. */
  bounds(): ProgramBounds {
    return { X: closed(this.x), Y: closed(this.y), Z: closed(this.z) }
  }
}

/** The box around a list of motions. */
export function programBounds(motions: Iterable<Motion>): ProgramBounds {
  const collector = new BoundsCollector()
  for (const motion of motions) collector.add(motion)
  return collector.bounds()
}
