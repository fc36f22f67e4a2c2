import { MM_PER_INCH } from '#core/units/length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'

/** Where millimetres lie on the screen: x right, y up in mm; x right, y down in px. */
export interface View {
  readonly scalePxPerMm: number
  /** Where the drawing's origin is, px. */
  readonly originXPx: number
  readonly originYPx: number
}

/** A rectangle in the drawing, mm. */
export interface BoundsMm {
  readonly minXMm: number
  readonly minYMm: number
  readonly maxXMm: number
  readonly maxYMm: number
}

/** Size of the canvas. */
export interface SizePx {
  readonly widthPx: number
  readonly heightPx: number
}

/** Room kept free beside the drawing, for dimensions and rulers. */
export interface MarginPx {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const LEAST_SCALE = 0.2
const GREATEST_SCALE = 2000

/** The view in which the bounds fill the canvas inside the margins. */
export function fitView(bounds: BoundsMm, size: SizePx, margin: MarginPx): View {
  const widthMm = Math.max(1, bounds.maxXMm - bounds.minXMm)
  const heightMm = Math.max(1, bounds.maxYMm - bounds.minYMm)
  const roomX = Math.max(40, size.widthPx - margin.left - margin.right)
  const roomY = Math.max(40, size.heightPx - margin.top - margin.bottom)
  const scalePxPerMm = Math.min(roomX / widthMm, roomY / heightMm)
  return {
    scalePxPerMm,
    originXPx: margin.left + roomX / 2 - ((bounds.minXMm + bounds.maxXMm) / 2) * scalePxPerMm,
    originYPx: margin.top + roomY / 2 + ((bounds.minYMm + bounds.maxYMm) / 2) * scalePxPerMm,
  }
}

/** Zooms so that what is under the cursor stays under it. */
export function zoomedAt(view: View, xPx: number, yPx: number, factor: number): View {
  const scale = Math.min(GREATEST_SCALE, Math.max(LEAST_SCALE, view.scalePxPerMm * factor))
  const ratio = scale / view.scalePxPerMm
  return {
    scalePxPerMm: scale,
    originXPx: xPx + (view.originXPx - xPx) * ratio,
    originYPx: yPx + (view.originYPx - yPx) * ratio,
  }
}

/** Moves the drawing by so many px. */
export function panned(view: View, dxPx: number, dyPx: number): View {
  return { ...view, originXPx: view.originXPx + dxPx, originYPx: view.originYPx + dyPx }
}

/** Screen place of a drawing x. */
export function xPx(view: View, xMm: number): number {
  return view.originXPx + xMm * view.scalePxPerMm
}

/** Screen place of a drawing y. */
export function yPx(view: View, yMm: number): number {
  return view.originYPx - yMm * view.scalePxPerMm
}

/** Drawing place of a screen point. */
export function toMm(view: View, x: number, y: number): { xMm: number; yMm: number } {
  return {
    xMm: (x - view.originXPx) / view.scalePxPerMm,
    yMm: (view.originYPx - y) / view.scalePxPerMm,
  }
}

/** The `transform` that draws millimetres. */
export function mmTransform(view: View): string {
  const s = String(view.scalePxPerMm)
  return `matrix(${s} 0 0 -${s} ${String(view.originXPx)} ${String(view.originYPx)})`
}

/** Raster of grid and rulers. */
export interface Raster {
  readonly stepMm: number
  /** Every so many steps comes a labelled line. */
  readonly perLabel: number
  /** Decimals a label needs. */
  readonly labelDecimals: number
}

const INCH_STEPS = [1 / 64, 1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 1, 2, 4, 8]

function mmRaster(leastStepMm: number): Raster {
  const decade = 10 ** Math.floor(Math.log10(leastStepMm))
  const [factor, perLabel] =
    leastStepMm <= decade
      ? [1, 10]
      : leastStepMm <= 2 * decade
        ? [2, 5]
        : leastStepMm <= 5 * decade
          ? [5, 10]
          : [10, 10]
  const stepMm = decade * factor
  return {
    stepMm,
    perLabel,
    labelDecimals: Math.max(0, -Math.floor(Math.log10(stepMm * perLabel) + 1e-9)),
  }
}

function inchRaster(leastStepMm: number): Raster {
  const step = INCH_STEPS.find((inch) => inch * MM_PER_INCH >= leastStepMm) ?? 16
  const perLabel = step < 1 ? Math.min(8, Math.max(4, 0.5 / step)) : 4
  const label = step * perLabel
  return {
    stepMm: step * MM_PER_INCH,
    perLabel,
    labelDecimals: label >= 1 ? 0 : label >= 0.5 ? 1 : 3,
  }
}

/** The finest round raster whose lines stand at least `leastPx` apart. */
export function rasterFor(view: View, unit: LengthUnit, leastPx = 8): Raster {
  const leastStepMm = leastPx / view.scalePxPerMm
  return unit === 'mm' ? mmRaster(leastStepMm) : inchRaster(leastStepMm)
}

/** The multiples of a step between two values, as counts of steps. */
export function stepsBetween(fromMm: number, toMm: number, stepMm: number): readonly number[] {
  const first = Math.ceil(Math.min(fromMm, toMm) / stepMm)
  const last = Math.floor(Math.max(fromMm, toMm) / stepMm)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
}
