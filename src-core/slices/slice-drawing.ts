import type { CleanPath } from '../drawing/clean-up.ts'
import { meetings } from '../drawing/crossings.ts'
import { signedAreaMm2 } from '../drawing/loops.ts'
import { sweepRad } from '../geometry/arc.ts'
import { reversedPath } from '../geometry/outline.ts'
import {
  type Path,
  pathBounds,
  pathLengthMm,
  type Segment,
  segmentSweepRad,
} from '../geometry/path.ts'
import { distanceMm, type Point2, polarPoint } from '../geometry/point.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { radFromDeg } from '../units/angle.ts'
import { type MeasuredPath, measurePath, partBetween, stationAt } from './along-path.ts'
import { type Blank, blankOf, type Joint, type Stock, stockFor } from './slice-piece.ts'
import type { SliceParams } from './slice-params.schema.ts'

/** Centre, radius and sweep of a piece that follows one arc. */
export interface PieceArc {
  readonly centre: Point2
  readonly outerRadiusMm: number
  readonly innerRadiusMm: number
  readonly sweepRad: number
}

/** One piece, counted along the outer path from the first joint. */
export interface Slice {
  readonly number: number
  readonly outerLengthMm: number
  readonly innerLengthMm: number
  readonly areaMm2: number
  /** Outer start, outer end, inner end, inner start. */
  readonly corners: readonly [Point2, Point2, Point2, Point2]
  /** Null where the piece follows more than one arc or a line. */
  readonly arc: PieceArc | null
  readonly blank: Blank
}

/** A sum over all pieces against the same thing measured whole. */
export interface SumCheck {
  readonly name: 'outer length, mm' | 'inner length, mm' | 'area, mm²'
  readonly ofPieces: number
  readonly ofWhole: number
  readonly difference: number
}

/** Pieces of a ring with the strip they are cut from and the sums that close. */
export interface Slicing {
  readonly slices: readonly Slice[]
  readonly stock: Stock
  readonly sums: readonly SumCheck[]
}

