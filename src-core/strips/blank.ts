import { isRepeating, layerAngleRad, pitchMm, stackHeightMm, depthOf } from './laminate.ts'
import type { StripFamily } from './strip-family.schema.ts'

/** The wood a laminate is glued from, and the saw it is cut with. */
export interface Blank {
  /** Along the strips of a plain sandwich; along the layers of a stack that is cut at an angle. */
  readonly lengthMm: number
  /** Of the sheets: what is sawn into strips. */
  readonly widthMm: number
  /** Width of the saw cut. */
  readonly kerfMm: number
  /** Planed or sanded off every strip after sawing. */
  readonly planeAllowanceMm: number
  /** Repeats glued into one stack; only for a pattern that repeats. */
  readonly repeatsInStack: number
}

/** What comes out of one blank. */
export interface BlankYield {
  /** Strips side by side across the blank. */
  readonly stripCount: number
  /** Length of one of them, mm; sawn-off pieces glued end to end count as one. */
  readonly stripLengthMm: number
  /** Pieces that one strip is glued together from: 1 for a plain sandwich. */
  readonly pieceCount: number
  /** Share of the blank's width that is left as strips: t / (t + k + a). */
  readonly yieldRatio: number
}

/** A sawn count is not spoilt by the last bit of a division. */
const ROUNDING = 1e-9

/**
 * How many pieces of `pieceMm` come out of `totalMm` when `kerfMm` is lost between two:
 * n = ⌊(total + k) / (piece + k)⌋.
 */
export function sawnCount(totalMm: number, pieceMm: number, kerfMm: number): number {
  return Math.max(0, Math.floor((totalMm + kerfMm) / (pieceMm + kerfMm) + ROUNDING))
}

/**
 * Pieces sawn at the layers' angle off a stack of height H, and the length of strip each gives. A cut at
 * angle θ runs H / tan θ along the blank, which is lost as a wedge at either end together; each piece of
 * width b takes (b + k) / sin θ; its face is H / sin θ long.
 */
function angledPieces(
  family: StripFamily,
  blank: Blank,
): { readonly pieceCount: number; readonly pieceLengthMm: number } | null {
  const { construction } = family
  const stackMm = stackHeightMm(family)
  const pitch = pitchMm(family)
  if (!isRepeating(construction) || stackMm === null || pitch === null) return null
  if (construction.bandWidthMm === null) return null
  const angleRad = layerAngleRad(construction)
  const sine = Math.sin(angleRad)
  const wedgeMm = (blank.repeatsInStack * stackMm * Math.cos(angleRad)) / sine
  const pieceCount = sawnCount(
    blank.lengthMm - wedgeMm,
    (construction.bandWidthMm + blank.planeAllowanceMm) / sine,
    blank.kerfMm / sine,
  )
  return { pieceCount, pieceLengthMm: blank.repeatsInStack * pitch }
}

/**
 * What comes out of one blank: a sandwich is sawn across its width into strips as deep as the inlay; a
 * stack is first sawn at its angle into pieces that are glued end to end. Null while a size that it needs
 * has not been measured. Mirrored halves (herringbone, wheat) take two strips for one ring.
 */
export function blankYield(family: StripFamily, blank: Blank): BlankYield | null {
  const { inlayThicknessMm } = depthOf(family)
  if (inlayThicknessMm === null) return null
  const sawnMm = inlayThicknessMm + blank.planeAllowanceMm
  const stripCount = sawnCount(blank.widthMm, sawnMm, blank.kerfMm)
  const yieldRatio = inlayThicknessMm / (sawnMm + blank.kerfMm)
  if (!isRepeating(family.construction)) {
    return { stripCount, stripLengthMm: blank.lengthMm, pieceCount: 1, yieldRatio }
  }
  const pieces = angledPieces(family, blank)
  if (pieces === null) return null
  return {
    stripCount: pieces.pieceCount === 0 ? 0 : stripCount,
    stripLengthMm: pieces.pieceCount * pieces.pieceLengthMm,
    pieceCount: pieces.pieceCount,
    yieldRatio,
  }
}
