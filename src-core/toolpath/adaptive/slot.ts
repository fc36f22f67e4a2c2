import type { LoopDistance } from '../../geometry/loop-distance.ts'
import type { Heading } from './steer.ts'
import type { SlotStroke } from './stroke.ts'

/** Walls of a slot are kept by this, mm: it pays for chords, arc fitting and rounding. */
const WALL_GUARD_MM = 0.0015
/** Room beside a slot worth a pass along each wall, mm. */
const WORTH_MM = 0.004

/**
 * The way along both walls of a slot that is a little wider than the tool: along the right-hand wall to its
 * end and back along the other, from its start to its start. Empty when the slot fills the channel.
 */
export function slotWalls(
  { points }: SlotStroke,
  walls: LoopDistance,
  toolRadiusMm: number,
): readonly Heading[] {
  const sideways = (list: readonly Heading[]): Heading[] =>
    list.map((place) => {
      const roomMm = Math.max(0, walls.at(place.xMm, place.yMm) - toolRadiusMm - WALL_GUARD_MM)
      return {
        xMm: place.xMm + Math.sin(place.headingRad) * roomMm,
        yMm: place.yMm - Math.cos(place.headingRad) * roomMm,
        headingRad: place.headingRad,
      }
    })
  const back = points
    .toReversed()
    .map((place) => ({ ...place, headingRad: place.headingRad + Math.PI }))
  const start = points[0]
  const turn = back[0]
  if (start === undefined || turn === undefined) return []
  const there = sideways(points)
  const widestMm = there.reduce((most, place, index) => {
    const middle = points[index] ?? place
    return Math.max(most, Math.hypot(place.xMm - middle.xMm, place.yMm - middle.yMm))
  }, 0)
  return widestMm < WORTH_MM ? [] : [start, ...there, turn, ...sideways(back), start]
}

/** A slot may come this near to cutting into its walls, mm. */
const WALL_TOLERANCE_MM = 0.002

/**
 * A slot along the middle of a channel that is hardly wider than the tool: the longest stretch of the line
 * from its start on which the tool fits. Null when it is shorter than a tenth of the tool.
 */
export function slotStroke(
  line: readonly Heading[],
  walls: LoopDistance,
  toolRadiusMm: number,
): SlotStroke | null {
  const fits = ({ xMm, yMm }: Heading) => walls.at(xMm, yMm) >= toolRadiusMm - WALL_TOLERANCE_MM
  const first = line.findIndex(fits)
  if (first < 0) return null
  const after = line.slice(first)
  const end = after.findIndex((place) => !fits(place))
  const points = end < 0 ? after : after.slice(0, end)
  const lengthMm = points.reduce((sum, point, index) => {
    const before = points[index - 1] ?? point
    return sum + Math.hypot(point.xMm - before.xMm, point.yMm - before.yMm)
  }, 0)
  return lengthMm < 0.1 * toolRadiusMm ? null : { kind: 'slot', points }
}
