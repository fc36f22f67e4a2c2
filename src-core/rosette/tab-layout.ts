import { radFromDeg, TURN_RAD } from '../units/angle.ts'

/** Standing bridges round a circle. */
export interface TabLayout {
  readonly count: number
  /** Width of the standing wood at its top, along the circle. */
  readonly widthMm: number
  /** Z of the top of a tab. */
  readonly topZMm: number
  /** Circle of the tool's centre. */
  readonly radiusMm: number
  readonly toolDiameterMm: number
}

/** Slope down beside a tab, which cuts new wood and so is gentle. */
export const TAB_DOWN_RAMP_RAD = radFromDeg(5)
/** Slope up to a tab, which cuts none. */
export const TAB_UP_RAMP_RAD = radFromDeg(30)

/**
 * Least angle between the middles of two tabs at a floor `zMm`, radians. A turn starts half-way between
 * two tabs: before the next one lie a slope down to the floor and the way up, behind the last one its
 * slope down; neither half may be shorter than its slopes, or the path would run back on itself.
 */
function leastPitchRad(layout: Omit<TabLayout, 'count'>, zMm: number): number {
  const riseMm = Math.max(0, layout.topZMm - zMm)
  const slopesMm = riseMm / Math.tan(TAB_DOWN_RAMP_RAD) + riseMm / Math.tan(TAB_UP_RAMP_RAD)
  return (layout.widthMm + layout.toolDiameterMm + 2 * slopesMm) / layout.radiusMm
}

/** How many tabs can stand at a floor `zMm` with the floor cut between them. */
export function greatestTabCount(layout: Omit<TabLayout, 'count'>, zMm: number): number {
  return Math.floor(TURN_RAD / leastPitchRad(layout, zMm) + 1e-9)
}
