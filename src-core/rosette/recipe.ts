import { annulusWidthMm } from '../geometry/annulus.ts'
import type { Plan } from './plan.schema.ts'
import { solveRosette } from './solve-rosette.ts'

/** Added to each end of a plate so that the saw has something to hold, mm. */
const PLATE_END_MM = 10

/** What is prepared for one ring. */
export type RingRecipe =
  | {
      readonly kind: 'tile'
      readonly ringId: string
      readonly name: string
      readonly tileCount: number
      readonly visibleTileCount: number | null
      readonly sliceCount: number
      readonly sliceThicknessMm: number
      readonly logLengthMm: number
      readonly yieldRatio: number
      readonly kerfLossMm: number
      /** Each column is one strip off a plate of so many veneers. */
      readonly columns: number
      readonly rowCount: number
      readonly sacrificialRowsPerSide: number
      readonly plateLengthMm: number
      /** Columns leave the plate this wide and are tapered to the inner width at one edge. */
      readonly columnOuterWidthMm: number
      readonly columnInnerWidthMm: number
      readonly taper: 'column' | 'log'
      /** What the taper sled or the log plane is set to. */
      readonly taperAngleDeg: number
      readonly faceAngleDeg: number
      readonly closureBudgetPerTileMm: number
    }
  | {
      readonly kind: 'arcs' | 'strip'
      readonly ringId: string
      readonly name: string
      readonly widthMm: number
      readonly thicknessMm: number
      /** Bent from a straight strip, with 4 % to scarf or trim under the fingerboard. */
      readonly stripLengthMm: number
      readonly bendingStrain: number
      /** How a strip of this strain is brought round: cold ≤ 1.2 %, heat ≤ 3 %, else pre-formed. */
      readonly bending: 'cold' | 'heat' | 'pre-form'
    }

function bendingOf(strain: number): 'cold' | 'heat' | 'pre-form' {
  if (strain <= 0.012) return 'cold'
  return strain <= 0.03 ? 'heat' : 'pre-form'
}

/**
 * What to prepare for each ring of a plan: log, slices and columns for mosaic, strips for the rest. Rings
 * whose thickness (or kerf, for mosaic) has not been measured are left out and named in `missing`.
 */
export function recipeOf(plan: Plan): {
  readonly rings: readonly RingRecipe[]
  readonly missing: readonly string[]
} {
  const missing: string[] = []
  const rings = solveRosette(plan).rings.flatMap((solved): readonly RingRecipe[] => {
    const { ring, tiles } = solved
    const base = { ringId: ring.id, name: ring.name }
    if (ring.inlayThicknessMm === null || (tiles !== null && tiles.log === null)) {
      missing.push(ring.name)
      return []
    }
    if (tiles?.log == null) {
      return [
        {
          ...base,
          kind: ring.kind === 'strip' ? 'strip' : 'arcs',
          widthMm: annulusWidthMm(ring),
          thicknessMm: ring.inlayThicknessMm,
          stripLengthMm: solved.stripLengthMm,
          bendingStrain: solved.bendingStrain,
          bending: bendingOf(solved.bendingStrain),
        },
      ]
    }
    const { log, taperDecision } = tiles
    return [
      {
        ...base,
        kind: 'tile',
        tileCount: tiles.tileCount,
        visibleTileCount: tiles.visibleTileCount,
        sliceCount: log.sliceCount,
        sliceThicknessMm: ring.inlayThicknessMm,
        logLengthMm: log.lengthMm,
        yieldRatio: log.yieldRatio,
        kerfLossMm: log.kerfLossMm,
        columns: tiles.columns,
        rowCount: tiles.rowCount,
        sacrificialRowsPerSide: tiles.sacrificialRowsPerSide,
        plateLengthMm: log.lengthMm + 2 * PLATE_END_MM,
        columnOuterWidthMm: tiles.columnOuterWidthMm,
        columnInnerWidthMm: tiles.columnInnerWidthMm,
        taper: taperDecision.taper,
        taperAngleDeg:
          taperDecision.taper === 'column' ? tiles.columnSledAngleDeg : tiles.includedAngleDeg,
        faceAngleDeg: tiles.faceAngleDeg,
        closureBudgetPerTileMm: tiles.closureBudgetPerTileMm,
      },
    ]
  })
  return { rings, missing }
}
