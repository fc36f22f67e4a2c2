import { chordCountForTolerance } from './arc.ts'
import { type Path, type Segment, segmentSweepRad } from './path.ts'
import { distanceMm, type Point2, polarPoint } from './point.ts'
import { TURN_RAD } from '../units/angle.ts'

/** A closed polygon; its last corner joins the first, which is not repeated. */
export type Loop = readonly Point2[]

function arcPoints(arc: Segment & { kind: 'arc' }, toleranceMm: number): Point2[] {
  const radiusMm = distanceMm(arc.centre, arc.from)
  const sweep = segmentSweepRad(arc)
  const perTurn = chordCountForTolerance(radiusMm, toleranceMm)
  const count = Math.max(1, Math.ceil((perTurn * sweep) / TURN_RAD - 1e-9))
  const startRad = Math.atan2(arc.from.yMm - arc.centre.yMm, arc.from.xMm - arc.centre.xMm)
  const sign = arc.rotation === 'counterclockwise' ? 1 : -1
  return Array.from({ length: count }, (_, index) =>
    index === 0
      ? arc.from
      : polarPoint(arc.centre, radiusMm, startRad + (sign * sweep * index) / count),
  )
}

/**
 * The corners of a closed path whose arcs are cut into chords with a sagitta of at most `toleranceMm`
 * (> 0, mm). Chords lie inside a counterclockwise arc and outside a clockwise one.
 */
export function flattenPath(path: Path, toleranceMm: number): Loop {
  return path.flatMap((segment) =>
    segment.kind === 'line' ? [segment.from] : arcPoints(segment, toleranceMm),
  )
}

/** The points of a path from its start to its end, which of a closed one are the same; chords as in `flattenPath`. */
export function linePoints(path: Path, toleranceMm: number): readonly Point2[] {
  const end = path.at(-1)?.to
  return end === undefined ? [] : [...flattenPath(path, toleranceMm), end]
}

/** Signed area of a loop, mm²; positive when it runs counterclockwise. The shoelace formula. */
export function loopAreaMm2(loop: Loop): number {
  let twice = 0
  let before = loop.at(-1)
  for (const point of loop) {
    if (before !== undefined) twice += before.xMm * point.yMm - point.xMm * before.yMm
    before = point
  }
  return twice / 2
}

/** Length round a loop, mm. */
export function loopLengthMm(loop: Loop): number {
  return loop.reduce(
    (sum, point, index) => sum + distanceMm(point, loop[(index + 1) % loop.length] ?? point),
    0,
  )
}
