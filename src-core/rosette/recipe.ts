import { annulusWidthMm } from '../geometry/annulus.ts'
import type { DataProblem } from '../outcome/problem.ts'
import { type Result, success } from '../outcome/result.ts'
import { mosaicRecipe, PLAIN_OPTIONS, type RecipeOptions } from '../pattern/mosaic-recipe.ts'
import type { MosaicRecipe } from '../pattern/mosaic-recipe.schema.ts'
import { mosaicNumbers } from './mosaic-numbers.ts'
import type { Plan, Ring, TileRing } from './plan.schema.ts'
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
  /** The log along the ring's radius: of its veneers and glue where it has a picture, else the ring's width. */
  readonly logHeightMm: number
  /** The log round the ring, its columns side by side as they leave the saw. */
  readonly logWidthMm: number
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
  /** How the log is made of the ring's picture; null while it has none. */
  readonly mosaic: MosaicRecipe | null
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

function tileRecipe(
  plan: Plan,
  ring: TileRing,
  tiles: TileSolution,
  options: RecipeOptions,
): Result<TileRecipe, DataProblem> | null {
  const { log, chosenTaper } = tiles
  const numbers = mosaicNumbers(plan, ring, tiles)
  if (log === null || numbers === null) return null
  const mosaic = ring.pattern === null ? null : mosaicRecipe(ring.pattern, numbers, options)
  if (mosaic?.ok === false) return mosaic
  return success({
    kind: 'tile',
    ringId: ring.id,
    name: ring.name,
    tileCount: tiles.tileCount,
    visibleTileCount: tiles.visibleTileCount,
    logCount: log.logCount,
    sliceCount: log.sliceCount,
    sliceThicknessMm: numbers.sliceThicknessMm,
    logLengthMm: log.lengthMm,
    logHeightMm: mosaic === null ? annulusWidthMm(ring) : mosaic.value.heightMm,
    logWidthMm: tiles.outerWidthMm,
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
    mosaic: mosaic === null ? null : mosaic.value,
  })
}

function plainRecipe(ring: Ring, route: PlainRecipe['route']): PlainRecipe | null {
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

function recipeOfRing(
  plan: Plan,
  { ring, route }: RingSolution,
  options: RecipeOptions,
): Result<RingRecipe, DataProblem> | null {
  if (route.kind === 'tile') {
    if (ring.kind !== 'tile') throw new Error(`ring ${ring.id} is solved as another kind`)
    return tileRecipe(plan, ring, route.tiles, options)
  }
  const recipe = plainRecipe(ring, route)
  return recipe === null ? null : success(recipe)
}

/** What to prepare for a plan. */
export interface PlanRecipe {
  readonly rings: readonly RingRecipe[]
  /** Names of the rings that have not been measured. */
  readonly missing: readonly string[]
  /** Why a ring cannot be made as it is planned. */
  readonly refusals: readonly DataProblem[]
}

/**
 * What to prepare for each ring of a plan: plates, log, slices and columns for mosaic; strips, boards, a
 * turned log or pieces for the rest. Rings whose thickness (or kerf, for mosaic) has not been measured are
 * left out and named in `missing`, those that cannot be made in `refusals`.
 */
export function recipeOf(plan: Plan, options: RecipeOptions = PLAIN_OPTIONS): PlanRecipe {
  const missing: string[] = []
  const refusals: DataProblem[] = []
  const rings = solveRosette(plan).rings.flatMap((solved): readonly RingRecipe[] => {
    const recipe = recipeOfRing(plan, solved, options)
    if (recipe?.ok === true) return [recipe.value]
    if (recipe === null) missing.push(solved.ring.name)
    else refusals.push(recipe.error)
    return []
  })
  return { rings, missing, refusals }
}