/** What cannot be sliced: the field of the parameters and why. */
export interface SliceRefusal {
  readonly place: string
  readonly message: string
}

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
function rayHits({ path, startsMm, lengthMm }: MeasuredPath, from: Point2, rayRad: number) {
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
function counterclockwise(path: Path): MeasuredPath {
  return measurePath(signedAreaMm2(path) > 0 ? path : reversedPath(path))
}

function middleOfLoop({ circle, path }: CleanPath): Point2 {
  if (circle !== null) return circle.centre
  const box = pathBounds(path)
  if (box === null) throw new Error('a path has pieces')
  return { xMm: (box.minXMm + box.maxXMm) / 2, yMm: (box.minYMm + box.maxYMm) / 2 }
}

interface Ends extends Joint {
  /** Where the cut comes out on the inner path. */
  readonly inner: Point2
  readonly outerAlongMm: number
  readonly innerAlongMm: number
}

/** Joints at equal distances along the outer path, each running inwards to the inner one. */
function jointsOf(
  outer: MeasuredPath,
  inner: MeasuredPath,
  params: SliceParams,
  from: { readonly startMm: number; readonly count: number },
): Result<readonly Ends[], SliceRefusal> {
  const joints: Ends[] = []
  for (let index = 0; index < from.count; index += 1) {
    const outerAlongMm = from.startMm + (index * outer.lengthMm) / from.count
    const { at, headingRad } = stationAt(outer, outerAlongMm % outer.lengthMm)
    const side = params.herringbone && index % 2 === 1 ? -1 : 1
    const cutRad = headingRad + Math.PI / 2 + side * radFromDeg(params.twistDeg)
    const [hit] = rayHits(inner, at, cutRad).sort((a, b) => a.offMm - b.offMm)
    if (hit === undefined) {
      const message = `${String(params.twistDeg)} turns the cut of joint ${String(index + 1)} past the inner path`
      return failure({ place: 'twistDeg', message })
    }
    joints.push({ at, cutRad, inner: hit.at, outerAlongMm, innerAlongMm: hit.alongMm })
  }
  return success(joints)
}

function arcOf(outer: Path, inner: Path): PieceArc | null {
  const [out, into] = [outer[0], inner[0]]
  if (outer.length !== 1 || inner.length !== 1) return null
  if (out?.kind !== 'arc' || into?.kind !== 'arc') return null
  if (distanceMm(out.centre, into.centre) > 1e-9) return null
  return {
    centre: out.centre,
    outerRadiusMm: distanceMm(out.centre, out.from),
    innerRadiusMm: distanceMm(into.centre, into.from),
    sweepRad: segmentSweepRad(out),
  }
}

/** Pieces of two parts that are one arc cut by the seam of its circle, put together again. */
function merged(path: Path): Path {
  const [first, second] = path
  if (path.length !== 2 || first?.kind !== 'arc' || second?.kind !== 'arc') return path
  const sameCircle = distanceMm(first.centre, second.centre) < 1e-9
  return sameCircle ? [{ ...first, to: second.to }] : path
}

function sliceBetween(
  rails: { readonly outer: MeasuredPath; readonly inner: MeasuredPath },
  [start, end]: readonly [Ends, Ends],
  [outerStepMm, innerStepMm]: readonly [number, number],
  number: number,
): Slice {
  const outer = merged(
    partBetween(rails.outer, start.outerAlongMm, start.outerAlongMm + outerStepMm),
  )
  const inner = merged(
    partBetween(rails.inner, start.innerAlongMm, start.innerAlongMm + innerStepMm),
  )
  const rim: Path = [
    ...outer,
    { kind: 'line', from: end.at, to: end.inner },
    ...reversedPath(inner),
    { kind: 'line', from: start.inner, to: start.at },
  ]
  return {
    number,
    outerLengthMm: pathLengthMm(outer),
    innerLengthMm: pathLengthMm(inner),
    areaMm2: signedAreaMm2(rim),
    corners: [start.at, end.at, end.inner, start.inner],
    arc: arcOf(outer, inner),
    blank: blankOf(start, end, outer, inner),
  }
}

function sumCheck(name: SumCheck['name'], parts: readonly number[], ofWhole: number): SumCheck {
  const ofPieces = parts.reduce((sum, part) => sum + part, 0)
  return { name, ofPieces, ofWhole, difference: ofPieces - ofWhole }
}

function closedPathOf(
  paths: readonly CleanPath[],
  id: number,
  place: string,
): Result<CleanPath, SliceRefusal> {
  const path = paths.find((candidate) => candidate.id === id)
  if (path === undefined) {
    const message = `${String(id)} is no path of the drawing; it has 1 to ${String(paths.length)}`
    return failure({ place, message })
  }
  if (path.closed) return success(path)
  return failure({
    place,
    message: `${String(id)} is an open path; a ring lies between closed ones`,
  })
}

const FEWEST_PIECES = 3

/** How many pieces a ring is cut into, or why it cannot be so many. */
function countOf(params: SliceParams, lengthMm: number): Result<number, SliceRefusal> {
  const { pieces, minimumPieceMm, herringbone } = params
  const count = 'count' in pieces ? pieces.count : Math.round(lengthMm / pieces.lengthMm)
  const place = 'count' in pieces ? 'pieces.count' : 'pieces.lengthMm'
  if (count < FEWEST_PIECES || count > 10_000) {
    return failure({ place, message: `gives ${String(count)} pieces; the limits are 3 and 10000` })
  }
  if (lengthMm / count < minimumPieceMm) {
    const message = `gives pieces of ${(lengthMm / count).toFixed(3)} mm, below the limit minimumPieceMm ${String(minimumPieceMm)}`
    return failure({ place, message })
  }
  if (herringbone && count % 2 === 1) {
    return failure({
      place,
      message: `gives ${String(count)} pieces; herringbone closes on an even count`,
    })
  }
  return success(count)
}

/** Steps along the inner path from joint to joint, or null when cuts cross before they reach it. */
function innerSteps(joints: readonly Ends[], lengthMm: number): readonly number[] | null {
  const steps = joints.map((joint, index) => {
    const next = joints[(index + 1) % joints.length] ?? joint
    const step = next.innerAlongMm - joint.innerAlongMm
    return step > 0 ? step : step + lengthMm
  })
  const once = Math.abs(steps.reduce((sum, step) => sum + step, 0) - lengthMm) < 1e-6
  return once ? steps : null
}

function slicingOf(
  rails: { readonly outer: MeasuredPath; readonly inner: MeasuredPath },
  joints: readonly Ends[],
  params: SliceParams,
): Result<Slicing, SliceRefusal> {
  const { outer, inner } = rails
  const steps = innerSteps(joints, inner.lengthMm)
  if (steps === null) {
    return failure({ place: 'pieces', message: 'makes cuts that cross before the inner path' })
  }
  const outerStepMm = outer.lengthMm / joints.length
  const slices = joints.map((start, index) => {
    const end = joints[(index + 1) % joints.length] ?? start
    return sliceBetween(rails, [start, end], [outerStepMm, steps[index] ?? 0], index + 1)
  })
  const wholeMm2 = signedAreaMm2(outer.path) - signedAreaMm2(inner.path)
  return success({
    slices,
    stock: stockFor(
      slices.map(({ blank }) => blank),
      params.kerfMm,
    ),
    sums: [
      sumCheck(
        'outer length, mm',
        slices.map((slice) => slice.outerLengthMm),
        outer.lengthMm,
      ),
      sumCheck(
        'inner length, mm',
        slices.map((slice) => slice.innerLengthMm),
        inner.lengthMm,
      ),
      sumCheck(
        'area, mm²',
        slices.map((slice) => slice.areaMm2),
        wholeMm2,
      ),
    ],
  })
}

/**
 * Cuts the ring between two closed paths of a drawing into pieces of equal length along the outer one, by
 * cuts square to it (or turned by the twist), and says what each is mitred from. Same paths and same
 * parameters give the same numbers.
 */
export function sliceRing(
  paths: readonly CleanPath[],
  params: SliceParams,
): Result<Slicing, SliceRefusal> {
  const outerPath = closedPathOf(paths, params.outerPath, 'outerPath')
  if (!outerPath.ok) return outerPath
  const innerPath = closedPathOf(paths, params.innerPath, 'innerPath')
  if (!innerPath.ok) return innerPath
  const outer = counterclockwise(outerPath.value.path)
  const inner = counterclockwise(innerPath.value.path)
  const count = countOf(params, outer.lengthMm)
  if (!count.ok) return count
  const middle = middleOfLoop(outerPath.value)
  const start = rayHits(outer, middle, radFromDeg(params.startAngleDeg)).sort(
    (a, b) => b.offMm - a.offMm,
  )[0]
  if (start === undefined) {
    return failure({ place: 'startAngleDeg', message: 'looks past the outer path' })
  }
  const from = { startMm: start.alongMm, count: count.value }
  const joints = jointsOf(outer, inner, params, from)
  return joints.ok ? slicingOf({ outer, inner }, joints.value, params) : joints
}
