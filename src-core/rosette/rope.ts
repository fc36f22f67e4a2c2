/** A rope, herringbone or wheat border whose repeats close on a ring. */
export interface RopePitch {
  /** Pitch as laminated, mm. */
  readonly pitchMm: number
  readonly repeatCount: number
  /** Pitch that closes the ring without a half repeat, mm. */
  readonly closedPitchMm: number
  /** Change asked of the pitch, as a share of it. */
  readonly changeRatio: number
}

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
  const pitchMm = (firstLayerMm + secondLayerMm) / Math.sin(angleRad)
  const circumferenceMm = 2 * Math.PI * radiusMm
  const repeatCount = Math.max(1, Math.round(circumferenceMm / pitchMm))
  const closedPitchMm = circumferenceMm / repeatCount
  return { pitchMm, repeatCount, closedPitchMm, changeRatio: closedPitchMm / pitchMm - 1 }
}
