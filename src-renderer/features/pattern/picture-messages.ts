import type { Pattern, VeneerColour } from '#core/pattern/pattern.schema.ts'

/** A part of a picture, as shares of its width and height from the top left. */
export interface Crop {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** What a picture is to become. */
export interface PictureWish {
  readonly crop: Crop
  readonly rows: number
  readonly columns: number
  /** How many veneers to choose from the picture; the veneers themselves when these are given. */
  readonly colours: number
  readonly palette: readonly VeneerColour[] | null
  /** Of the veneers that are chosen from the picture. */
  readonly thicknessMm: number
  readonly dither: boolean
}

/** What the worker is asked. */
export type PictureRequest =
  | { readonly kind: 'open'; readonly id: number; readonly name: string; readonly file: Blob }
  | {
      readonly kind: 'make'
      readonly id: number
      readonly name: string
      readonly wish: PictureWish
    }

/** What the worker answers; `refused` carries one sentence. */
export type PictureAnswer =
  | {
      readonly kind: 'opened'
      readonly id: number
      readonly widthPx: number
      readonly heightPx: number
      /** Small enough to be shown at once. */
      readonly shown: ImageBitmap
      readonly tookMs: number
    }
  | {
      readonly kind: 'made'
      readonly id: number
      readonly pattern: Pattern
      readonly tookMs: number
    }
  | { readonly kind: 'refused'; readonly id: number; readonly sentence: string }
