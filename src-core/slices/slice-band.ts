import type { CleanPath } from '../drawing/clean-paths.ts'
import { signedAreaMm2 } from '../drawing/loops.ts'
import { reversedPath } from '../geometry/outline.ts'
import { type Path, pathLengthMm } from '../geometry/path.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { radFromDeg } from '../units/angle.ts'
import { type MeasuredPath, measurePath, partBetween, stationAt } from './along-path.ts'
import {
  closedUp,
  type CutLine,
  headingRad,
  middleRad,
  railBetween,
  shiftRefusal,
  turnRad,
} from './band-rails.ts'
import { divide, startsOf } from './divide.ts'
import { counterclockwise, middleOfLoop, startAlong } from './path-rays.ts'
import { blankOf, stockFor } from './slice-piece.ts'
import type { SliceParams } from './slice-params.schema.ts'
import { arcOf, merged, type Slice, type SliceRefusal, type Slicing, sumCheck } from './slicing.ts'

/** Which band is cut: along which path, how wide, and on which side of it. */
export interface BandOrder {
  readonly path: number
  readonly widthMm: number
  readonly side: 'centred' | 'left' | 'right'
}

/**
 * A path turns sharply where it turns by more than this from one piece to the next, 20 degrees: below it
 * lie the bends between the arcs and chords that stand for a curve.
 */
const CORNER_RAD = Math.PI / 9

/** The band's two edges, mm to the left of the path. */
interface Edges {
  /** The inner edge of a closed path: to its left. */
  readonly leftMm: number
  readonly rightMm: number
}

function edgesOf({ widthMm, side }: BandOrder): Edges {
  if (side === 'left') return { leftMm: widthMm, rightMm: 0 }
  if (side === 'right') return { leftMm: 0, rightMm: -widthMm }
  return { leftMm: widthMm / 2, rightMm: -widthMm / 2 }
}

/** A piece of the path with the cuts at its ends, the later one shared with its neighbour. */
interface Part {
  readonly path: Path
  readonly cuts: readonly [CutLine, CutLine]
}

/** A stretch between two corners, or the whole path; from where to where along it, mm. */
interface Run {
  readonly fromMm: number
  readonly toMm: number
}

/** Where the path turns sharply, mm along it; the start of a closed path counts, its end does not. */
function cornersOf({ path, startsMm }: MeasuredPath, closed: boolean): readonly number[] {
  return path.flatMap((segment, index) => {
    const before = index > 0 ? path[index - 1] : closed ? path.at(-1) : undefined
    if (before === undefined) return []
    const turn = turnRad(headingRad(before, 'to'), headingRad(segment, 'from'))
    return Math.abs(turn) > CORNER_RAD ? [startsMm[index] ?? 0] : []
  })
}

/** The stretches of a path that are divided, each by itself, because a piece cannot bend round a corner. */
function runsOf(measured: MeasuredPath, closed: boolean, smoothStartMm: number): readonly Run[] {
  const { lengthMm } = measured
  const corners = cornersOf(measured, closed)
  const [first] = corners
  if (first === undefined) return [{ fromMm: smoothStartMm, toMm: smoothStartMm + lengthMm }]
  const stops = closed ? [...corners, first + lengthMm] : [0, ...corners, lengthMm]
  return stops.slice(1).map((toMm, index) => ({ fromMm: stops[index] ?? 0, toMm }))
}

/** The lengths of the pieces of every run; a count cannot be kept where a path has corners. */
function dividedRuns(
  params: SliceParams,
  runs: readonly Run[],
  closed: boolean,
): Result<readonly number[], SliceRefusal> {
  const [only] = runs
  if (runs.length === 1 && only !== undefined) {
    return divide(params, only.toMm - only.fromMm, closed)
  }
  if ('count' in params.pieces) {
    const message = `cannot be shared out over the ${String(runs.length)} straight or curved sides of a path with corners; give pieces.lengthMm`
    return failure({ place: 'pieces.count', message })
  }
  const pieces: number[] = []
  for (const { fromMm, toMm } of runs) {
    const divided = divide({ ...params, herringbone: false }, toMm - fromMm, false)
    if (!divided.ok) return divided
    pieces.push(...divided.value)
  }
  return success(pieces)
}

