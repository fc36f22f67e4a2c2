import { columnCountOf, rowCountOf } from '#core/pattern/grid.ts'
import { PATTERN_LIMITS } from '#core/pattern/pattern.schema.ts'
import { annulusMeanRadiusMm, annulusWidthMm } from '#core/geometry/annulus.ts'
import type { Plan, TileRing } from '#core/rosette/plan.schema.ts'
import { tileWidthMm } from '#core/rosette/tiles.ts'
import { usePlan } from '../../session/plan.store.ts'
import { currentTile } from './edit-tile.ts'
import { usePattern } from './pattern.store.ts'
import { usePicture } from './picture.store.ts'

/** What a file chooser offers. */
export const PICTURE_TYPES = 'image/png,image/jpeg,image/webp'

/**
 * Rows and columns of the ring's picture. While it has none: rows of the stock's veneer that fill the ring, and
 * the columns the plan says, or columns about as wide as a veneer where it says only one.
 */
export function tileSizeOf(plan: Plan, tile: TileRing): { rows: number; columns: number } {
  if (tile.pattern !== null) {
    return { rows: rowCountOf(tile.pattern), columns: columnCountOf(tile.pattern) }
  }
  const { veneerMm, glueLineMm } = plan.stock
  const rows = Math.round((annulusWidthMm(tile) + glueLineMm) / (veneerMm + glueLineMm))
  const widthMm = tileWidthMm(annulusMeanRadiusMm(tile), tile.tileCount)
  const columns = tile.columns > 1 ? tile.columns : Math.round(widthMm / veneerMm)
  const { maxRows, maxColumns } = PATTERN_LIMITS
  return {
    rows: Math.min(maxRows, Math.max(1, rows)),
    columns: Math.min(maxColumns, Math.max(1, columns)),
  }
}

/** A tile's width in the ring's middle by its height. */
export function tileShapeOf(tile: TileRing): number {
  return tileWidthMm(annulusMeanRadiusMm(tile), tile.tileCount) / annulusWidthMm(tile)
}

/** Reads a picture file and shows what tile it would become. */
export function takePicture(file: File): void {
  const plan = usePlan.getState().history?.present
  const tile = currentTile()
  if (plan === undefined || tile === null) return
  usePattern.getState().change({ tab: 'picture' })
  usePicture.getState().open(file, { ...tileSizeOf(plan, tile), shape: tileShapeOf(tile) })
}
