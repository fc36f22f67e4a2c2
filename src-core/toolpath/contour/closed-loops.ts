import { fitArcs } from '../../geometry/fit-arcs.ts'
import { loopLengthMm, type Loop } from '../../geometry/flatten-path.ts'
import type { Path } from '../../geometry/path.ts'
import { distanceMm, type Point2 } from '../../geometry/point.ts'

/** Arc fitting may move a contour by this, mm. */
const FIT_MM = 0.0015
/** Corners nearer together than this are one, mm. */
const SAME_MM = 1e-4

/** Lines and arcs through points in turn. */
export function pathThrough(points: readonly Point2[]): Path {
  const round = points.filter((point, index, all) => {
    const before = all[index - 1]
    return before === undefined || distanceMm(before, point) > SAME_MM
  })
  return round.length < 2 ? [] : fitArcs(round, FIT_MM)
}

/** The lines and arcs of a loop from its first corner round to it again. */
export function pathOfLoop(loop: Loop): Path {
  return pathThrough([...loop, ...loop.slice(0, 1)])
}

/** The place on a loop nearest to a point, and the corner before it. */
export function nearestOnLoop(
  loop: Loop,
  point: Point2,
): { readonly at: Point2; readonly corner: number; readonly awayMm: number } {
  let best = { at: loop[0] ?? point, corner: 0, awayMm: Infinity }
  loop.forEach((from, corner) => {
    const to = loop[(corner + 1) % loop.length] ?? from
    const [dx, dy] = [to.xMm - from.xMm, to.yMm - from.yMm]
    const squared = dx * dx + dy * dy
    const along =
      squared > 0 ? ((point.xMm - from.xMm) * dx + (point.yMm - from.yMm) * dy) / squared : 0
    const share = Math.min(1, Math.max(0, along))
    const at = { xMm: from.xMm + dx * share, yMm: from.yMm + dy * share }
    const awayMm = distanceMm(at, point)
    if (awayMm < best.awayMm) best = { at, corner, awayMm }
  })
  return best
}

/** The loop begun at a place on it. */
export function loopFrom(loop: Loop, at: Point2, corner: number): Loop {
  const rest = [...loop.slice(corner + 1), ...loop.slice(0, corner + 1)]
  return [at, ...rest.filter((point) => distanceMm(point, at) > SAME_MM)]
}

/** The loop begun in the middle of its longest straight, where a mark is least seen. */
export function loopFromStraight(loop: Loop): Loop {
  let best = { corner: 0, lengthMm: -1 }
  loop.forEach((from, corner) => {
    const lengthMm = distanceMm(from, loop[(corner + 1) % loop.length] ?? from)
    if (lengthMm > best.lengthMm + 1e-6) best = { corner, lengthMm }
  })
  const from = loop[best.corner]
  const to = loop[(best.corner + 1) % loop.length]
  if (from === undefined || to === undefined) return loop
  const middle = { xMm: (from.xMm + to.xMm) / 2, yMm: (from.yMm + to.yMm) / 2 }
  return loopFrom(loop, middle, best.corner)
}

/** Places along a loop no further apart than `stepMm`. */
export function placesOnLoop(loop: Loop, stepMm: number): readonly Point2[] {
  return loop.flatMap((from, corner) => {
    const to = loop[(corner + 1) % loop.length] ?? from
    const parts = Math.max(1, Math.ceil(distanceMm(from, to) / stepMm))
    return Array.from({ length: parts }, (_, part) => ({
      xMm: from.xMm + ((to.xMm - from.xMm) * part) / parts,
      yMm: from.yMm + ((to.yMm - from.yMm) * part) / parts,
    }))
  })
}

/** Loops worth cutting along. */
export function worthwhile(loops: readonly Loop[], leastMm: number): readonly Loop[] {
  return loops.filter((loop) => loop.length > 2 && loopLengthMm(loop) > leastMm)
}