/** The cut at a place: across the path, turned by the twist, or halving the angle of a corner. */
function cutAt(
  measured: MeasuredPath,
  alongMm: number,
  turn: { readonly rad: number; readonly corner: boolean; readonly closed: boolean },
): CutLine {
  const { lengthMm, path, startsMm } = measured
  const inside = turn.closed ? ((alongMm % lengthMm) + lengthMm) % lengthMm : alongMm
  const { at, headingRad: heading } = stationAt(measured, inside)
  if (!turn.corner) return { at, cutRad: heading + Math.PI / 2 + turn.rad }
  const index = startsMm.findIndex((startMm) => Math.abs(startMm - inside) < 1e-9)
  const [before, after] = [path.at(index - 1), path[index]]
  if (before === undefined || after === undefined) throw new Error('a corner has two pieces')
  const middle = middleRad(headingRad(before, 'to'), headingRad(after, 'from'))
  return { at, cutRad: middle + Math.PI / 2 }
}

function partsOf(
  measured: MeasuredPath,
  params: SliceParams,
  joints: {
    readonly startsMm: readonly number[]
    readonly closed: boolean
    readonly endMm: number
  },
): readonly Part[] {
  const { startsMm, closed, endMm } = joints
  const corners = cornersOf(measured, closed)
  const { lengthMm } = measured
  const isCorner = (alongMm: number) =>
    corners.some((corner) => {
      const apart = Math.abs(alongMm - corner)
      return apart < 1e-9 || (closed && Math.abs(apart - lengthMm) < 1e-9)
    })
  const cuts = [...startsMm, ...(closed ? [] : [endMm])].map((alongMm, index) => {
    const side = params.herringbone && index % 2 === 1 ? -1 : 1
    const rad = side * radFromDeg(params.twistDeg)
    return cutAt(measured, alongMm, { rad, corner: isCorner(alongMm), closed })
  })
  return startsMm.map((fromMm, index) => {
    const toMm = startsMm[index + 1] ?? endMm
    const [start, end] = [cuts[index], cuts[index + 1] ?? cuts[0]]
    if (start === undefined || end === undefined) throw new Error('every piece has two cuts')
    return { path: merged(partBetween(measured, fromMm, toMm)), cuts: [start, end] }
  })
}

interface Rails {
  readonly outer: Path
  readonly inner: Path
}

function railsOf(parts: readonly Part[], edges: Edges): Result<readonly Rails[], SliceRefusal> {
  const rails: Rails[] = []
  for (const { path, cuts } of parts) {
    const outer = railBetween(path, edges.rightMm, cuts)
    if (!outer.ok) return outer
    const inner = railBetween(path, edges.leftMm, cuts)
    if (!inner.ok) return inner
    rails.push({ outer: outer.value, inner: inner.value })
  }
  return success(rails)
}

function startOf(path: Path) {
  const [first] = path
  if (first === undefined) throw new Error('a rail has pieces')
  return first.from
}

function endOf(path: Path) {
  const last = path.at(-1)
  if (last === undefined) throw new Error('a rail has pieces')
  return last.to
}

function sliceOf({ path, cuts }: Part, rails: Rails, number: number): Slice {
  const [outer, inner] = [merged(rails.outer), merged(rails.inner)]
  const corners = [startOf(outer), endOf(outer), endOf(inner), startOf(inner)] as const
  const rim: Path = [
    ...outer,
    { kind: 'line', from: corners[1], to: corners[2] },
    ...reversedPath(inner),
    { kind: 'line', from: corners[3], to: corners[0] },
  ]
  const [start, end] = cuts
  return {
    number,
    pathLengthMm: pathLengthMm(path),
    outerLengthMm: pathLengthMm(outer),
    innerLengthMm: pathLengthMm(inner),
    areaMm2: signedAreaMm2(rim),
    corners,
    arc: arcOf(outer, inner),
    blank: blankOf(
      { at: corners[0], cutRad: start.cutRad },
      { at: corners[1], cutRad: end.cutRad },
      outer,
      inner,
    ),
  }
}

