/** What an adaptive cut holds to. */
export interface AdaptiveSettings {
  readonly toolRadiusMm: number
  /** No move engages more of the tool's edge than this, radians. */
  readonly limitRad: number
  /** What the steering aims at, radians; the difference pays for arc fitting and rounding. */
  readonly targetRad: number
  /** Stock left on the walls by roughing, mm. */
  readonly leaveMm: number
  /** Length of one step of the steering, mm. */
  readonly stepMm: number
}

/** Steering aims this much below the set angle, radians (3°). */
const MARGIN_RAD = Math.PI / 60
/** The exact gate closes this much below the set angle, for the fitted arcs and the rounded text, radians (1.4°). */
const OUTPUT_RAD = (1.4 * Math.PI) / 180

/** Engagement of a straight cut of radial depth ae along a wall, radians: θ = acos(1 − ae/R). */
export function straightEngagementRad(radialDepthMm: number, toolRadiusMm: number): number {
  return Math.acos(Math.max(-1, 1 - radialDepthMm / toolRadiusMm))
}

/** The settings for a tool and a set angle: the steps of 0.12 R and the margins measured to hold it. */
export function adaptiveSettings(
  toolRadiusMm: number,
  setAngleRad: number,
  leaveMm: number,
): AdaptiveSettings {
  return {
    toolRadiusMm,
    limitRad: setAngleRad - OUTPUT_RAD,
    targetRad: setAngleRad - MARGIN_RAD,
    leaveMm,
    stepMm: 0.12 * toolRadiusMm,
  }
}
