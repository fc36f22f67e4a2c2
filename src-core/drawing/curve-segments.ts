import type { Segment } from '../geometry/path.ts'
import type { Point2 } from '../geometry/point.ts'
import { TURN_RAD } from '../units/angle.ts'
import { type ArcCurve, arcPoint, type Curve } from './dxf-curve.ts'
import { fitSegments } from './fit-segments.ts'
import { splineBreaks, splinePoint } from './nurbs.ts'

/** Rounding of angles and lengths below which a circle in the file is a circle. */
const ROUND = 1e-9

function arcSegments(arc: ArcCurve, mmPerUnit: number, toleranceMm: number): Segment[] {
  const { u, v, centre, startRad, sweepRad } = arc
  const at = (rad: number): Point2 => {
    const point = arcPoint(arc, rad)
    return { xMm: point.x * mmPerUnit, yMm: point.y * mmPerUnit }
  }
  const [u2, v2] = [u.x * u.x + u.y * u.y, v.x * v.x + v.y * v.y]
  const isRound = Math.abs(u2 - v2) <= ROUND * u2 && Math.abs(u.x * v.x + u.y * v.y) <= ROUND * u2
  if (isRound && u2 > 0) {
    const positive = u.x * v.y - u.y * v.x > 0 === sweepRad > 0
    const from = at(startRad)
    const whole = Math.abs(sweepRad) >= TURN_RAD - ROUND
    return [
      {
        kind: 'arc',
        from,
        to: whole ? from : at(startRad + sweepRad),
        centre: { xMm: centre.x * mmPerUnit, yMm: centre.y * mmPerUnit },
        rotation: positive ? 'counterclockwise' : 'clockwise',
      },
    ]
  }
  const parts = Math.max(1, Math.ceil(Math.abs(sweepRad) / (TURN_RAD / 8) - ROUND))
  const breaks = Array.from(
    { length: parts + 1 },
    (_, part) => startRad + (sweepRad * part) / parts,
  )
  return fitSegments(at, breaks, toleranceMm)
}

/**
 * A curve as lines and arcs in mm, seen from above. Lines and circular arcs stay what they are; ellipses
 * and splines become lines and arcs within `toleranceMm`.
 */
export function curveSegments(curve: Curve, mmPerUnit: number, toleranceMm: number): Segment[] {
  if (curve.kind === 'arc') return arcSegments(curve, mmPerUnit, toleranceMm)
  if (curve.kind === 'spline') {
    const at = (parameter: number): Point2 => {
      const point = splinePoint(curve, parameter)
      return { xMm: point.x * mmPerUnit, yMm: point.y * mmPerUnit }
    }
    return fitSegments(at, splineBreaks(curve), toleranceMm)
  }
  const { from, to } = curve
  return [
    {
      kind: 'line',
      from: { xMm: from.x * mmPerUnit, yMm: from.y * mmPerUnit },
      to: { xMm: to.x * mmPerUnit, yMm: to.y * mmPerUnit },
    },
  ]
}
