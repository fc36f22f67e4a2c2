import type { Grid } from '#core/geometry/distance-grid.ts'
import type { Carving } from './carver.ts'

/** What the worker is told: a block to carve, then times it is to be shown at. */
export type StockRequest =
  | { readonly kind: 'carve'; readonly carving: Carving }
  | { readonly kind: 'at'; readonly seconds: number }

/** What it answers; heights are rows of cells from the lowest Y, Z 0 the top. */
export type StockAnswer =
  | {
      readonly kind: 'carved'
      readonly grid: Grid
      /** Share of the tool's width each piece took, 0 to 255. */
      readonly engagement: Uint8Array
      /** Of this machine, ms. */
      readonly tookMs: number
    }
  | { readonly kind: 'heights'; readonly seconds: number; readonly heights: Float32Array }
