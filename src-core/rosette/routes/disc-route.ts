import { annulusWidthMm } from '../../geometry/annulus.ts'
import { bladeReachMm } from '../../library/blade-reach.ts'
import type { Plan, RingOf } from '../plan.schema.ts'

/** Whether a blade goes through a turned log. */
export interface SawReach {
  /** What the blade shows below its flange: (D_blade − D_flange)/2 − 1. */
  readonly reachMm: number
  /** Needed to cut straight through the log: its diameter. */
  readonly wholeMm: number
  readonly cutsWhole: boolean
  /** Needed when the log is turned against the blade: its wall only, for it is built round a tube. */
  readonly rotatedMm: number
  readonly cutsRotated: boolean
}

/** Route D: rings sliced off a turned log. */
export interface DiscRoute {
  readonly kind: 'disc'
  readonly outerDiameterMm: number
  /** The tube the log is built round. */
  readonly tubeDiameterMm: number
  /** Rings out of the log; null while length, slice or kerf is not measured. */
  readonly rosetteCount: number | null
  /** Log for a single ring; null while slice or kerf is not measured. */
  readonly lengthForOneMm: number | null
  /** Wood that becomes rings, 0 to 1. */
  readonly yieldRatio: number | null
  /** Null while the blade is not known. */
  readonly reach: SawReach | null
}

/**
 * Rings that a log of length L gives with slices t, kerf k and the ends squared: ⌊(L − trim + k)/(t + k)⌋.
 */
export function discRosetteCount(
  lengthMm: number,
  sliceMm: number,
  { kerfMm, trimMm }: { readonly kerfMm: number; readonly trimMm: number },
): number {
  const count = Math.floor((lengthMm - trimMm + kerfMm) / (sliceMm + kerfMm) + 1e-9)
  return Math.max(0, count)
}

/** Whether a blade reaches through a log of a ring, straight through and with the log turned. */
export function sawReach(ring: RingOf<'disc'>): SawReach | null {
  if (ring.blade === null) return null
  const { diameterMm, flangeDiameterMm } = ring.blade
  const reachMm = bladeReachMm(diameterMm, flangeDiameterMm)
  const wholeMm = 2 * ring.outerRadiusMm
  const rotatedMm = annulusWidthMm(ring)
  return {
    reachMm,
    wholeMm,
    cutsWhole: reachMm >= wholeMm,
    rotatedMm,
    cutsRotated: reachMm >= rotatedMm,
  }
}

/** Works out what a turned log gives for a ring. */
export function solveDisc(plan: Plan, ring: RingOf<'disc'>): DiscRoute {
  const { kerfMm, trimMm } = plan.stock
  const { blankLengthMm, inlayThicknessMm: sliceMm } = ring
  const sawn = kerfMm !== null && sliceMm !== null ? { kerfMm, sliceMm } : null
  const rosetteCount =
    sawn === null || blankLengthMm === null
      ? null
      : discRosetteCount(blankLengthMm, sawn.sliceMm, { kerfMm: sawn.kerfMm, trimMm })
  return {
    kind: 'disc',
    outerDiameterMm: 2 * ring.outerRadiusMm,
    tubeDiameterMm: 2 * ring.innerRadiusMm,
    rosetteCount,
    lengthForOneMm: sliceMm === null ? null : sliceMm + trimMm,
    yieldRatio:
      rosetteCount === null || sawn === null || blankLengthMm === null
        ? null
        : (rosetteCount * sawn.sliceMm) / blankLengthMm,
    reach: sawReach(ring),
  }
}
