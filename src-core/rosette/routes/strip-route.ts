import { annulusMeanRadiusMm, annulusWidthMm } from '../../geometry/annulus.ts'
import { degFromRad, radFromDeg } from '../../units/angle.ts'
import { type Bending, bendStrip } from '../bending.ts'
import { stripLengthMm } from '../log.ts'
import type { Plan, RingOf } from '../plan.schema.ts'
import { ropePitch, type RopePitch } from '../rope.ts'

type StripRing = RingOf<'strip'>
type AngledWeave = Exclude<StripRing['weave'], { readonly kind: 'plain' }>

/** Wheat narrower than this comes apart without a veneer glued behind it, mm. */
const UNBACKED_WHEAT_MM = 0.6
/** A stack that is still handled easily when it is sawn at an angle, mm: about 3 inches. */
const USUAL_STACK_MM = 76

/** The block that a strip of angled layers is sawn from; its sawn pieces are glued end to end. */
export interface WeaveLaminate {
  /** Sheets of each colour in the stack. */
  readonly lightSheets: number
  readonly darkSheets: number
  readonly stackHeightMm: number
  /** Pieces sawn off the stack at the angle, for all halves. */
  readonly pieceCount: number
  /** How much strip one piece gives: stack / sin θ. */
  readonly pieceLengthMm: number
  /** Width of each piece across the ring, before planing. */
  readonly pieceWidthMm: number
  /** Length of the sheets: the wedge at the end and all pieces with their kerfs; null without a kerf. */
  readonly sheetLengthMm: number | null
}

/** How angled layers close on their ring. */
export interface WeaveSolution extends RopePitch {
  readonly kind: AngledWeave['kind']
  /** Halves side by side: two where the layers are mirrored. */
  readonly halves: 1 | 2
  /** Angle at which the same veneers have the closing pitch; null where no angle does. */
  readonly closedAngleDeg: number | null
  readonly laminate: WeaveLaminate
  /** Wheat so narrow that it needs a backing veneer, and has none. */
  readonly needsBacking: boolean
}

/** Route B: a straight strip bent round. */
export interface StripRoute {
  readonly kind: 'strip'
  /** With its overlap: 2π·r_m·(1 + overlap). */
  readonly stripLengthMm: number
  /** How much of it lies over, to be scarfed or trimmed under the fingerboard. */
  readonly overlapMm: number
  /** Bent in one piece. */
  readonly bending: Bending
  /** Bent line by line, each as thick as the plan's veneer; null for angled layers, which are one piece. */
  readonly lineBending: Bending | null
  readonly weave: WeaveSolution | null
}

function laminateOf(
  ring: StripRing,
  weave: AngledWeave,
  kerfMm: number | null,
  allowanceMm: number,
): WeaveLaminate {
  const sine = Math.sin(radFromDeg(weave.angleDeg))
  const halves = halvesOf(weave)
  const repeatMm = weave.lightMm + weave.darkMm
  const lengthMm = stripLengthMm(annulusMeanRadiusMm(ring), ring.overlapRatio)
  const repeatsNeeded = Math.ceil((lengthMm * sine) / repeatMm - 1e-9)
  const repeats = Math.min(repeatsNeeded, Math.max(1, Math.floor(USUAL_STACK_MM / repeatMm)))
  const stackHeightMm = repeats * repeatMm
  const pieceLengthMm = stackHeightMm / sine
  const pieceCount = halves * Math.ceil(lengthMm / pieceLengthMm - 1e-9)
  const pieceWidthMm = annulusWidthMm(ring) / halves + allowanceMm
  const wedgeMm = stackHeightMm / Math.tan(radFromDeg(weave.angleDeg))
  return {
    lightSheets: repeats,
    darkSheets: repeats,
    stackHeightMm,
    pieceCount,
    pieceLengthMm,
    pieceWidthMm,
    sheetLengthMm: kerfMm === null ? null : wedgeMm + (pieceCount * (pieceWidthMm + kerfMm)) / sine,
  }
}

function halvesOf(weave: AngledWeave): 1 | 2 {
  return weave.kind === 'rope' ? 1 : 2
}

/** How the layers of a ring close on it, and what they are sawn from; null for a plain strip. */
export function solveWeave(plan: Plan, ring: StripRing): WeaveSolution | null {
  const { weave } = ring
  if (weave.kind === 'plain') return null
  const { lightMm, darkMm, angleDeg } = weave
  const pitch = ropePitch(lightMm, darkMm, radFromDeg(angleDeg), annulusMeanRadiusMm(ring))
  const sine = (lightMm + darkMm) / pitch.closedPitchMm
  const { kerfMm, planeAllowanceMm } = plan.stock
  return {
    ...pitch,
    kind: weave.kind,
    halves: halvesOf(weave),
    closedAngleDeg: sine <= 1 ? degFromRad(Math.asin(sine)) : null,
    laminate: laminateOf(ring, weave, kerfMm, planeAllowanceMm),
    needsBacking:
      weave.kind === 'wheat' && !weave.backed && annulusWidthMm(ring) < UNBACKED_WHEAT_MM,
  }
}

/** Works out what a ring of strips takes. */
export function solveStrip(plan: Plan, ring: StripRing): StripRoute {
  const radiusMm = annulusMeanRadiusMm(ring)
  const widthMm = annulusWidthMm(ring)
  const lengthMm = stripLengthMm(radiusMm, ring.overlapRatio)
  const lineMm = Math.min(widthMm, plan.stock.veneerMm)
  return {
    kind: 'strip',
    stripLengthMm: lengthMm,
    overlapMm: lengthMm - 2 * Math.PI * radiusMm,
    bending: bendStrip(widthMm, radiusMm),
    lineBending: ring.weave.kind === 'plain' ? bendStrip(lineMm, radiusMm) : null,
    weave: solveWeave(plan, ring),
  }
}
