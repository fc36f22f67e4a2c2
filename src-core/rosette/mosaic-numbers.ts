import type { MosaicNumbers } from '../pattern/mosaic-recipe.ts'
import { annulusWidthMm } from '../geometry/annulus.ts'
import type { LogPlan } from './log.ts'
import type { Plan, TileRing } from './plan.schema.ts'
import type { TileSolution } from './solve-rosette.ts'

/**
 * What the recipe of a ring's picture is worked out from; null while kerf or slice thickness is not
 * measured. `log` stands in for the ring's own logs where several rosettes share them.
 */
export function mosaicNumbers(
  plan: Plan,
  ring: TileRing,
  tiles: TileSolution,
  log: LogPlan | null = tiles.log,
): MosaicNumbers | null {
  const { kerfMm, glueLineMm, planeAllowanceMm, squareAllowanceMm, wasteRatio } = plan.stock
  if (log === null || kerfMm === null || ring.inlayThicknessMm === null) return null
  return {
    ringName: ring.name,
    ringWidthMm: annulusWidthMm(ring),
    tileCount: ring.tileCount,
    assembly: ring.assembly,
    log,
    sliceThicknessMm: ring.inlayThicknessMm,
    kerfMm,
    columnOuterWidthMm: tiles.columnOuterWidthMm,
    columnInnerWidthMm: tiles.columnInnerWidthMm,
    sacrificialRowsPerSide: tiles.sacrificialRowsPerSide,
    glueLineMm,
    planeAllowanceMm,
    squareAllowanceMm,
    wasteRatio,
  }
}
