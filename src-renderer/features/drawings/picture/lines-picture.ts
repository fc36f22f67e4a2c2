import type { View } from '../../../drawing/view.ts'

/** A colour as three shares of light and how much it covers; 0 hides the layer. */
export type LayerColour = readonly [red: number, green: number, blue: number, alpha: number]

/** Draws the lines of a drawing on a canvas. */
export interface LinesPicture {
  /** Draws once; sizes in CSS pixels, colours by layer. */
  readonly draw: (
    view: View,
    size: { readonly widthPx: number; readonly heightPx: number; readonly density: number },
    colours: readonly LayerColour[],
  ) => void
  readonly dispose: () => void
}
