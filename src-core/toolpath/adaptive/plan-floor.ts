import { signedDistanceGrid } from '../../geometry/distance-grid.ts'
import { loopAreaMm2, type Loop } from '../../geometry/flatten-path.ts'
import { LoopDistance } from '../../geometry/loop-distance.ts'
import { differenceOfLoops, openedLoops } from '../../geometry/polygon-kernel.ts'
import {
  carriedOn,
  LEAST_CIRCLE_RADII,
  LEAST_SHARE,
  middleLine,
  Trochoid,
  turnedRound,
} from './channel.ts'
import { ChannelWays, wayThroughChannel } from './channel-way.ts'
import { Clearing } from './clearing.ts'
import { EngagementField, fieldCellMm } from './engagement-field.ts'
import { finishWalls } from './finish-walk.ts'
import type { AdaptiveSettings } from './settings.ts'
import { slotStroke, slotWalls } from './slot.ts'
import { standingParts, type UncutReason } from './standing.ts'
import type { Stroke } from './stroke.ts'
import { type UnvisitedPlace, UnvisitedPlaces } from './unvisited.ts'

/** A floor planned in the plane. */
export interface FloorPlan {
  readonly strokes: readonly Stroke[]
  readonly uncut: readonly UncutReason[]
  /** What this tool cannot reach, for a smaller one: outer loops counterclockwise. */
  readonly rest: readonly Loop[]
  /** Stroke counts by how they came about. */
  readonly usedTrochoid: boolean
  readonly usedSlot: boolean
}

/** Told between steps; a throw from it ends the planning. */
export type TellProgress = (fraction: number) => void

/** Room for a helix at least this large, in tool radii. */
const LEAST_HELIX_RADII = 0.1
const LARGEST_HELIX_RADII = 0.75
/** Ends of a slot keep off the wall by this, mm: it pays for chords, arc fitting and rounding. */
const SLOT_GUARD_MM = 0.0015
/** Trochoids begin at most this far back on cleared ground, in tool radii. */
const BACK_RADII = 2.5
/** Slots from one place before it is given up. */
const MOST_SLOT_TRIES = 3
/** Rounds of entering, clearing and boring before what is left is given up. */
const MOST_ROUNDS = 400

/** Planning of one floor. */
class FloorPlanner {
  readonly clearing: Clearing
  usedTrochoid = false
  usedSlot = false
  private readonly settings: AdaptiveSettings
  private readonly field: EngagementField
  private readonly walls: LoopDistance
  private readonly loops: readonly Loop[]

  constructor(loops: readonly Loop[], settings: AdaptiveSettings) {
    const { toolRadiusMm } = settings
    const wall = signedDistanceGrid(loops, fieldCellMm(toolRadiusMm), 2.2 * toolRadiusMm)
    this.loops = loops
    this.settings = settings
    this.field = new EngagementField(wall, toolRadiusMm)
    this.clearing = new Clearing(this.field, settings)
    this.walls = new LoopDistance(loops, 2.5 * toolRadiusMm)
  }

  private helixRadiusMm(at: UnvisitedPlace): number {
    const { toolRadiusMm, leaveMm } = this.settings
    const roomMm = this.walls.at(at.xMm, at.yMm) - toolRadiusMm - Math.max(leaveMm, 0.003)
    return Math.min(roomMm, LARGEST_HELIX_RADII * toolRadiusMm)
  }

  /** Tells how far the roughing is: the length of the passes times their radial depth, of the whole area. */
  private tellingPasses(tell: TellProgress): () => void {
    const { targetRad, toolRadiusMm } = this.settings
    const areaMm2 = this.loops.reduce((sum, loop) => sum + loopAreaMm2(loop), 0)
    const depthMm = toolRadiusMm * (1 - Math.cos(targetRad))
    return () => {
      tell(0.8 * Math.min(1, (this.clearing.cutMm * depthMm) / areaMm2))
    }
  }

