import { type Path, type Segment, segmentLengthMm, segmentSweepRad } from '../geometry/path.ts'
import { distanceMm, type Point2, polarPoint } from '../geometry/point.ts'

/** A place on a path and the way it runs there. */
export interface Station {
  readonly at: Point2
  /** Direction of travel, radians counterclockwise from +X. */
  readonly headingRad: number
}

function directionRad(centre: Point2, at: Point2): number {
  return Math.atan2(at.yMm - centre.yMm, at.xMm - centre.xMm)
}

function stationOn(segment: Segment, share: number): Station {
  const { from, to } = segment
  if (segment.kind === 'line') {
    const at = {
      xMm: from.xMm + share * (to.xMm - from.xMm),
      yMm: from.yMm + share * (to.yMm - from.yMm),
    }
    return { at, headingRad: directionRad(from, to) }
  }
  const { centre, rotation } = segment
  const sign = rotation === 'counterclockwise' ? 1 : -1
  const rad = directionRad(centre, from) + sign * share * segmentSweepRad(segment)
  return {
    at: polarPoint(centre, distanceMm(centre, from), rad),
    headingRad: rad + (sign * Math.PI) / 2,
  }
}

/** The part of a piece between two shares of it. */
function partOf(segment: Segment, start: number, end: number): Segment {
  const from = start === 0 ? segment.from : stationOn(segment, start).at
  const to = end === 1 ? segment.to : stationOn(segment, end).at
  return { ...segment, from, to }
}

/** A path with the distance from its start to each of its pieces, mm. */
export interface MeasuredPath {
  readonly path: Path
  readonly startsMm: readonly number[]
  readonly lengthMm: number
}

/** Measures a path. */
export function measurePath(path: Path): MeasuredPath {
  const startsMm: number[] = []
  let lengthMm = 0
  for (const segment of path) {
    startsMm.push(lengthMm)
    lengthMm += segmentLengthMm(segment)
  }
  return { path, startsMm, lengthMm }
}

/** A place nearer than this to an end is the end: an arc shorter than its rounding would be a full turn. */
const AT_END_MM = 1e-9

function pieceAt({ path, startsMm }: MeasuredPath, alongMm: number) {
  let low = 0
  let high = path.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((startsMm[middle] ?? 0) <= alongMm) low = middle
    else high = middle
  }
  const segment = path[low]
  if (segment === undefined) throw new Error('a path has pieces')
  const ownMm = segmentLengthMm(segment)
  const insideMm = alongMm - (startsMm[low] ?? 0)
  if (insideMm < AT_END_MM) return { index: low, segment, share: 0 }
  return { index: low, segment, share: ownMm - insideMm < AT_END_MM ? 1 : insideMm / ownMm }
}

/** The place at a distance along a path, 0 to its length. */
export function stationAt(measured: MeasuredPath, alongMm: number): Station {
  const { segment, share } = pieceAt(measured, alongMm)
  return stationOn(segment, share)
}

/** The part of a path between two distances along it, the first below the second. */
function straightPart(measured: MeasuredPath, fromMm: number, toMm: number): Path {
  const [first, last] = [pieceAt(measured, fromMm), pieceAt(measured, toMm)]
  if (first.index === last.index) {
    // both may be the end of the piece, to rounding: what is left of an arc would be a full turn
    return first.share < last.share ? [partOf(first.segment, first.share, last.share)] : []
  }
  return [
    ...(first.share < 1 ? [partOf(first.segment, first.share, 1)] : []),
    ...measured.path.slice(first.index + 1, last.index),
    ...(last.share > 0 ? [partOf(last.segment, 0, last.share)] : []),
  ]
}

/** The part of a closed path between two distances, round its start where `toMm` passes the length. */
export function partBetween(measured: MeasuredPath, fromMm: number, toMm: number): Path {
  const { lengthMm } = measured
  if (toMm <= lengthMm) return straightPart(measured, fromMm, toMm)
  if (fromMm >= lengthMm) return straightPart(measured, fromMm - lengthMm, toMm - lengthMm)
  return [
    ...straightPart(measured, fromMm, lengthMm),
    ...straightPart(measured, 0, toMm - lengthMm),
  ]
}
