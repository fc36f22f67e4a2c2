import { linePoints } from '../../geometry/flatten-path.ts'
import type { Path } from '../../geometry/path.ts'
import { strokedLines } from '../../geometry/polygon-kernel.ts'
import { type CutRegion, REGION_CHORD_MM, WALL_MM } from '../cut-region.ts'

/** What a round tool sweeps whose middle runs along paths: no more may go, all of it must. */
export function strokeRegion(
  paths: readonly Path[],
  toolRadiusMm: number,
  depthMm: number,
): CutRegion {
  const lines = paths.map((path) => linePoints(path, REGION_CHORD_MM))
  return {
    allowed: strokedLines(lines, toolRadiusMm + WALL_MM),
    required: strokedLines(lines, toolRadiusMm - WALL_MM),
    depthMm,
  }
}
