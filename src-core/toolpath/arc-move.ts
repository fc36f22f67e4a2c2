import { sweepRad } from '../geometry/arc.ts'
import type { Point3 } from '../geometry/point.ts'
import type { ArcMove, PlaneArcMove } from './move.ts'

/** A circular move in any plane. */
export type CircularMove = ArcMove | PlaneArcMove

/** A plane an arc may lie in: G17, G18, G19. */
export type ArcPlane = 'XY' | 'ZX' | 'YZ'

type AxisKey = keyof Point3

/** The plane's first, second and perpendicular axis, so that counterclockwise turns first to second. */
const PLANE_AXES: Readonly<Record<ArcPlane, readonly [AxisKey, AxisKey, AxisKey]>> = {
  XY: ['xMm', 'yMm', 'zMm'],
  ZX: ['zMm', 'xMm', 'yMm'],
  YZ: ['yMm', 'zMm', 'xMm'],
}

/** A circular move seen in its own plane. */
export interface ArcShape {
  readonly plane: ArcPlane
  /** The centre in the plane's two coordinates, mm. */
  readonly centreFirstMm: number
  readonly centreSecondMm: number
  readonly startRadiusMm: number
  readonly endRadiusMm: number
  /** Direction from the centre to the start, from the plane's first axis. */
  readonly startRad: number
  /** In the sense of the move, (0, 2π]. */
  readonly sweepRad: number
  readonly rotation: ArcMove['rotation']
  /** Where the third axis starts, and how far it goes, mm. */
  readonly startRiseMm: number
  readonly riseMm: number
}

/** The plane of a circular move. */
export function planeOfArc(move: CircularMove): ArcPlane {
  return move.kind === 'arc' ? 'XY' : move.plane
}

/** Works out radius, sweep and rise of a circular move from where it starts. */
export function arcShape(from: Point3, move: CircularMove): ArcShape {
  const plane = planeOfArc(move)
  const [first, second, third] = PLANE_AXES[plane]
  const centre: Point3 = { zMm: 0, ...move.centre }
  const start = { first: from[first] - centre[first], second: from[second] - centre[second] }
  const end = { first: move.to[first] - centre[first], second: move.to[second] - centre[second] }
  const startRad = Math.atan2(start.second, start.first)
  return {
    plane,
    centreFirstMm: centre[first],
    centreSecondMm: centre[second],
    startRadiusMm: Math.hypot(start.first, start.second),
    endRadiusMm: Math.hypot(end.first, end.second),
    startRad,
    sweepRad: sweepRad(startRad, Math.atan2(end.second, end.first), move.rotation),
    rotation: move.rotation,
    startRiseMm: from[third],
    riseMm: move.to[third] - from[third],
  }
}

/** The point reached after a share (0 to 1) of a circular move. */
export function pointOnArcShape(shape: ArcShape, share: number): Point3 {
  const [first, second, third] = PLANE_AXES[shape.plane]
  const turn = shape.rotation === 'counterclockwise' ? shape.sweepRad : -shape.sweepRad
  const angleRad = shape.startRad + turn * share
  const radiusMm = shape.startRadiusMm + (shape.endRadiusMm - shape.startRadiusMm) * share
  const point = { xMm: 0, yMm: 0, zMm: 0 }
  point[first] = shape.centreFirstMm + radiusMm * Math.cos(angleRad)
  point[second] = shape.centreSecondMm + radiusMm * Math.sin(angleRad)
  point[third] = shape.startRiseMm + shape.riseMm * share
  return point
}

/** Length of an arc or helix, mm: √((r·θ)² + rise²). */
export function arcMoveLengthMm(from: Point3, move: CircularMove): number {
  const { startRadiusMm, sweepRad: turned, riseMm } = arcShape(from, move)
  return Math.hypot(startRadiusMm * turned, riseMm)
}
