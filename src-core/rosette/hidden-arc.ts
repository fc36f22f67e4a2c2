/** Kept inside each end of the hidden arc so that nothing unfinished can show, degrees. */
export const HIDDEN_ARC_MARGIN_DEG = 2

/**
 * Arc of a ring that the fingerboard covers, radians: A = 2·asin(W / 2r), W the board's width where
 * it crosses radius r. A board as wide as the ring hides half a turn.
 */
export function hiddenArcRad(radiusMm: number, fingerboardWidthMm: number): number {
  return 2 * Math.asin(Math.min(1, fingerboardWidthMm / (2 * radiusMm)))
}

/**
 * Tiles that must be laid when the ring may stay open under the fingerboard:
 * ⌈N·(2π − A_gap)/2π⌉ + 1, never more than N.
 */
export function visibleTileCount(tileCount: number, gapRad: number): number {
  const share = (2 * Math.PI - Math.max(0, gapRad)) / (2 * Math.PI)
  return Math.min(tileCount, Math.ceil(tileCount * share - 1e-9) + 1)
}
