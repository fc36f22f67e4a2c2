/** A point in the plane of the soundboard, mm; the soundhole's centre is the origin, +Y the neck side. */
export interface Point2 {
  readonly xMm: number
  readonly yMm: number
}

/** A point in work coordinates, mm; Z 0 is the top of the soundboard, Z up. */
export interface Point3 extends Point2 {
  readonly zMm: number
}

/** Straight distance between two points of the plane, mm. */
export function distanceMm(a: Point2, b: Point2): number {
  return Math.hypot(b.xMm - a.xMm, b.yMm - a.yMm)
}

/** Straight distance between two points in space, mm. */
export function distance3Mm(a: Point3, b: Point3): number {
  return Math.hypot(b.xMm - a.xMm, b.yMm - a.yMm, b.zMm - a.zMm)
}

/** The point at `radiusMm` and `angleRad` (counterclockwise from +X) about `centre`. */
export function polarPoint(centre: Point2, radiusMm: number, angleRad: number): Point2 {
  return {
    xMm: centre.xMm + radiusMm * Math.cos(angleRad),
    yMm: centre.yMm + radiusMm * Math.sin(angleRad),
  }
}
