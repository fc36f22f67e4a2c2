import { norm, plus, times, vec, type Vec3 } from '../place/space.ts'
import { KIND, type ContentStore } from './content-store.ts'
import type { RawEntity } from './raw-entity.ts'
import type { Ignored, Sink } from './sink.ts'

const CLOSED = 1

/** Solves a tridiagonal system for points (Thomas); the diagonals are those of C2 interpolation. */
function solveTridiagonal(
  lower: readonly number[],
  middle: readonly number[],
  upper: readonly number[],
  right: readonly Vec3[],
): readonly Vec3[] {
  const factors: number[] = []
  const values: Vec3[] = []
  right.forEach((value, index) => {
    const before = lower[index] ?? 0
    const pivot = (middle[index] ?? 1) - before * (factors[index - 1] ?? 0)
    factors.push((upper[index] ?? 0) / pivot)
    values.push(times(plus(value, values[index - 1] ?? vec(0, 0), -before), 1 / pivot))
  })
  for (let index = values.length - 2; index >= 0; index -= 1) {
    const [own, next] = [values[index], values[index + 1]]
    if (own !== undefined && next !== undefined) {
      values[index] = plus(own, next, -(factors[index] ?? 0))
    }
  }
  return values
}

/** Ends of a fitted spline: a direction each, or null for one that runs out without curvature. */
type EndTangents = readonly [Vec3 | null, Vec3 | null]

/**
 * Slopes at the fit points of the cubic with continuous curvature over chord lengths h:
 * m[i−1]/h[i−1] + 2·m[i]·(1/h[i−1] + 1/h[i]) + m[i+1]/h[i] = 3·(d[i−1]/h[i−1]² + d[i]/h[i]²).
 */
function slopes(
  points: readonly Vec3[],
  chords: readonly number[],
  ends: EndTangents,
): readonly Vec3[] {
  const lower: number[] = []
  const middle: number[] = []
  const upper: number[] = []
  const right = points.map((point, index): Vec3 => {
    const [hBefore, hAfter] = [chords[index - 1], chords[index]]
    const tangent = index === 0 ? ends[0] : hAfter === undefined ? ends[1] : null
    if (tangent !== null) {
      lower.push(0)
      middle.push(1)
      upper.push(0)
      return tangent
    }
    const before = hBefore === undefined ? 0 : 1 / hBefore
    const after = hAfter === undefined ? 0 : 1 / hAfter
    lower.push(before)
    middle.push(2 * (before + after))
    upper.push(after)
    const in_ = plus(point, points[index - 1] ?? point, -1)
    const out = plus(points[index + 1] ?? point, point, -1)
    return plus(times(in_, 3 * before * before), out, 3 * after * after)
  })
  return solveTridiagonal(lower, middle, upper, right)
}

/** A cubic B-spline. */
interface FittedCubic {
  readonly knots: readonly number[]
  readonly points: readonly Vec3[]
}

/**
 * A cubic through fit points with chord-length parameters, as a B-spline whose inner knots are triple.
 */
function throughFitPoints(points: readonly Vec3[], ends: EndTangents): FittedCubic | null {
  const chords = points
    .slice(1)
    .map((point, index) => norm(plus(point, points[index] ?? point, -1)))
  if (chords.length === 0) return null
  const tangents = slopes(points, chords, ends)
  const controls: Vec3[] = points.slice(0, 1)
  const knots: number[] = [0, 0, 0, 0]
  let at = 0
  chords.forEach((chord, index) => {
    const [from, to] = [points[index], points[index + 1]]
    const [out, into] = [tangents[index], tangents[index + 1]]
    if (!from || !to || !out || !into) return
    controls.push(plus(from, out, chord / 3), plus(to, into, -chord / 3), to)
    at += chord
    knots.push(at, at, at)
  })
  knots.push(at)
  return { knots, points: controls }
}

function tangentOf(raw: RawEntity, code: number): Vec3 | null {
  if (!raw.has(code)) return null
  return unit(vec(raw.real(code, 0), raw.real(code + 10, 0), raw.real(code + 20, 0)))
}

