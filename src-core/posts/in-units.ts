import type { PostProfile } from './post.schema.ts'

/** Most digits after the point any word is written with. */
const MOST_DECIMALS = 6

/**
 * The same post in the other units. An inch is 25.4 mm, so lengths get one more digit in inches (and one
 * less in mm), feeds two: 0.00001 in is 0.25 µm, 0.001 in/min is 0.03 mm/min.
 */
export function inUnits(profile: PostProfile, units: PostProfile['units']): PostProfile {
  if (profile.units === units) return profile
  const sign = units === 'inch' ? 1 : -1
  const shift = (decimals: number, by: number) =>
    Math.min(MOST_DECIMALS, Math.max(0, decimals + sign * by))
  const { decimals } = profile.capabilities
  return {
    ...profile,
    units,
    capabilities: {
      ...profile.capabilities,
      decimals: {
        ...decimals,
        coordinate: shift(decimals.coordinate, 1),
        arcCentre: shift(decimals.arcCentre, 1),
        feed: shift(decimals.feed, 2),
      },
    },
  }
}
