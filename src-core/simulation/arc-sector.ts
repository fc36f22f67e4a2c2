import type { Point2 } from '../geometry/point.ts'
import { TURN_RAD } from '../units/angle.ts'

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
  /** Where it begins, run counterclockwise, and how far it goes. */
  private readonly lowRad: number
  private readonly sweepRad: number
  /** Lowest and highest of the arc on a circle of radius 1. */
  readonly lowY: number
  readonly highY: number

  constructor({ centre, sweepRad, clockwise }: LevelArc, from: Point2) {
    const startRad = Math.atan2(from.yMm - centre.yMm, from.xMm - centre.xMm)
    // run counterclockwise: a clockwise arc from its end to its start
    const lowRad = clockwise ? startRad - sweepRad : startRad
    this.lowRad = lowRad
    this.sweepRad = sweepRad
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

  /** How much of a level line from `leftX` to `rightX` lies in it; `some` also where that is not looked into. */
  shareOf(leftX: number, rightX: number, y: number): 'all' | 'none' | 'some' {
    if (this.isWhole) return 'all'
    const after = bothSides(
      this.startX * y - this.startY * leftX,
      this.startX * y - this.startY * rightX,
    )
    const before = bothSides(leftX * this.endY - y * this.endX, rightX * this.endY - y * this.endX)
    if (after === before) return after
    // what one edge alone decides
    const deciding = this.isConvex ? 'none' : 'all'
    return after === deciding || before === deciding ? deciding : 'some'
  }

  /** Whether every direction of another lies in it, but for rounding (1e-9 rad). */
  covers({ lowRad, sweepRad }: Sector): boolean {
    if (this.isWhole) return true
    const turns = (lowRad - this.lowRad + SAME_RAD) / TURN_RAD
    const laterRad = (turns - Math.floor(turns)) * TURN_RAD - SAME_RAD
    return laterRad + sweepRad <= this.sweepRad + SAME_RAD
  }
}

/** Of an edge's line, from how far two places lie left of it: whether both do, and all between them. */
function bothSides(one: number, other: number): 'all' | 'none' | 'some' {
  if (one >= 0 && other >= 0) return 'all'
  return one < 0 && other < 0 ? 'none' : 'some'
}

/** Directions that differ by less are the same, rad. */
const SAME_RAD = 1e-9
