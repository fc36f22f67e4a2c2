/** Kept between the flange and the work, mm. */
const FLANGE_CLEARANCE_MM = 1

/** What a blade shows beyond the flange that clamps it, mm: (D − flange)/2 − 1. */
export function bladeReachMm(diameterMm: number, flangeDiameterMm: number): number {
  return (diameterMm - flangeDiameterMm) / 2 - FLANGE_CLEARANCE_MM
}
