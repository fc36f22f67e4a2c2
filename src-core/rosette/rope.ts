import { closingPitch, type ClosingPitch } from '../geometry/closing-pitch.ts'

/** A rope, herringbone or wheat border whose repeats close on a ring; `pitchMm` is as laminated. */
export type RopePitch = ClosingPitch

/**
 * Pitch of two layers a and b cut at angle θ to the strip: p = (a + b)/sin θ; repeats
 * N = round(2π·r/p); the closing pitch is p′ = 2π·r/N.
 */
export function ropePitch(
  firstLayerMm: number,
  secondLayerMm: number,
  angleRad: number,
  radiusMm: number,
): RopePitch {
  return closingPitch((firstLayerMm + secondLayerMm) / Math.sin(angleRad), radiusMm)
}
