import { flattenPath } from '../../geometry/flatten-path.ts'
import type { Path } from '../../geometry/path.ts'
import type { Point2 } from '../../geometry/point.ts'
import { strokedLines } from '../../geometry/polygon-kernel.ts'
import { type CutRegion, REGION_CHORD_MM, WALL_MM } from '../cut-region.ts'

/** The points of a path from its start to its end, which of a closed one are the same. */
export function linePoints(path: Path): readonly Point2[] {
  const end = path.at(-1)?.to
  return end === undefined ? [] : [...flattenPath(path, REGION_CHORD_MM), end]
}

/** What a round tool sweeps whose middle runs along paths: no more may go, all of it must. */
export function strokeRegion(
  paths: readonly Path[],
  toolRadiusMm: number,
  depthMm: number,
): CutRegion {
  const lines = paths.map(linePoints)
  return {
    allowed: strokedLines(lines, toolRadiusMm + WALL_MM),
    required: strokedLines(lines, toolRadiusMm - WALL_MM),
    depthMm,
  }
}
