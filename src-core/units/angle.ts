/** One full turn, radians. */
export const TURN_RAD = 2 * Math.PI

/** Converts degrees to radians. */
export function radFromDeg(angleDeg: number): number {
  return (angleDeg * Math.PI) / 180
}

/** Converts radians to degrees. */
export function degFromRad(angleRad: number): number {
  return (angleRad * 180) / Math.PI
}
