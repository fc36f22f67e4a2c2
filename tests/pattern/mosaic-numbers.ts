import type { MosaicNumbers } from '#core/pattern/mosaic-recipe.ts'
import { planLog } from '#core/rosette/log.ts'
import { tileShape } from '#core/rosette/tiles.ts'

/** What `mosaicNumbers` may be asked to do otherwise. */
export interface MosaicWish extends Partial<MosaicNumbers> {
  readonly columns?: number
  readonly spareTiles?: number
  readonly logCount?: number
}

/** The numbers of the golden ring (48 to 61.5 mm, 46 tiles of 2 mm, kerf 0.6), as the rosette solves them. */
export function mosaicNumbers(wish: MosaicWish = {}): MosaicNumbers {
  const { columns = 15, spareTiles = 0, logCount = 1, ...given } = wish
  const shape = tileShape({ innerRadiusMm: 48, outerRadiusMm: 61.5 }, 46, columns)
  const kerfMm = given.kerfMm ?? 0.6
  const sliceThicknessMm = given.sliceThicknessMm ?? 2
  return {
    ringName: 'Mosaic',
    ringWidthMm: 13.5,
    tileCount: 46,
    assembly: 'slip',
    log: planLog({ tileCount: 46, spareTiles, sliceThicknessMm, kerfMm, trimMm: 10, logCount }),
    sliceThicknessMm,
    kerfMm,
    columnOuterWidthMm: shape.columnOuterWidthMm,
    columnInnerWidthMm: shape.columnInnerWidthMm,
    sacrificialRowsPerSide: 1,
    glueLineMm: 0.03,
    planeAllowanceMm: 0.2,
    squareAllowanceMm: 6,
    wasteRatio: 0.15,
    ...given,
  }
}
