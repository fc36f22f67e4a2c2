import { chordLengthMm, sagittaMm } from '../geometry/arc.ts'
import { TURN_RAD } from '../units/angle.ts'
import { type Blank, blankYield } from './blank.ts'
import { bandsOf, builtWidthMm, isRepeating, pitchMm } from './laminate.ts'
import type { StripFamily } from './strip-family.schema.ts'

/** Added to the circumference so that ends can be scarfed, or trimmed under the fingerboard. */
export const OVERLAP_RATIO = 0.04
/** Strain a strip takes cold; starting value, to be confirmed by bending a scrap. */
export const COLD_STRAIN = 0.012
/** Strain a strip takes over a hot iron; starting value, to be confirmed by bending a scrap. */
export const HEAT_STRAIN = 0.03
/** A straight piece of shell may leave the arc by this much. */
export const SHELL_SAG_MM = 0.05
/** Arcs a solid ring is sawn in: quarter arcs save wood against a full square. */
const SOLID_ARCS = 4

/** How a strip is brought to the ring's curve. */
export type BendingMethod = 'cold' | 'heat' | 'segment'

/** The bending of a glued strip. */
export interface Bending {
  /** Its width across the ring, mm: the laminate is glued first and bent as one. */
  readonly bentWidthMm: number
  /** Outer-fibre strain ε = b / 2r at the ring's inner radius, where it is greatest. */
  readonly strain: number
  readonly method: BendingMethod
}

/** A pattern that closes on the ring. */
export interface Closure {
  readonly repeatCount: number
  /** Pitch that closes without a part of a repeat: p′ = 2πr / N, mm. */
  readonly closedPitchMm: number
  /** Change asked of the pitch, as a share of it. */
  readonly changeRatio: number
}

/** Strip that is bent round the ring. */
export interface StripNeed {
  readonly kind: 'strip'
  /** Length of one strip for this ring with its overlap, mm. */
  readonly stripLengthMm: number
  /** Strips one beside the other: two where the pattern has mirrored halves. */
  readonly stripsPerRing: number
  readonly bending: Bending
  /** Null where nothing repeats. */
  readonly closure: Closure | null
  /** Blanks for one ring; null while a size is not measured, or when nothing comes out of a blank. */
  readonly blankCount: number | null
}

/** Arcs sawn from a board. */
export interface ArcNeed {
  readonly kind: 'arcs'
  readonly arcCount: number
  /** Smallest board for one arc, mm. */
  readonly boardLengthMm: number
  readonly boardWidthMm: number
}

/** Shell laid in pieces. */
export interface PieceNeed {
  readonly kind: 'pieces'
  readonly shellWidthMm: number
  /** The longest straight piece that stays on the arc, mm. */
  readonly longestStraightMm: number
  /** Length of a straight piece, mm; null where they are cut to the curve. */
  readonly pieceLengthMm: number | null
  readonly pieceCount: number | null
  /** How far a straight piece leaves the arc, mm; null where pieces are cut to the curve. */
  readonly sagMm: number | null
}

/** What one ring of a family needs. */
export interface RingNeed {
  readonly innerRadiusMm: number
  readonly outerRadiusMm: number
  readonly meanRadiusMm: number
  readonly parts: StripNeed | ArcNeed | PieceNeed
}

function bendingOf(bentWidthMm: number, radiusMm: number): Bending {
  const strain = bentWidthMm / (2 * radiusMm)
  const method = strain <= COLD_STRAIN ? 'cold' : strain <= HEAT_STRAIN ? 'heat' : 'segment'
  return { bentWidthMm, strain, method }
}

/** Repeats that close on a circle: N = round(2πr / p), p′ = 2πr / N. */
export function closureOn(radiusMm: number, pitch: number): Closure {
  const circumferenceMm = TURN_RAD * radiusMm
  const repeatCount = Math.max(1, Math.round(circumferenceMm / pitch))
  const closedPitchMm = circumferenceMm / repeatCount
  return { repeatCount, closedPitchMm, changeRatio: closedPitchMm / pitch - 1 }
}

