/** The flat ring between two concentric circles, mm. */
export interface Annulus {
  readonly innerRadiusMm: number
  readonly outerRadiusMm: number
}

/** Radial width of a ring, mm. */
export function annulusWidthMm(ring: Annulus): number {
  return ring.outerRadiusMm - ring.innerRadiusMm
}

/** Mean radius of a ring, mm. */
export function annulusMeanRadiusMm(ring: Annulus): number {
  return (ring.innerRadiusMm + ring.outerRadiusMm) / 2
}

/** Area of a ring, mm². A = π(r_o² − r_i²), as π·(r_o − r_i)(r_o + r_i). */
export function annulusAreaMm2(ring: Annulus): number {
  return Math.PI * annulusWidthMm(ring) * (ring.outerRadiusMm + ring.innerRadiusMm)
}

/**
 * The ring grown by `distanceMm` on both sides (shrunk when negative). Null when the walls would meet
 * or cross, or the inner circle would vanish: offset rings never cross.
 */
export function offsetAnnulus(ring: Annulus, distanceMm: number): Annulus | null {
  const innerRadiusMm = ring.innerRadiusMm - distanceMm
  const outerRadiusMm = ring.outerRadiusMm + distanceMm
  return innerRadiusMm > 0 && outerRadiusMm > innerRadiusMm
    ? { innerRadiusMm, outerRadiusMm }
    : null
}
