import type { CleanPath } from '../drawing/clean-paths.ts'
import { signedAreaMm2 } from '../drawing/loops.ts'
import { reversedPath } from '../geometry/outline.ts'
import { type Path, pathLengthMm } from '../geometry/path.ts'
import type { Point2 } from '../geometry/point.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { radFromDeg } from '../units/angle.ts'
import { type MeasuredPath, measurePath, partBetween, stationAt } from './along-path.ts'
import { divide, startsOf } from './divide.ts'
import { counterclockwise, liesInside, middleOfLoop, rayHits, startAlong } from './path-rays.ts'
import { blankOf, type Joint, stockFor } from './slice-piece.ts'
import type { SliceParams } from './slice-params.schema.ts'
import { arcOf, merged, type Slice, type SliceRefusal, type Slicing, sumCheck } from './slicing.ts'

interface Ends extends Joint {
  /** Where the cut comes out on the inner path. */
  readonly inner: Point2
  readonly outerAlongMm: number
  readonly innerAlongMm: number
}

interface Rails {
  readonly outer: MeasuredPath
  readonly inner: MeasuredPath
}

/** Joints along the outer path at the starts of the pieces, each running inwards to the inner one. */
function jointsOf(
  { outer, inner }: Rails,
  params: SliceParams,
  startsMm: readonly number[],
): Result<readonly Ends[], SliceRefusal> {
  const joints: Ends[] = []
  for (const [index, outerAlongMm] of startsMm.entries()) {
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

function sliceBetween(
  rails: Rails,
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
  const outerLengthMm = pathLengthMm(outer)
  return {
    number,
    pathLengthMm: outerLengthMm,
    outerLengthMm,
    innerLengthMm: pathLengthMm(inner),
    areaMm2: signedAreaMm2(rim),
    corners: [start.at, end.at, end.inner, start.inner],
    arc: arcOf(outer, inner),
    blank: blankOf(start, end, outer, inner),
  }
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
  rails: Rails,
  joints: readonly Ends[],
  piecesMm: readonly number[],
  kerfMm: number,
): Result<Slicing, SliceRefusal> {
  const { outer, inner } = rails
  const steps = innerSteps(joints, inner.lengthMm)
  if (steps === null) {
    return failure({ place: 'pieces', message: 'makes cuts that cross before the inner path' })
  }
  const slices = joints.map((start, index) => {
    const end = joints[(index + 1) % joints.length] ?? start
    return sliceBetween(rails, [start, end], [piecesMm[index] ?? 0, steps[index] ?? 0], index + 1)
  })
  const wholeMm2 = signedAreaMm2(outer.path) - signedAreaMm2(inner.path)
  return success({
    slices,
    stock: stockFor(
      slices.map(({ blank }) => blank),
      kerfMm,
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

/** Which ring is cut: the numbers of its two closed paths. */
export interface RingOrder {
  readonly outerPath: number
  readonly innerPath: number
}

/**
 * Cuts the ring between two closed paths of a drawing into pieces along the outer one, by cuts square to
 * it (or turned by the twist), and says what each is mitred from.
 */
export function sliceRing(
  paths: readonly CleanPath[],
  ring: RingOrder,
  params: SliceParams,
): Result<Slicing, SliceRefusal> {
  const outerPath = closedPathOf(paths, ring.outerPath, 'cut.outerPath')
  if (!outerPath.ok) return outerPath
  const innerPath = closedPathOf(paths, ring.innerPath, 'cut.innerPath')
  if (!innerPath.ok) return innerPath
  const nested = nestingRefusal(outerPath.value, innerPath.value)
  if (nested !== null) return failure(nested)
  const outer = counterclockwise(outerPath.value.path)
  const inner = counterclockwise(innerPath.value.path)
  const piecesMm = divide(params, outer.lengthMm, true)
  if (!piecesMm.ok) return piecesMm
  const startMm = startAlong(outer, middleOfLoop(outerPath.value), params.startAngleDeg)
  if (!startMm.ok) return startMm
  const joints = jointsOf({ outer, inner }, params, startsOf(piecesMm.value, startMm.value))
  return joints.ok
    ? slicingOf({ outer, inner }, joints.value, piecesMm.value, params.kerfMm)
    : joints
}

function nestingRefusal(outer: CleanPath, inner: CleanPath): SliceRefusal | null {
  const [first] = inner.path
  const outline = measurePath(outer.path)
  if (first !== undefined && outer.id !== inner.id && liesInside(first.from, outline)) return null
  const message = `${String(inner.id)} does not lie inside path ${String(outer.id)}, the outer one`
  return { place: 'cut.innerPath', message }
}
