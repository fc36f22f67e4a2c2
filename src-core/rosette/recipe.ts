import { annulusWidthMm } from '../geometry/annulus.ts'
import type { Plan, Ring } from './plan.schema.ts'
import type { Route } from './routes/route.ts'
import type { TileSolution } from './routes/tile-route.ts'
import { type RingSolution, solveRosette } from './solve-rosette.ts'

/** Added to each end of a plate so that the saw has something to hold, mm. */
const PLATE_END_MM = 10

/** What is prepared for a ring of tiles. */
export interface TileRecipe {
  readonly kind: 'tile'
  readonly ringId: string
  readonly name: string
  readonly tileCount: number
  readonly visibleTileCount: number | null
  readonly logCount: number
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

/** What is prepared for a ring of any other kind. */
export interface PlainRecipe {
  readonly kind: Exclude<Ring['kind'], 'tile'>
  readonly ringId: string
  readonly name: string
  readonly widthMm: number
  readonly thicknessMm: number
  readonly route: Exclude<Route, { readonly kind: 'tile' }>
}

/** What is prepared for one ring. */
export type RingRecipe = TileRecipe | PlainRecipe

function tileRecipe(ring: Ring, tiles: TileSolution): TileRecipe | null {
  const { log, chosenTaper } = tiles
  if (log === null || ring.inlayThicknessMm === null) return null
  return {
    kind: 'tile',
    ringId: ring.id,
    name: ring.name,
    tileCount: tiles.tileCount,
    visibleTileCount: tiles.visibleTileCount,
    logCount: log.logCount,
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
    taper: chosenTaper.taper,
    taperAngleDeg:
      chosenTaper.taper === 'column' ? tiles.columnSledAngleDeg : tiles.includedAngleDeg,
    faceAngleDeg: tiles.faceAngleDeg,
    closureBudgetPerTileMm: tiles.closureBudgetPerTileMm,
  }
}

function recipeOfRing({ ring, route }: RingSolution): RingRecipe | null {
  if (route.kind === 'tile') return tileRecipe(ring, route.tiles)
  if (ring.inlayThicknessMm === null) return null
  return {
    kind: route.kind,
    ringId: ring.id,
    name: ring.name,
    widthMm: annulusWidthMm(ring),
    thicknessMm: ring.inlayThicknessMm,
    route,
  }
}

/**
 * What to prepare for each ring of a plan: log, slices and columns for mosaic; strips, boards, a turned log
 * or pieces for the rest. Rings whose thickness (or kerf, for mosaic) has not been measured are left out
 * and named in `missing`.
 */
export function recipeOf(plan: Plan): {
  readonly rings: readonly RingRecipe[]
  readonly missing: readonly string[]
} {
  const missing: string[] = []
  const rings = solveRosette(plan).rings.flatMap((solved): readonly RingRecipe[] => {
    const recipe = recipeOfRing(solved)
    if (recipe !== null) return [recipe]
    missing.push(solved.ring.name)
    return []
  })
  return { rings, missing }
}
