import { type Path, segmentSweepRad } from '../geometry/path.ts'
import { distanceMm, type Point2 } from '../geometry/point.ts'
import type { Blank, Stock } from './slice-piece.ts'

/** Centre, radius and sweep of a piece that follows one arc. */
export interface PieceArc {
  readonly centre: Point2
  readonly outerRadiusMm: number
  readonly innerRadiusMm: number
  readonly sweepRad: number
}

/** One piece, counted along the path from the first joint. */
export interface Slice {
  readonly number: number
  /** Along the path that is divided: the outer path of a ring, the middle or edge of a band. */
  readonly pathLengthMm: number
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
  readonly name: 'path length, mm' | 'outer length, mm' | 'inner length, mm' | 'area, mm²'
  readonly ofPieces: number
  readonly ofWhole: number
  readonly difference: number
}

/** Pieces with the strip they are cut from and the sums that close. */
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

/** A sum over all pieces held against the whole. */
export function sumCheck(
  name: SumCheck['name'],
  parts: readonly number[],
  ofWhole: number,
): SumCheck {
  const ofPieces = parts.reduce((sum, part) => sum + part, 0)
  return { name, ofPieces, ofWhole, difference: ofPieces - ofWhole }
}

/** The arc that a piece follows, or null when it follows more than one. */
export function arcOf(outer: Path, inner: Path): PieceArc | null {
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

/** Parts of two that are one arc cut by the seam of its circle, put together again. */
export function merged(path: Path): Path {
  const [first, second] = path
  if (path.length !== 2 || first?.kind !== 'arc' || second?.kind !== 'arc') return path
  const sameCircle = distanceMm(first.centre, second.centre) < 1e-9
  return sameCircle ? [{ ...first, to: second.to }] : path
}