/** Area between the two edges of the whole band, measured without its cuts. */
function wholeAreaMm2(rails: readonly Rails[], closed: boolean): number {
  const outer = rails.flatMap((rail) => rail.outer)
  const inner = rails.flatMap((rail) => rail.inner)
  if (closed) return signedAreaMm2(outer) - signedAreaMm2(inner)
  return signedAreaMm2([
    ...outer,
    { kind: 'line', from: endOf(outer), to: endOf(inner) },
    ...reversedPath(inner),
    { kind: 'line', from: startOf(inner), to: startOf(outer) },
  ])
}

function startMmOf(
  path: CleanPath,
  measured: MeasuredPath,
  { startAngleDeg }: SliceParams,
): Result<number, SliceRefusal> {
  return path.closed ? startAlong(measured, middleOfLoop(path), startAngleDeg) : success(0)
}

/** Neighbours end and begin in the same corners, so that nothing is counted twice or left out. */
function sharedCorners(rails: readonly Rails[], closed: boolean): readonly Rails[] {
  return rails.map(({ outer, inner }, index) => {
    const next = rails[index + 1] ?? (closed ? rails[0] : undefined)
    if (next === undefined) return { outer, inner }
    return {
      outer: closedUp(outer, startOf(next.outer)),
      inner: closedUp(inner, startOf(next.inner)),
    }
  })
}

/**
 * Cuts a band along one path into pieces by cuts square to the path (or turned by the twist). At a corner
 * of the path there is always a cut, which halves the angle, and the sides are divided each by itself.
 */
export function sliceBand(
  paths: readonly CleanPath[],
  band: BandOrder,
  params: SliceParams,
): Result<Slicing, SliceRefusal> {
  const path = paths.find(({ id }) => id === band.path)
  if (path === undefined) {
    const message = `${String(band.path)} is no path of the drawing; it has 1 to ${String(paths.length)}`
    return failure({ place: 'cut.path', message })
  }
  const { closed } = path
  const measured = closed ? counterclockwise(path.path) : measurePath(path.path)
  const edges = edgesOf(band)
  const narrow =
    shiftRefusal(measured.path, edges.leftMm) ?? shiftRefusal(measured.path, edges.rightMm)
  if (narrow !== null) return failure(narrow)
  const startMm = startMmOf(path, measured, params)
  if (!startMm.ok) return startMm
  const runs = runsOf(measured, closed, startMm.value)
  const piecesMm = dividedRuns(params, runs, closed)
  if (!piecesMm.ok) return piecesMm
  const fromMm = runs[0]?.fromMm ?? 0
  const joints = {
    startsMm: startsOf(piecesMm.value, fromMm),
    closed,
    endMm: fromMm + measured.lengthMm,
  }
  const parts = partsOf(measured, params, joints)
  const rails = railsOf(parts, edges)
  if (!rails.ok) return rails
  return success(slicingOf(parts, sharedCorners(rails.value, closed), measured, params.kerfMm))
}

function slicingOf(
  parts: readonly Part[],
  rails: readonly Rails[],
  { lengthMm }: MeasuredPath,
  kerfMm: number,
): Slicing {
  const closed = parts.length === 0 ? false : parts[0]?.cuts[0] === parts.at(-1)?.cuts[1]
  const slices = parts.map((part, index) => {
    const own = rails[index]
    if (own === undefined) throw new Error('every piece has two rails')
    return sliceOf(part, own, index + 1)
  })
  const blanks = slices.map(({ blank }) => blank)
  return {
    slices,
    stock: stockFor(blanks, kerfMm),
    sums: [
      sumCheck(
        'path length, mm',
        slices.map((slice) => slice.pathLengthMm),
        lengthMm,
      ),
      sumCheck(
        'area, mm²',
        slices.map((slice) => slice.areaMm2),
        wholeAreaMm2(rails, closed),
      ),
    ],
  }
}
