import type { CleanPath } from '../drawing/clean-paths.ts'
import { meetings } from '../drawing/crossings.ts'
import { signedAreaMm2 } from '../drawing/loops.ts'
import { sweepRad } from '../geometry/arc.ts'
import { reversedPath } from '../geometry/outline.ts'
import { type Path, pathBounds, type Segment, segmentSweepRad } from '../geometry/path.ts'
import { distanceMm, type Point2, polarPoint } from '../geometry/point.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { radFromDeg } from '../units/angle.ts'
import { type MeasuredPath, measurePath } from './along-path.ts'
import type { SliceRefusal } from './slicing.ts'

/** How far along a piece a point on it lies, as a share. */
function shareAt(segment: Segment, point: Point2): number {
  const { from, to } = segment
  if (segment.kind === 'line') return distanceMm(from, point) / distanceMm(from, to)
  const { centre, rotation } = segment
  const direction = (at: Point2) => Math.atan2(at.yMm - centre.yMm, at.xMm - centre.xMm)
  if (distanceMm(from, point) < 1e-12) return 0
  return sweepRad(direction(from), direction(point), rotation) / segmentSweepRad(segment)
}

/** Where a ray meets a path: the point, how far off it is and how far along the path. */
export function rayHits({ path, startsMm, lengthMm }: MeasuredPath, from: Point2, rayRad: number) {
  const box = pathBounds(path)
  if (box === null) return []
  const reach = Math.max(
    ...[box.minXMm, box.maxXMm].flatMap((xMm) =>
      [box.minYMm, box.maxYMm].map((yMm) => distanceMm(from, { xMm, yMm })),
    ),
  )
  const ray: Segment = { kind: 'line', from, to: polarPoint(from, reach + 1, rayRad) }
  return path.flatMap((segment, index) =>
    meetings(ray, segment).map((at) => {
      const ownMm = (startsMm[index + 1] ?? lengthMm) - (startsMm[index] ?? 0)
      const alongMm = (startsMm[index] ?? 0) + shareAt(segment, at) * ownMm
      return { at, offMm: distanceMm(from, at), alongMm: alongMm % lengthMm }
    }),
  )
}

/** A loop run counterclockwise. */
export function counterclockwise(path: Path): MeasuredPath {
  return measurePath(signedAreaMm2(path) > 0 ? path : reversedPath(path))
}

/** The centre of a circle, else the middle of the box around a loop. */
export function middleOfLoop({ circle, path }: CleanPath): Point2 {
  if (circle !== null) return circle.centre
  const box = pathBounds(path)
  if (box === null) throw new Error('a path has pieces')
  return { xMm: (box.minXMm + box.maxXMm) / 2, yMm: (box.minYMm + box.maxYMm) / 2 }
}

/** How far along a loop the ray from its middle leaves it, mm. */
export function startAlong(
  loop: MeasuredPath,
  middle: Point2,
  startAngleDeg: number,
): Result<number, SliceRefusal> {
  const [hit] = rayHits(loop, middle, radFromDeg(startAngleDeg)).sort((a, b) => b.offMm - a.offMm)
  if (hit !== undefined) return success(hit.alongMm)
  return failure({ place: 'startAngleDeg', message: 'looks past the path' })
}

/** Directions in which it is counted how often a loop is crossed; three, because a ray may graze a corner. */
const LOOKED_RAD = [0.3, 1.9, 4.1]

/** True when a point lies inside a closed path: from there the path is crossed an odd number of times. */
export function liesInside(point: Point2, loop: MeasuredPath): boolean {
  const odd = LOOKED_RAD.filter((rad) => rayHits(loop, point, rad).length % 2 === 1)
  return odd.length > LOOKED_RAD.length / 2
}
