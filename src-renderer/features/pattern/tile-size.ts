import { columnCountOf, rowCountOf } from '#core/pattern/grid.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import { annulusMeanRadiusMm, annulusWidthMm } from '#core/geometry/annulus.ts'
import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'
import { tileWidthMm } from '#core/rosette/tiles.ts'

/** A cell's width by its height in the ring's middle; what makes the matrix look as the tile does. */
export function cellAspect(ring: TileRing): number {
  const rows = ring.pattern === null ? 1 : rowCountOf(ring.pattern)
  const widthMm = tileWidthMm(annulusMeanRadiusMm(ring), ring.tileCount) / ring.columns
  return widthMm / (annulusWidthMm(ring) / rows)
}

/**
 * Heights of the glued columns, mm: H = Σv + (R − 1)·glue, v the thickness of each cell's veneer.
 * Columns of one pattern differ where veneers of unequal thickness lie in them in unequal counts.
 */
export function columnHeightsMm(pattern: Pattern, glueLineMm: number): readonly number[] {
  const thickness = new Map(pattern.palette.map(({ key, thicknessMm }) => [key, thicknessMm]))
  const heights = new Array<number>(columnCountOf(pattern)).fill(
    Math.max(0, rowCountOf(pattern) - 1) * glueLineMm,
  )
  for (const row of pattern.rows) {
    for (const [column, key] of Array.from(row).entries()) {
      heights[column] = (heights[column] ?? 0) + (thickness.get(key) ?? 0)
    }
  }
  return heights
}

/** How the rows of a picture stand to the width of its ring. */
export interface RowFit {
  readonly lowestMm: number
  readonly highestMm: number
  readonly ringWidthMm: number
  /** Highest column less the ring's width: what must be planed off, or is missing. */
  readonly overMm: number
  /** Columns differ by more than a hundredth. */
  readonly uneven: boolean
  /** Whole rows that come nearest to the ring's width. */
  readonly fittingRows: number
}

/** Columns this unequal are seen in the scraped ring and leave a gap in the glue, mm. */
const EVEN_WITHIN_MM = 0.01

/** Compares the glued height of a picture's columns with the width of the ring. */
export function rowFit(ring: TileRing, pattern: Pattern, glueLineMm: number): RowFit {
  const heights = columnHeightsMm(pattern, glueLineMm)
  const highestMm = Math.max(...heights)
  const lowestMm = Math.min(...heights)
  const rows = rowCountOf(pattern)
  const ringWidthMm = annulusWidthMm(ring)
  const rowMm = (highestMm + glueLineMm) / rows
  return {
    lowestMm,
    highestMm,
    ringWidthMm,
    overMm: highestMm - ringWidthMm,
    uneven: highestMm - lowestMm > EVEN_WITHIN_MM,
    fittingRows: Math.max(1, Math.round((ringWidthMm + glueLineMm) / rowMm)),
  }
}

/**
 * The plan with a ring made as wide as its highest column, its inner edge left in place; rings outside it
 * move by as much, so that the lands between them stay. Widths are kept to a thousandth.
 */
export function withRingFitted(plan: Plan, ringId: string, widthMm: number): Plan {
  const at = plan.rings.findIndex(({ id }) => id === ringId)
  const ring = plan.rings[at]
  if (ring === undefined) return plan
  const round = (valueMm: number) => Number(valueMm.toFixed(3))
  const byMm = ring.innerRadiusMm + widthMm - ring.outerRadiusMm
  const rings = plan.rings.map((other, index) => {
    if (index < at) return other
    const innerRadiusMm = index === at ? other.innerRadiusMm : round(other.innerRadiusMm + byMm)
    return { ...other, innerRadiusMm, outerRadiusMm: round(other.outerRadiusMm + byMm) }
  })
  return { ...plan, rings }
}
