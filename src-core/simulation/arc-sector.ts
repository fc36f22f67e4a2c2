import type { Point2 } from '../geometry/point.ts'

/** An arc from above, about its centre. */
export interface LevelArc {
  readonly centre: Point2
  readonly radiusMm: number
  readonly sweepRad: number
  readonly clockwise: boolean
}

/** The directions an arc goes through, seen from its centre. */
export class Sector {
  private readonly startX: number
  private readonly startY: number
  private readonly endX: number
  private readonly endY: number
  private readonly isWhole: boolean
  private readonly isConvex: boolean
  /** Lowest and highest of the arc on a circle of radius 1. */
  readonly lowY: number
  readonly highY: number

  constructor({ centre, sweepRad, clockwise }: LevelArc, from: Point2) {
    const startRad = Math.atan2(from.yMm - centre.yMm, from.xMm - centre.xMm)
    // run counterclockwise: a clockwise arc from its end to its start
    const lowRad = clockwise ? startRad - sweepRad : startRad
    this.startX = Math.cos(lowRad)
    this.startY = Math.sin(lowRad)
    this.endX = Math.cos(lowRad + sweepRad)
    this.endY = Math.sin(lowRad + sweepRad)
    this.isWhole = sweepRad >= 2 * Math.PI - 1e-9
    this.isConvex = sweepRad <= Math.PI
    const least = Math.min(0, this.startY, this.endY)
    const most = Math.max(0, this.startY, this.endY)
    this.lowY = this.holds(0, -1) ? -1 : least
    this.highY = this.holds(0, 1) ? 1 : most
  }

  /** Whether the direction to a place lies in it. */
  holds(x: number, y: number): boolean {
    if (this.isWhole) return true
    const afterStart = this.startX * y - this.startY * x >= 0
    const beforeEnd = x * this.endY - y * this.endX >= 0
    return this.isConvex ? afterStart && beforeEnd : afterStart || beforeEnd
  }
}
