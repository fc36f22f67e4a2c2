import { sweepRad } from '../geometry/arc.ts'
import { type Path, type Segment, segmentSweepRad } from '../geometry/path.ts'
import { distanceMm, type Point2 } from '../geometry/point.ts'

/** A joint between two pieces: a point on the path and the way the cut runs from it, inwards. */
export interface Joint {
  readonly at: Point2
  /** Direction of the cut, radians counterclockwise from +X. */
  readonly cutRad: number
}

/** The straight trapezoid a piece is cut from, its long sides along the piece's chord. */
export interface Blank {
  readonly widthMm: number
  /** Length of the outer (left-out) edge and of the inner one. */
  readonly outerEdgeMm: number
  readonly innerEdgeMm: number
  /** Angle of each end from square; positive where the inner edge is the shorter one. */
  readonly mitreStartRad: number
  readonly mitreEndRad: number
}

interface Direction {
  readonly x: number
  readonly y: number
}

function along(from: Point2, at: Point2, way: Direction): number {
  return (at.xMm - from.xMm) * way.x + (at.yMm - from.yMm) * way.y
}

/** Furthest a piece of a path reaches one way from a point: at an end, or where an arc turns back. */
function segmentReachMm(segment: Segment, origin: Point2, way: Direction): number {
  const ends = Math.max(along(origin, segment.from, way), along(origin, segment.to, way))
  if (segment.kind === 'line') return ends
  const { centre, from, rotation } = segment
  const startRad = Math.atan2(from.yMm - centre.yMm, from.xMm - centre.xMm)
  const reached = sweepRad(startRad, Math.atan2(way.y, way.x), rotation)
  if (reached > segmentSweepRad(segment)) return ends
  return Math.max(ends, along(origin, centre, way) + distanceMm(centre, from))
}

function reachMm(path: Path, origin: Point2, way: Direction): number {
  return path.reduce(
    (most, segment) => Math.max(most, segmentReachMm(segment, origin, way)),
    -Infinity,
  )
}

/**
 * The smallest straight trapezoid that holds what lies between two joints, with its ends on the cuts.
 * For a ring of radii r < R and N pieces, θ = π/N, it is R − r·cos θ wide with edges 2R·tan θ and
 * 2r·sin θ and mitres θ.
 */
export function blankOf(start: Joint, end: Joint, outer: Path, inner: Path): Blank {
  const chordMm = distanceMm(start.at, end.at)
  const chordRad = Math.atan2(end.at.yMm - start.at.yMm, end.at.xMm - start.at.xMm)
  const inwards = { x: -Math.sin(chordRad), y: Math.cos(chordRad) }
  const outwards = { x: -inwards.x, y: -inwards.y }
  const squareRad = chordRad + Math.PI / 2
  const wrapped = (rad: number) => Math.atan2(Math.sin(rad), Math.cos(rad))
  const mitreStartRad = wrapped(squareRad - start.cutRad)
  const mitreEndRad = wrapped(end.cutRad - squareRad)
  const slope = Math.tan(mitreStartRad) + Math.tan(mitreEndRad)
  const outMm = reachMm(outer, start.at, outwards)
  const inMm = reachMm(inner, start.at, inwards)
  return {
    widthMm: outMm + inMm,
    outerEdgeMm: chordMm + outMm * slope,
    innerEdgeMm: chordMm - inMm * slope,
    mitreStartRad,
    mitreEndRad,
  }
}

/** The strip that all pieces are cut from, one after the other. */
export interface Stock {
  readonly widthMm: number
  readonly lengthMm: number
  /** Of the length: the pieces, the saw cuts and the slanted end that is left over. */
  readonly piecesMm: number
  readonly kerfMm: number
  readonly endMm: number
  readonly cuts: number
  /** True when the strip is turned over between cuts, so that one cut makes two ends. */
  readonly turnedOver: boolean
}

const ALIKE_RAD = 1e-9

/**
 * The strip for some blanks. Where every end has the same mitre m the strip is turned over after each
 * cut: N pieces take the sum of their mean lengths, N + 1 cuts of kerf/cos m, and w·tan m at the end.
 * Otherwise each piece takes its whole span and each of its two ends a cut.
 */
export function stockFor(blanks: readonly Blank[], kerfMm: number): Stock {
  const widthMm = Math.max(...blanks.map((blank) => blank.widthMm))
  const mitres = blanks.flatMap(({ mitreStartRad, mitreEndRad }) => [mitreStartRad, mitreEndRad])
  const first = mitres[0] ?? 0
  const turnedOver = mitres.every((mitre) => Math.abs(mitre - first) <= ALIKE_RAD)
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const cutMm = (mitre: number) => kerfMm / Math.cos(mitre)
  const piecesMm = turnedOver
    ? sum(blanks.map(({ outerEdgeMm, innerEdgeMm }) => (outerEdgeMm + innerEdgeMm) / 2))
    : sum(blanks.map(spanMm))
  const cuts = turnedOver ? blanks.length + 1 : mitres.length
  const kerf = turnedOver ? cuts * cutMm(first) : sum(mitres.map(cutMm))
  const endMm = turnedOver ? widthMm * Math.abs(Math.tan(first)) : 0
  const lengthMm = piecesMm + kerf + endMm
  return { widthMm, lengthMm, piecesMm, kerfMm: kerf, endMm, cuts, turnedOver }
}

/** Length of strip between the furthest corners of a blank. */
function spanMm({ widthMm, outerEdgeMm, mitreStartRad, mitreEndRad }: Blank): number {
  const lean = (mitre: number) => Math.max(0, -widthMm * Math.tan(mitre))
  return outerEdgeMm + lean(mitreStartRad) + lean(mitreEndRad)
}
