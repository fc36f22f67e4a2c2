import type { LoopDistance } from '../../geometry/loop-distance.ts'
import type { Point2 } from '../../geometry/point.ts'
import { onMiddle } from './channel.ts'
import type { Heading } from './steer.ts'
import type { SlotStroke } from './stroke.ts'

/** Walls of a slot are kept by this, mm: it pays for chords, arc fitting and rounding. */
const WALL_GUARD_MM = 0.0015
/** Room beside a slot worth a pass along each wall, mm. */
const WORTH_MM = 0.004

/** A wall beside a slot is looked for as far as this, in tool radii: wider channels are bored, not slotted. */
const LARGEST_ROOM_RADII = 0.2
/** And this often: between two places where the tool fits it cannot have passed a wall. */
const ROOM_STEP_RADII = 0.01
const ROOM_HALVINGS = 8

/**
 * A place beside one of a slot, as far to the right as the wall there lets the tool: not only as far as the
 * nearest wall is, which at the end of a channel is the one ahead and would leave its corners standing.
 */
function besideWall(place: Heading, walls: LoopDistance, toolRadiusMm: number): Heading {
  const { headingRad } = place
  const needMm = toolRadiusMm + WALL_GUARD_MM
  const right = (awayMm: number) => ({
    xMm: place.xMm + Math.sin(headingRad) * awayMm,
    yMm: place.yMm - Math.cos(headingRad) * awayMm,
  })
  const fits = (awayMm: number) => {
    const { xMm, yMm } = right(awayMm)
    return walls.at(xMm, yMm) >= needMm
  }
  // a distance is known up to some radii only and endless beyond
  const nearMm = Math.min(walls.at(place.xMm, place.yMm) - needMm, toolRadiusMm)
  if (nearMm <= 0) return place
  let [roomMm, stepMm] = [nearMm, ROOM_STEP_RADII * toolRadiusMm]
  while (roomMm < LARGEST_ROOM_RADII * toolRadiusMm && fits(roomMm + stepMm)) roomMm += stepMm
  for (let halving = 0; halving < ROOM_HALVINGS; halving += 1) {
    stepMm /= 2
    if (fits(roomMm + stepMm)) roomMm += stepMm
  }
  return { ...right(roomMm), headingRad }
}

const turned = (place: Heading): Heading => ({ ...place, headingRad: place.headingRad + Math.PI })

/** A straight piece round a corner of the wall may come this much nearer to it than its ends, mm. */
const CHORD_MM = 0.0005
/** Where a straight piece is asked for its walls, shares of it. */
const ASKED_SHARES = [0.25, 0.5, 0.75]
/** Halvings of a piece at the most: of the 0.1 R it has, the sagitta is then R/200 000. */
const MOST_HALVINGS = 4

/** Where a straight piece from a place to another is after a share of it. */
function between(from: Point2, to: Point2, share: number): Point2 {
  return {
    xMm: from.xMm + (to.xMm - from.xMm) * share,
    yMm: from.yMm + (to.yMm - from.yMm) * share,
  }
}

/**
 * A slot's line with places put between where the tool, going straight from one to the next along the middle
 * or along a wall, would cut a corner: round one that is left standing the tool's centre goes on a circle of
 * radius R, and pieces of s dip s²/8R into it (7.9 µm of a 12.7 mm tool at s = 0.1 R).
 */
function roundCorners(
  line: readonly Heading[],
  walls: LoopDistance,
  toolRadiusMm: number,
): readonly Heading[] {
  const beside = (place: Heading) => besideWall(place, walls, toolRadiusMm)
  const ways = [(place: Heading) => place, beside, (place: Heading) => beside(turned(place))]
  const cutsCorner = (from: Heading, to: Heading) =>
    ways.some((way) => {
      const [start, end] = [way(from), way(to)]
      const nearMm = Math.min(walls.at(start.xMm, start.yMm), walls.at(end.xMm, end.yMm))
      return ASKED_SHARES.some((share) => {
        const { xMm, yMm } = between(start, end, share)
        return walls.at(xMm, yMm) < nearMm - CHORD_MM
      })
    })
  const upTo = (from: Heading, to: Heading, halvings: number): readonly Heading[] => {
    if (halvings === 0 || !cutsCorner(from, to)) return [to]
    const lengthMm = Math.hypot(to.xMm - from.xMm, to.yMm - from.yMm)
    const headingRad = Math.atan2(
      Math.sin(from.headingRad) + Math.sin(to.headingRad),
      Math.cos(from.headingRad) + Math.cos(to.headingRad),
    )
    const at = onMiddle(walls, between(from, to, 0.5), headingRad + Math.PI / 2, 0.1 * lengthMm)
    const middle = { ...at, headingRad }
    return [...upTo(from, middle, halvings - 1), ...upTo(middle, to, halvings - 1)]
  }
  return line.flatMap((place, index) => {
    const before = line[index - 1]
    return before === undefined ? [place] : upTo(before, place, MOST_HALVINGS)
  })
}

/**
 * The way along both walls of a slot that is a little wider than the tool: along the right-hand wall to its
 * end and back along the other, from its start to its start. Empty when the slot fills the channel.
 */
export function slotWalls(
  { points }: SlotStroke,
  walls: LoopDistance,
  toolRadiusMm: number,
): readonly Heading[] {
  const sideways = (list: readonly Heading[]) =>
    list.map((place) => besideWall(place, walls, toolRadiusMm))
  const back = points.toReversed().map(turned)
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
  const points = roundCorners(end < 0 ? after : after.slice(0, end), walls, toolRadiusMm)
  const lengthMm = points.reduce((sum, point, index) => {
    const before = points[index - 1] ?? point
    return sum + Math.hypot(point.xMm - before.xMm, point.yMm - before.yMm)
  }, 0)
  return lengthMm < 0.1 * toolRadiusMm ? null : { kind: 'slot', points }
}
