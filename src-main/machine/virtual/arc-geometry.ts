import type { AxisIndex, Triple } from './axes.ts'
import { ERROR } from './error-codes.ts'

/** An arc in one of the three planes; `linear` is the axis along which it may climb. */
export interface PlanarArc {
  readonly axes: readonly [AxisIndex, AxisIndex]
  readonly linear: AxisIndex
  readonly clockwise: boolean
  readonly centreOffset: readonly [number, number]
  readonly radius: number
}

/** The axes of planes G17, G18 and G19, in right-handed order. */
export function planeAxes(plane: 17 | 18 | 19): {
  readonly axes: readonly [AxisIndex, AxisIndex]
  readonly linear: AxisIndex
} {
  if (plane === 17) return { axes: [0, 1], linear: 2 }
  if (plane === 18) return { axes: [2, 0], linear: 1 }
  return { axes: [1, 2], linear: 0 }
}

/**
 * Offset from the start to the centre of an arc given by its radius; a negative radius asks for
 * the arc longer than a half turn. With half chord c/2 the centre lies `√(r² - (c/2)²)` off the
 * chord's middle. Error 34 when the ends are further apart than the diameter.
 */
export function centreFromRadius(
  dx: number,
  dy: number,
  radius: number,
  clockwise: boolean,
): readonly [number, number] | number {
  const chordSquared = dx * dx + dy * dy
  const height = 4 * radius * radius - chordSquared
  if (height < 0) return ERROR.badRadius
  let ratio = -Math.sqrt(height) / Math.sqrt(chordSquared)
  if (!clockwise) ratio = -ratio
  if (radius < 0) ratio = -ratio
  return [0.5 * (dx - dy * ratio), 0.5 * (dy + dx * ratio)]
}

/** True when start and end lie on one circle about the centre: within 0.005 mm, or 0.5 mm and 0.1 %. */
export function radiiAgree(startRadius: number, endRadius: number): boolean {
  const gap = Math.abs(endRadius - startRadius)
  if (gap <= 0.005) return true
  return gap <= 0.5 && gap <= 0.001 * startRadius
}

/** Ends closer to a full turn than this, rad, are a full turn. */
const ANGLE_TOLERANCE = 5e-7

/**
 * Cuts an arc into chords no further from it than `toleranceMm` inside, as the firmware does:
 * `n = ⌊0.5·θ·r / √(tol·(2r - tol))⌋`. The last point is the target itself.
 */
export function arcChords(
  start: Triple,
  target: Triple,
  arc: PlanarArc,
  toleranceMm: number,
): readonly Triple[] {
  const [first, second] = arc.axes
  const centre = [start[first] + arc.centreOffset[0], start[second] + arc.centreOffset[1]] as const
  const fromAngle = Math.atan2(-arc.centreOffset[1], -arc.centreOffset[0])
  const travel = angularTravel(arc, [target[first] - centre[0], target[second] - centre[1]])
  const half = Math.sqrt(toleranceMm * (2 * arc.radius - toleranceMm))
  // Counted in 16 bits, as the firmware does.
  const count = Math.floor(Math.abs(0.5 * travel * arc.radius) / half) & 0xffff
  const points: Triple[] = []
  for (let step = 1; step < count; step += 1) {
    const angle = fromAngle + (travel * step) / count
    const point: [number, number, number] = [0, 0, 0]
    point[first] = centre[0] + arc.radius * Math.cos(angle)
    point[second] = centre[1] + arc.radius * Math.sin(angle)
    point[arc.linear] =
      start[arc.linear] + ((target[arc.linear] - start[arc.linear]) * step) / count
    points.push(point)
  }
  return [...points, target]
}

function angularTravel(arc: PlanarArc, end: readonly [number, number]): number {
  const begin = [-arc.centreOffset[0], -arc.centreOffset[1]] as const
  const angle = Math.atan2(
    begin[0] * end[1] - begin[1] * end[0],
    begin[0] * end[0] + begin[1] * end[1],
  )
  if (arc.clockwise) return angle >= -ANGLE_TOLERANCE ? angle - 2 * Math.PI : angle
  return angle <= ANGLE_TOLERANCE ? angle + 2 * Math.PI : angle
}
