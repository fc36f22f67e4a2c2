import type { Path } from '../geometry/path.ts'
import type { Point2 } from '../geometry/point.ts'

/** A named layer and how it is shown. */
export interface SheetLayer {
  readonly name: string
  /** `#rrggbb` in SVG and on paper. */
  readonly colour: string
  /** AutoCAD colour index in DXF: 1 red, 3 green, 5 blue, 7 black or white. */
  readonly dxfColour: number
}

/** A line on a layer; a full turn is one arc with equal ends. */
export interface SheetShape {
  readonly layer: string
  readonly path: Path
}

/** A word on a layer, by the lower left of its first letter. */
export interface SheetLabel {
  readonly layer: string
  readonly at: Point2
  readonly heightMm: number
  readonly text: string
}

/** A drawing in mm, Y up, ready for a file format. */
export interface Sheet {
  readonly title: string
  readonly layers: readonly SheetLayer[]
  readonly shapes: readonly SheetShape[]
  readonly labels: readonly SheetLabel[]
  readonly bounds: {
    readonly minXMm: number
    readonly minYMm: number
    readonly maxXMm: number
    readonly maxYMm: number
  }
}
