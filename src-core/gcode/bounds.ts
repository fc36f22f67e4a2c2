import { pointOnArc } from './arc-geometry.ts'
import type { Motion } from './machine-event.ts'
import { AXES, type Axis, planeAxes } from './modal-state.ts'

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

/** Grows with each motion; ends that nobody knows are left out. */
export class BoundsCollector {
  private readonly ranges: Record<Axis, { minMm: number; maxMm: number } | null> = {
    X: null,
    Y: null,
    Z: null,
  }

  private include(axis: Axis, valueMm: number | null): void {
    if (valueMm === null) return
    const range = this.ranges[axis]
    if (range === null) {
      this.ranges[axis] = { minMm: valueMm, maxMm: valueMm }
      return
    }
    if (valueMm < range.minMm) range.minMm = valueMm
    if (valueMm > range.maxMm) range.maxMm = valueMm
  }

  /** Takes a motion's ends and, of an arc, the furthest points it reaches. */
  add(motion: Motion): void {
    for (const axis of AXES) {
      this.include(axis, motion.from[axis])
      this.include(axis, motion.to[axis])
    }
    for (const { axis, valueMm } of arcExtremes(motion)) this.include(axis, valueMm)
  }

  /** The box so far. */
  bounds(): ProgramBounds {
    const { X, Y, Z } = this.ranges
    return { X: X && { ...X }, Y: Y && { ...Y }, Z: Z && { ...Z } }
  }
}

/** The box around a list of motions. */
export function programBounds(motions: Iterable<Motion>): ProgramBounds {
  const collector = new BoundsCollector()
  for (const motion of motions) collector.add(motion)
  return collector.bounds()
}
