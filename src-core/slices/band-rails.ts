import { type ArcSegment, type Path, type Segment, segmentSweepRad } from '../geometry/path.ts'
import { distanceMm, type Point2 } from '../geometry/point.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import type { SliceRefusal } from './slicing.ts'

/** Points nearer than this are one. */
const SAME_MM = 1e-9

/** A cut across a band: a straight line through a point of the path. */
export interface CutLine {
  readonly at: Point2
  /** Radians counterclockwise from +X, to the left of the path. */
  readonly cutRad: number
}

function leftOf(segment: Segment, at: Point2): { readonly x: number; readonly y: number } {
  const { from, to } = segment
  if (segment.kind === 'line') {
    const lengthMm = distanceMm(from, to)
    return { x: -(to.yMm - from.yMm) / lengthMm, y: (to.xMm - from.xMm) / lengthMm }
  }
  const { centre, rotation } = segment
  const radiusMm = distanceMm(centre, at)
  const sign = rotation === 'counterclockwise' ? -1 : 1
  return {
    x: (sign * (at.xMm - centre.xMm)) / radiusMm,
    y: (sign * (at.yMm - centre.yMm)) / radiusMm,
  }
}

function shifted(segment: Segment, leftMm: number): Segment {
  const moved = (at: Point2): Point2 => {
    const { x, y } = leftOf(segment, at)
    return { xMm: at.xMm + x * leftMm, yMm: at.yMm + y * leftMm }
  }
  return { ...segment, from: moved(segment.from), to: moved(segment.to) }
}

/** Why a path has no line beside it so far to its left; null when it has. */
export function shiftRefusal(path: Path, leftMm: number): SliceRefusal | null {
  for (const segment of path) {
    if (segment.kind === 'line') continue
    const radiusMm = distanceMm(segment.centre, segment.from)
    const inwardsMm = segment.rotation === 'counterclockwise' ? leftMm : -leftMm
    if (inwardsMm < radiusMm - SAME_MM) continue
    const { xMm, yMm } = segment.from
    const message = `reaches ${inwardsMm.toFixed(3)} mm into an arc of radius ${radiusMm.toFixed(3)} at ${xMm.toFixed(3)}, ${yMm.toFixed(3)}`
    return { place: 'cut.widthMm', message }
  }
  return null
}

/** Where the whole line of a cut meets the whole circle or line of a piece, nearest to `near`. */
function meetingOf(segment: Segment, { at, cutRad }: CutLine, near: Point2): Point2 | null {
  const [ux, uy] = [Math.cos(cutRad), Math.sin(cutRad)]
  const place = (along: number) => ({ xMm: at.xMm + along * ux, yMm: at.yMm + along * uy })
  if (segment.kind === 'line') {
    const { from, to } = segment
    const [dx, dy] = [to.xMm - from.xMm, to.yMm - from.yMm]
    const across = ux * dy - uy * dx
    if (Math.abs(across) <= 1e-12 * Math.hypot(dx, dy)) return null
    return place(((from.xMm - at.xMm) * dy - (from.yMm - at.yMm) * dx) / across)
  }
  const { centre } = segment
  const [fx, fy] = [at.xMm - centre.xMm, at.yMm - centre.yMm]
  const radiusMm = distanceMm(centre, segment.from)
  const half = fx * ux + fy * uy
  const root = half * half - (fx * fx + fy * fy - radiusMm * radiusMm)
  if (root < 0) return null
  const [a, b] = [place(-half - Math.sqrt(root)), place(-half + Math.sqrt(root))]
  return distanceMm(a, near) <= distanceMm(b, near) ? a : b
}

/** A part so short that it may be left out of a rail. */
const NOTHING_MM = 1e-7

/** The part of a piece between two points of it; nothing where they are one, null where they lie the wrong way round. */
function between(segment: Segment, from: Point2, to: Point2): Path | null {
  if (distanceMm(from, to) <= NOTHING_MM) return []
  if (segment.kind === 'line') {
    const [dx, dy] = [segment.to.xMm - segment.from.xMm, segment.to.yMm - segment.from.yMm]
    const forwards = (to.xMm - from.xMm) * dx + (to.yMm - from.yMm) * dy > 0
    return forwards ? [{ kind: 'line', from, to }] : null
  }
  // An end that was moved past the other one would run the long way round.
  const arc: ArcSegment = { ...segment, from, to }
  return segmentSweepRad(arc) > segmentSweepRad(segment) + Math.PI ? null : [arc]
}

/** The line beside a part of a path, from one cut to the next; refused where a cut leans past a piece. */
export function railBetween(
  part: Path,
  leftMm: number,
  [start, end]: readonly [CutLine, CutLine],
): Result<Path, SliceRefusal> {
  const rail = part.map((segment) => shifted(segment, leftMm))
  const [first, last] = [rail[0], rail.at(-1)]
  if (first === undefined || last === undefined) throw new Error('a part of a path has pieces')
  const from = meetingOf(first, start, first.from)
  const to = meetingOf(last, end, last.to)
  const place = `${start.at.xMm.toFixed(3)}, ${start.at.yMm.toFixed(3)}`
  const refusal = { place: 'twistDeg', message: `makes cuts that cross near ${place}` }
  if (from === null || to === null) return failure(refusal)
  if (rail.length === 1) {
    const whole = between(first, from, to)
    return whole === null ? failure(refusal) : success(whole)
  }
  const [begun, ended] = [between(first, from, first.to), between(last, last.from, to)]
  if (begun === null || ended === null) return failure(refusal)
  return success(linked([...begun, ...rail.slice(1, -1), ...ended]))
}

/** Pieces with a line from each to the next where a slight bend of the path leaves a hair between them. */
function linked(rail: Path): Path {
  return rail.flatMap((segment, index) => {
    const next = rail[index + 1]
    if (next === undefined || distanceMm(segment.to, next.from) <= SAME_MM) return [segment]
    return [segment, { kind: 'line' as const, from: segment.to, to: next.from }]
  })
}

/** A rail that ends where its neighbour begins: rounding and leaning cuts leave a hair between them. */
export function closedUp(rail: Path, to: Point2): Path {
  const last = rail.at(-1)
  if (last === undefined || distanceMm(last.to, to) <= SAME_MM) return rail
  return [...rail, { kind: 'line', from: last.to, to }]
}

/** Direction in which a path leaves the start of a piece, or arrives at its end, radians. */
export function headingRad(segment: Segment, end: 'from' | 'to'): number {
  const { x, y } = leftOf(segment, segment[end])
  return Math.atan2(-x, y)
}

/** Turn from one heading to another, radians counterclockwise, (−π, π]. */
export function turnRad(before: number, after: number): number {
  return Math.atan2(Math.sin(after - before), Math.cos(after - before))
}

/** Middle of two headings. */
export function middleRad(before: number, after: number): number {
  return before + turnRad(before, after) / 2
}