/** Points of three groups each, the second and third 10 and 20 above the first, in their order. */
function pointsOf(raw: RawEntity, code: number): readonly Vec3[] {
  const points: { x: number; y: number; z: number }[] = []
  for (let index = 0; index < raw.size; index += 1) {
    const found = raw.codeAt(index)
    const last = points.at(-1)
    if (found === code) points.push({ x: raw.realAt(index), y: Number.NaN, z: 0 })
    else if (last !== undefined && found === code + 10) last.y = raw.realAt(index)
    else if (last !== undefined && found === code + 20) last.z = raw.realAt(index)
  }
  if (points.some(({ y }) => Number.isNaN(y))) raw.fail('has a point without its Y')
  return points
}

function putSpline(store: ContentStore, { knots, points }: FittedCubic): void {
  store.put(3)
  store.put3(0, knots.length, points.length)
  for (const knot of knots) store.put(knot)
  for (const { x, y, z } of points) store.put3(x, y, z)
}

/** A direction of length 1, or null for none. */
function unit(direction: Vec3): Vec3 | null {
  const length = norm(direction)
  return length < 1e-12 ? null : times(direction, 1 / length)
}

/**
 * The direction at an end nobody tells, from the chords next to it: that of 3·first − second, the tangent of
 * the parabola through three points. What CAD programs draw is nearest to it.
 */
function endDirection(first: Vec3, second: Vec3): Vec3 | null {
  return unit(plus(times(first, 3), second, -1))
}

/** The direction where a closed curve meets itself, from the chords on both sides; the shorter weighs more. */
function seamDirection(before: Vec3, after: Vec3): Vec3 | null {
  const [hBefore, hAfter] = [norm(before), norm(after)]
  return unit(plus(times(before, hAfter / hBefore), after, hBefore / hAfter))
}

function estimatedEnds(points: readonly Vec3[], isClosed: boolean): EndTangents {
  const chord = (index: number): Vec3 => {
    const [from, to] = [points.at(index), points.at(index + 1)]
    return from === undefined || to === undefined ? vec(0, 0) : plus(to, from, -1)
  }
  if (points.length < 3) return [null, null]
  const last = points.length - 2
  if (isClosed) {
    const seam = seamDirection(chord(last), chord(0))
    return [seam, seam]
  }
  return [endDirection(chord(0), chord(1)), endDirection(chord(last), chord(last - 1))]
}

/** Points without those that stand where the one before them does. */
function distinct(points: readonly Vec3[]): readonly Vec3[] {
  return points.filter((point, index) => {
    const before = points[index - 1]
    return before === undefined || norm(plus(point, before, -1)) > 0
  })
}

function readFitted(raw: RawEntity, { store }: Sink): Ignored {
  const isClosed = (raw.real(70, 0) & CLOSED) !== 0
  const fit = pointsOf(raw, 11)
  const [first] = fit
  const loop = distinct(isClosed && first !== undefined ? [...fit, first] : fit)
  const estimated = estimatedEnds(loop, isClosed)
  const curve = throughFitPoints(loop, [
    tangentOf(raw, 12) ?? estimated[0],
    tangentOf(raw, 13) ?? estimated[1],
  ])
  if (curve === null) raw.fail('has neither control points nor two fit points')
  else putSpline(store, curve)
  return null
}

/**
 * A SPLINE: by its control points with knots and weights where it has them, else through its fit points.
 * What does not fit together sets the entity's fault.
 */
export function readSpline(raw: RawEntity, sink: Sink): Ignored {
  sink.store.begin(KIND.spline, raw, 0)
  if (!raw.has(10)) return readFitted(raw, sink)
  const { store, spline } = sink
  spline.take(raw)
  const degree = raw.needed(71)
  const fault = spline.faultOf(degree)
  if (fault === null) spline.putInto(store, degree)
  else raw.fail(fault)
  return null
}
