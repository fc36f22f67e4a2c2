import type { Point2 } from './point.ts'

/** An axis-parallel box, mm. */
export interface Bounds2 {
  readonly minXMm: number
  readonly minYMm: number
  readonly maxXMm: number
  readonly maxYMm: number
}

/** The box of one point. */
export function pointBounds(point: Point2): Bounds2 {
  return { minXMm: point.xMm, minYMm: point.yMm, maxXMm: point.xMm, maxYMm: point.yMm }
}

/** The smallest box around two boxes. */
export function unionBounds(a: Bounds2, b: Bounds2): Bounds2 {
  return {
    minXMm: Math.min(a.minXMm, b.minXMm),
    minYMm: Math.min(a.minYMm, b.minYMm),
    maxXMm: Math.max(a.maxXMm, b.maxXMm),
    maxYMm: Math.max(a.maxYMm, b.maxYMm),
  }
}
