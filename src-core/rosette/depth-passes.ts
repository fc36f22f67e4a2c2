/**
 * Depths of the passes below the top, mm, shallowest first: as few as the limit allows, all equal, the
 * last exactly at `depthMm`. Even passes load the tool evenly; a thin last pass would rub.
 */
export function depthPasses(depthMm: number, maxPassMm: number): readonly number[] {
  if (!(depthMm > 0) || !(maxPassMm > 0)) {
    throw new RangeError(
      `depth ${String(depthMm)} mm and pass limit ${String(maxPassMm)} mm must be above 0`,
    )
  }
  const count = Math.max(1, Math.ceil(depthMm / maxPassMm - 1e-9))
  return Array.from({ length: count }, (_, index) => (depthMm * (index + 1)) / count)
}

/** Depth of each of the equal passes, mm. */
export function passDepthMm(depthMm: number, maxPassMm: number): number {
  return depthMm / depthPasses(depthMm, maxPassMm).length
}
