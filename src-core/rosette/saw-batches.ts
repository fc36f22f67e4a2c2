import type { Plan } from './plan.schema.ts'
import { recipeOf, type TileRecipe } from './recipe.ts'
import { type StopTable, stopTable } from './stop-table.ts'

/** One batch at the saw, with its stops. */
export interface SawBatch {
  readonly ringName: string
  /** `slices`: tiles off the log; `strips`: columns off one plate. */
  readonly kind: 'slices' | 'strips'
  /** Plate number for strips; null for slices. */
  readonly plate: number | null
  /** Pieces of stock sawn by the same stops. */
  readonly pieces: number
  /** Pieces that come off each. */
  readonly count: number
  readonly thicknessMm: number
  readonly kerfMm: number
  readonly trimMm: number
  /** From the squared end to the far end, mm: the length less what was squared off. */
  readonly usableMm: number
  /** How high the stock stands on the table, mm. */
  readonly heightMm: number
  /** How far the blade runs from one edge to the other, mm. */
  readonly acrossMm: number
  readonly table: StopTable
}

function slicesOf(ring: TileRecipe, kerfMm: number, trimMm: number): SawBatch {
  const thicknessMm = ring.sliceThicknessMm
  const count = Math.ceil(ring.sliceCount / ring.logCount)
  const table = stopTable({ count, thicknessMm, kerfMm, trimMm })
  // the log lies on its wider face
  const sides = [ring.logHeightMm, ring.logWidthMm]
  return {
    ringName: ring.name,
    kind: 'slices',
    plate: null,
    pieces: ring.logCount,
    count,
    thicknessMm,
    kerfMm,
    trimMm,
    usableMm: table.lengthMm - trimMm / 2,
    heightMm: Math.min(...sides),
    acrossMm: Math.max(...sides),
    table,
  }
}

/** Strips leave the plate at the column's outer width and what the plane takes. */
function stripsOf(
  ring: TileRecipe,
  { planeAllowanceMm, squareAllowanceMm }: Plan['stock'],
  kerfMm: number,
): readonly SawBatch[] {
  const thicknessMm = ring.columnOuterWidthMm + planeAllowanceMm
  // a plate is blanked with one kerf for every strip, the last one included
  const trimMm = squareAllowanceMm + kerfMm
  return (ring.mosaic?.plates ?? []).map((plate, index): SawBatch => {
    const count = plate.multiplicity * ring.logCount
    const table = stopTable({ count, thicknessMm, kerfMm, trimMm })
    return {
      ringName: ring.name,
      kind: 'strips',
      plate: index + 1,
      pieces: 1,
      count,
      thicknessMm,
      kerfMm,
      trimMm,
      usableMm: table.lengthMm - trimMm / 2,
      heightMm: ring.logHeightMm,
      acrossMm: plate.blankLengthMm,
      table,
    }
  })
}

/**
 * Every batch of a plan's recipe that is sawn against a stop: the column strips off each plate, then the
 * tiles off the log. `kerfMm` is the blade's; lengths then follow the blade and not the plan. Empty where
 * the recipe still waits for a measurement.
 */
export function sawBatches(plan: Plan, kerfMm: number): readonly SawBatch[] {
  const withBlade: Plan = { ...plan, stock: { ...plan.stock, kerfMm } }
  return recipeOf(withBlade).rings.flatMap((ring) =>
    ring.kind === 'tile'
      ? [...stripsOf(ring, plan.stock, kerfMm), slicesOf(ring, kerfMm, plan.stock.trimMm)]
      : [],
  )
}
