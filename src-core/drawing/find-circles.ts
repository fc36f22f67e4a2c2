import { sagittaMm } from '../geometry/arc.ts'
import type { Path } from '../geometry/path.ts'
import { distanceMm, type Point2 } from '../geometry/point.ts'
import { middleOf } from './drop-duplicates.ts'

/** A circle. */
export interface Circle {
  readonly centre: Point2
  readonly radiusMm: number
}

/** A circle that a closed path is, or nearly is. */
export interface FoundCircle extends Circle {
  /** Furthest the path lies off the circle, mm. */
  readonly deviationMm: number
}

/**
 * The circle with the least squared error x² + y² − 2ax − 2by − c over some points (Kåsa), or null for
 * points on a line. The mean is taken off first, for digits.
 */
function fitCircle(points: readonly Point2[]): Circle | null {
  const count = points.length
  const mean = {
    xMm: points.reduce((sum, { xMm }) => sum + xMm, 0) / count,
    yMm: points.reduce((sum, { yMm }) => sum + yMm, 0) / count,
  }
  let [xx, xy, yy, xz, yz] = [0, 0, 0, 0, 0]
  for (const point of points) {
    const [x, y] = [point.xMm - mean.xMm, point.yMm - mean.yMm]
    const z = x * x + y * y
    xx += x * x
    xy += x * y
    yy += y * y
    xz += x * z
    yz += y * z
  }
  const determinant = xx * yy - xy * xy
  if (Math.abs(determinant) <= 1e-12 * (xx + yy) ** 2) return null
  const [a, b] = [(xz * yy - yz * xy) / (2 * determinant), (yz * xx - xz * xy) / (2 * determinant)]
  const radiusMm = Math.sqrt(a * a + b * b + (xx + yy) / count)
  return { centre: { xMm: mean.xMm + a, yMm: mean.yMm + b }, radiusMm }
}

/** Fewest corners of a polygon that somebody may have meant as a circle. */
const FEWEST_CORNERS = 24

/** The circle a closed path stands for, with how far it lies off it; null when it is something else. */
export function findCircle(path: Path, toleranceMm: number): FoundCircle | null {
  const [only] = path
  if (path.length === 1 && only?.kind === 'arc') {
    return { centre: only.centre, radiusMm: distanceMm(only.centre, only.from), deviationMm: 0 }
  }
  const arcs = path.filter(({ kind }) => kind === 'arc').length
  if (arcs === 0 && path.length < FEWEST_CORNERS) return null
  const arcMiddles = path.flatMap((segment) => (segment.kind === 'arc' ? [middleOf(segment)] : []))
  const points = [...path.map(({ from }) => from), ...arcMiddles]
  const circle = points.length < 3 ? null : fitCircle(points)
  if (circle === null) return null
  const { centre, radiusMm } = circle
  const offMm = points.reduce(
    (most, point) => Math.max(most, Math.abs(distanceMm(point, centre) - radiusMm)),
    0,
  )
  if (offMm > toleranceMm) return null
  const deviationMm = path.reduce((most, segment) => {
    if (segment.kind === 'arc') return most
    const half = Math.min(1, distanceMm(segment.from, segment.to) / (2 * radiusMm))
    return Math.max(most, sagittaMm(radiusMm, 2 * Math.asin(half)))
  }, offMm)
  return { centre, radiusMm, deviationMm }
}