  /** Enters everywhere a helix fits, clears from there, and bores on where it is narrow. */
  rough(tell: TellProgress): void {
    const { toolRadiusMm, leaveMm } = this.settings
    const places = new UnvisitedPlaces(this.field, this.settings, leaveMm)
    const told = this.tellingPasses(tell)
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      told()
      const place = places.roomiest()
      told()
      if (place === null) return
      const radiusMm = this.helixRadiusMm(place)
      if (radiusMm < LEAST_HELIX_RADII * toolRadiusMm) {
        places.giveUp(place.node)
        continue
      }
      this.clearing.enterByHelix(place, radiusMm)
      this.clearing.clear(told)
      this.bore(places, told)
    }
  }

  /** Trochoids from cleared ground into every channel that leaves it, each followed by clearing. */
  private bore(places: UnvisitedPlaces, told: () => void): void {
    const { toolRadiusMm, leaveMm } = this.settings
    const least = LEAST_CIRCLE_RADII * 0.5 * toolRadiusMm
    const roomMm = (node: number) =>
      (this.field.wall.values[node] ?? -1) - toolRadiusMm - leaveMm - least * 0.5
    const isClear = (node: number) =>
      new Trochoid(this.clearing, this.walls).isClearAt(places.placeOf(node))
    const ways = new ChannelWays(places, { roomMm, isClear, backMm: BACK_RADII * toolRadiusMm })
    for (let turn = 0; turn < MOST_ROUNDS; turn += 1) {
      const way = ways.next()
      if (way === null) return
      const line = carriedOn(middleLine(way, this.walls, 0.1 * toolRadiusMm), this.walls, {
        stepMm: 0.1 * toolRadiusMm,
        needMm: (1 + LEAST_SHARE * LEAST_CIRCLE_RADII) * toolRadiusMm + leaveMm,
      })
      const reachedMm = new Trochoid(this.clearing, this.walls).run(line)
      if (reachedMm < 0.1 * toolRadiusMm) continue
      this.usedTrochoid = true
      this.clearing.clear(told)
      ways.reset()
    }
  }

  /** Slots what is just wide enough for the tool, full width, and says what is not. */
  slot(tell: () => void): void {
    const { toolRadiusMm } = this.settings
    const cellMm = this.field.wall.grid.cellMm
    const places = new UnvisitedPlaces(this.field, this.settings, -0.6 * cellMm)
    let [last, tries] = [-1, 0]
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      tell()
      const place = places.roomiest()
      if (place === null) return
      const roomMm = (node: number) =>
        (this.field.wall.values[node] ?? -1) - toolRadiusMm + 0.7 * cellMm
      const way = wayThroughChannel(places, place.node, roomMm)
      const middle = middleLine(way, this.walls, 0.1 * toolRadiusMm)
      const how = { stepMm: 0.1 * toolRadiusMm, needMm: toolRadiusMm + SLOT_GUARD_MM }
      const ahead = carriedOn(middle, this.walls, how)
      const line = turnedRound(carriedOn(turnedRound(ahead), this.walls, how))
      const stroke = slotStroke(line, this.walls, toolRadiusMm)
      if (stroke !== null) {
        this.usedSlot = true
        this.clearing.slot(stroke, slotWalls(stroke, this.walls, toolRadiusMm))
      }
      // round a ring the way from end to end may have gone the other way about: once more for the rest
      tries = place.node === last ? tries + 1 : 0
      last = place.node
      const isDone = !places.isUnvisited(place.node)
      if (stroke === null || (!isDone && tries >= MOST_SLOT_TRIES)) places.giveUp(place.node)
    }
  }

  finish(tell: TellProgress): void {
    finishWalls(this.clearing, this.loops, tell)
  }
}

/**
 * Plans the clearing of a pocket's floor so that no move engages more of the tool's edge than the limit: a
 * helix where there is most room, passes steered on the path-distance field and taken through the exact
 * gate, trochoids through channels too narrow for them, the walls' finish through the same gate, and slots
 * (full width, said so) where the tool just fits. `loops`: outer walls counterclockwise, islands clockwise.
 * Every part of the pocket gets a path or a reason.
 */
export function planFloor(
  loops: readonly Loop[],
  settings: AdaptiveSettings,
  tell: TellProgress = () => undefined,
): FloorPlan {
  const planner = new FloorPlanner(loops, settings)
  planner.rough(tell)
  tell(0.8)
  planner.finish((share) => {
    tell(0.8 + 0.15 * share)
  })
  planner.slot(() => {
    tell(0.95)
  })
  if (planner.usedSlot) {
    planner.finish((share) => {
      tell(0.95 + 0.05 * share)
    })
  }
  tell(1)
  const rest = differenceOfLoops(loops, openedLoops(loops, settings.toolRadiusMm))
  tell(1)
  const uncut = standingParts(loops, planner.clearing.field)
  tell(1)
  return {
    strokes: planner.clearing.strokes,
    uncut,
    rest: rest.filter((loop) => Math.abs(loopAreaMm2(loop)) > 1e-4),
    usedTrochoid: planner.usedTrochoid,
    usedSlot: planner.usedSlot,
  }
}