/** Blanks for one ring: whole strips of enough length, else strips joined end to end. */
function blanksFor(
  need: { readonly stripLengthMm: number; readonly stripsPerRing: number },
  family: StripFamily,
  blank: Blank,
): number | null {
  const out = blankYield(family, blank)
  if (out === null || out.stripCount === 0 || out.stripLengthMm <= 0) return null
  const joined = Math.ceil(need.stripLengthMm / out.stripLengthMm - 1e-9)
  return Math.ceil((joined * need.stripsPerRing) / out.stripCount)
}

interface RingSize {
  readonly innerRadiusMm: number
  readonly outerRadiusMm: number
  readonly meanRadiusMm: number
}

function stripNeed(family: StripFamily, size: RingSize, blank: Blank): StripNeed {
  const pitch = pitchMm(family)
  const stripLengthMm = TURN_RAD * size.meanRadiusMm * (1 + OVERLAP_RATIO)
  const stripsPerRing = bandsOf(family).filter(({ kind }) => kind === 'pattern').length || 1
  return {
    kind: 'strip',
    stripLengthMm,
    stripsPerRing,
    bending: bendingOf(size.outerRadiusMm - size.innerRadiusMm, size.innerRadiusMm),
    closure: pitch === null ? null : closureOn(size.meanRadiusMm, pitch),
    blankCount: blanksFor({ stripLengthMm, stripsPerRing }, family, blank),
  }
}

/** Quarter arcs: chord 2·r_o·sin(A/2) by r_o − r_i·cos(A/2). */
function arcNeed({ innerRadiusMm, outerRadiusMm }: RingSize): ArcNeed {
  const sweepRad = TURN_RAD / SOLID_ARCS
  return {
    kind: 'arcs',
    arcCount: SOLID_ARCS,
    boardLengthMm: chordLengthMm(outerRadiusMm, sweepRad),
    boardWidthMm: outerRadiusMm - innerRadiusMm * Math.cos(sweepRad / 2),
  }
}

/** Straight pieces round a circle. */
export interface StraightPieces {
  readonly pieceCount: number
  /** How far the middle of a piece leaves the arc: r − √(r² − l²/4), mm. */
  readonly sagMm: number
}

/** Straight pieces of one length round a circle; null for pieces cut to the curve, or longer than it is wide. */
export function straightPieces(
  radiusMm: number,
  pieceLengthMm: number | null,
): StraightPieces | null {
  if (pieceLengthMm === null || pieceLengthMm >= 2 * radiusMm) return null
  const sweepRad = 2 * Math.asin(pieceLengthMm / (2 * radiusMm))
  return {
    pieceCount: Math.ceil(TURN_RAD / sweepRad - 1e-9),
    sagMm: sagittaMm(radiusMm, sweepRad),
  }
}

function pieceNeed(size: RingSize, shellWidthMm: number, pieceLengthMm: number | null): PieceNeed {
  const r = size.meanRadiusMm
  const pieces = straightPieces(r, pieceLengthMm)
  return {
    kind: 'pieces',
    shellWidthMm,
    longestStraightMm: 2 * Math.sqrt(SHELL_SAG_MM * (2 * r - SHELL_SAG_MM)),
    pieceLengthMm: pieces === null ? null : pieceLengthMm,
    pieceCount: pieces?.pieceCount ?? null,
    sagMm: pieces?.sagMm ?? null,
  }
}

function partsOf(family: StripFamily, size: RingSize, blank: Blank): RingNeed['parts'] {
  const { construction, strips } = family
  if (construction.kind === 'solid') return arcNeed(size)
  if (construction.kind === 'shell') {
    const shellWidthMm = Math.max(...strips.map(({ widthMm }) => widthMm ?? 0))
    return pieceNeed(size, shellWidthMm, construction.pieceLengthMm)
  }
  return stripNeed(family, size, blank)
}

/**
 * What one ring of a family takes that begins at `innerRadiusMm`: strip by the length, arcs of solid wood,
 * or pieces of shell. Null while a width has not been measured.
 */
export function ringNeed(
  family: StripFamily,
  innerRadiusMm: number,
  blank: Blank,
): RingNeed | null {
  const widthMm = builtWidthMm(family)
  if (widthMm === null || (isRepeating(family.construction) && pitchMm(family) === null))
    return null
  const size = {
    innerRadiusMm,
    outerRadiusMm: innerRadiusMm + widthMm,
    meanRadiusMm: innerRadiusMm + widthMm / 2,
  }
  return { ...size, parts: partsOf(family, size, blank) }
}
