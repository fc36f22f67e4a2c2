import type { Loop } from '../../geometry/flatten-path.ts'
import { offsetLoops, openedLoops } from '../../geometry/polygon-kernel.ts'
import { type CutRegion, WALL_MM } from '../cut-region.ts'

/** A cleared area: all of it may go; what must is what a round tool can reach of it. */
export function areaRegion(
  loops: readonly Loop[],
  toolDiameterMm: number,
  depthMm: number,
): CutRegion {
  return {
    allowed: offsetLoops(loops, WALL_MM),
    required: offsetLoops(openedLoops(loops, toolDiameterMm / 2), -WALL_MM),
    depthMm,
  }
}
