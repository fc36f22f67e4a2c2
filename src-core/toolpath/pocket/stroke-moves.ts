import { fitArcs, fitToleranceMm } from '../../geometry/fit-arcs.ts'
import type { Point2, Point3 } from '../../geometry/point.ts'
import { type Feeds, RAPID_CLEARANCE_MM } from '../cutting-motion.ts'
import type { ArcMove, LineMove, MoveRole, RapidMove } from '../move.ts'
import {
  type CutStroke,
  type HelixStroke,
  type SlotStroke,
  type Stroke,
  strokeEnds,
} from '../adaptive/stroke.ts'

/** What a pocket is cut with. */
export type PocketMove = RapidMove | LineMove | ArcMove

/** How strokes become moves. */
export interface StrokeCut {
  readonly toolRadiusMm: number
  /** Depths of the passes below the top, shallowest first. */
  readonly passDepthsMm: readonly number[]
  readonly safeHeightMm: number
  /** Steepest way down, radians. */
  readonly rampRad: number
  readonly feeds: Feeds
}

/** Clearance over ground when a tool comes down over it, mm. */
const OVER_GROUND_MM = 0.5
/** Links longer than this many tool radii lift off the floor on the way. */
const LEVEL_LINK_RADII = 2
/** How far they lift, mm: the tool no longer rubs. */
const LINK_LIFT_MM = 0.2
/** Arc fitting may not move a finished wall more than this, mm. */
const FINISH_TOLERANCE_MM = 0.002
/**
 * Over a step of 0.12 R a fit also turns the direction, and the engagement with it: by a degree or two in the
 * rough at this share of the radius, by half of that on a wall, whatever the tool.
 */
const FIT_RADII = 0.002
const FINISH_FIT_RADII = 0.001
/** Chips in corners are hardly thicker than the rounding of a program: nothing is spent on fitting, mm. */
const CORNER_TOLERANCE_MM = 0.0004

/** Writes the strokes of one floor after another. */
class StrokeWriter {
  readonly moves: PocketMove[] = []
  private readonly cut: StrokeCut
  private at: Point3 | null = null

  constructor(cut: StrokeCut) {
    this.cut = cut
  }

  private add(move: PocketMove): void {
    this.moves.push(Object.freeze(move))
  }

  private line(to: Point3, role: MoveRole): void {
    const { feeds } = this.cut
    const feedMmPerMin = role === 'plunge' ? feeds.plungeMmPerMin : feeds.cutMmPerMin
    this.add({ kind: 'line', to, feedMmPerMin, role })
    this.at = to
  }

  retract(): void {
    this.add({ kind: 'rapid', to: { zMm: this.cut.safeHeightMm } })
    this.at = null
  }

  /** Over a place, and down through air to just above ground at `groundZMm`. */
  private comeDown(to: Point2, groundZMm: number): void {
    if (this.at !== null) this.retract()
    this.add({ kind: 'rapid', to: { xMm: to.xMm, yMm: to.yMm } })
    const highMm = Math.min(RAPID_CLEARANCE_MM, this.cut.safeHeightMm)
    this.add({ kind: 'rapid', to: { zMm: highMm } })
    this.at = { ...to, zMm: highMm }
    const overMm = groundZMm + OVER_GROUND_MM
    if (overMm < highMm) this.line({ xMm: to.xMm, yMm: to.yMm, zMm: overMm }, 'plunge')
  }

  /** Across clear ground, off the floor when it is far. */
  private link(to: Point2, floorZMm: number): void {
    const from = this.at
    if (from === null) throw new Error('a link starts where the tool is')
    const lengthMm = Math.hypot(to.xMm - from.xMm, to.yMm - from.yMm)
    if (lengthMm > LEVEL_LINK_RADII * this.cut.toolRadiusMm) {
      for (const share of [0.2, 0.8]) {
        const xMm = from.xMm + (to.xMm - from.xMm) * share
        const yMm = from.yMm + (to.yMm - from.yMm) * share
        this.line({ xMm, yMm, zMm: floorZMm + LINK_LIFT_MM }, 'link')
      }
    }
    this.line({ xMm: to.xMm, yMm: to.yMm, zMm: floorZMm }, 'link')
  }

  /** Down in half turns, no steeper than the ramp and half a diameter a turn, then once round level. */
  private helix(stroke: HelixStroke, fromZMm: number, floorZMm: number): void {
    const { radiusMm } = stroke
    // the planner's centre knows more than a move may keep
    const centre = { xMm: stroke.centre.xMm, yMm: stroke.centre.yMm }
    const { rampRad, toolRadiusMm, feeds } = this.cut
    const pitchMm = Math.min(2 * Math.PI * radiusMm * Math.tan(rampRad), toolRadiusMm)
    const dropMm = fromZMm - floorZMm
    const halves = 2 * Math.max(1, Math.ceil(dropMm / pitchMm - 1e-9))
    const slopeRad = Math.atan(dropMm / (halves * Math.PI * radiusMm))
    const rampFeed = Math.min(0.8 * feeds.cutMmPerMin, feeds.plungeMmPerMin / Math.sin(slopeRad))
    for (let half = 1; half <= halves + 2; half += 1) {
      const side = half % 2 === 0 ? radiusMm : -radiusMm
      const zMm = half >= halves ? floorZMm : fromZMm - (dropMm * half) / halves
      const to = { xMm: centre.xMm + side, yMm: centre.yMm, zMm }
      const role = half > halves ? 'cut' : 'ramp'
      const feedMmPerMin = half > halves ? feeds.cutMmPerMin : rampFeed
      this.add({ kind: 'arc', to, centre, rotation: 'counterclockwise', feedMmPerMin, role })
      this.at = to
    }
  }

  private toleranceMm({ kind, fitMm: mostMm = Infinity }: CutStroke): number {
    const { toolRadiusMm } = this.cut
    const fitMm = Math.min(mostMm, fitToleranceMm(toolRadiusMm), FIT_RADII * toolRadiusMm)
    if (kind === 'cut') return fitMm
    if (kind === 'corner') return Math.min(CORNER_TOLERANCE_MM, fitMm)
    return Math.min(FINISH_TOLERANCE_MM, FINISH_FIT_RADII * toolRadiusMm, fitMm)
  }

  private pieces(stroke: CutStroke, floorZMm: number): void {
    const { points, kind } = stroke
    const { feeds } = this.cut
    const role = kind === 'cut' ? 'cut' : 'finish'
    const toleranceMm = this.toleranceMm(stroke)
    for (const segment of fitArcs(points, toleranceMm)) {
      const to = { xMm: segment.to.xMm, yMm: segment.to.yMm, zMm: floorZMm }
      if (segment.kind === 'line') this.line(to, role)
      else {
        const { centre, rotation } = segment
        const feedMmPerMin = feeds.cutMmPerMin
        this.add({ kind: 'arc', to, centre, rotation, feedMmPerMin, role })
        this.at = to
      }
    }
  }

  /** Down a ramp along a slot, back and forth, in passes no deeper than half the tool; level at last. */
  private slot({ points }: SlotStroke, groundZMm: number, floorZMm: number): void {
    const { toolRadiusMm, rampRad, feeds } = this.cut
    const first = points[0]
    if (first === undefined) return
    this.comeDown(first, groundZMm)
    const lengthMm = points.reduce((sum, point, index) => {
      const before = points[index - 1] ?? point
      return sum + Math.hypot(point.xMm - before.xMm, point.yMm - before.yMm)
    }, 0)
    const perRunMm = Math.min(lengthMm * Math.tan(rampRad), toolRadiusMm)
    const fromZMm = groundZMm + OVER_GROUND_MM
    const runs = Math.max(1, Math.ceil((fromZMm - floorZMm) / perRunMm - 1e-9))
    let way = points
    for (let run = 1; run <= runs + 1; run += 1) {
      const zAt = (share: number) =>
        run > runs ? floorZMm : fromZMm - ((fromZMm - floorZMm) * (run - 1 + share)) / runs
      let runMm = 0
      for (const [index, point] of way.entries()) {
        const before = way[index - 1]
        if (before === undefined) continue
        runMm += Math.hypot(point.xMm - before.xMm, point.yMm - before.yMm)
        const to = { xMm: point.xMm, yMm: point.yMm, zMm: zAt(runMm / lengthMm) }
        const feedMmPerMin = (run > runs ? 1 : 0.6) * feeds.cutMmPerMin
        this.add({ kind: 'line', to, feedMmPerMin, role: run > runs ? 'cut' : 'ramp' })
        this.at = to
      }
      way = way.toReversed()
    }
  }

  /** One stroke on the floor at `floorZMm`, when the ground stands at `groundZMm`. */
  stroke(stroke: Stroke, groundZMm: number, floorZMm: number): void {
    const { from } = strokeEnds(stroke)
    if (stroke.kind === 'helix') {
      this.comeDown(from, groundZMm)
      this.helix(stroke, groundZMm + OVER_GROUND_MM, floorZMm)
      return
    }
    if (stroke.kind === 'slot') {
      this.slot(stroke, groundZMm, floorZMm)
      return
    }
    if (stroke.approach === 'retract' || this.at === null) {
      this.comeDown(from, groundZMm)
      this.line({ xMm: from.xMm, yMm: from.yMm, zMm: floorZMm }, 'plunge')
    } else if (stroke.approach === 'link') this.link(from, floorZMm)
    this.pieces(stroke, floorZMm)
  }
}

/**
 * The moves of strokes planned in the plane, at every depth in turn, arcs fitted: within min(5 µm, R/500)
 * in the rough and min(2 µm, R/1000) on a finished wall. The tool must be at the safe height before, and is there after.
 */
export function strokeMoves(strokes: readonly Stroke[], cut: StrokeCut): readonly PocketMove[] {
  const writer = new StrokeWriter(cut)
  let groundZMm = 0
  for (const depthMm of cut.passDepthsMm) {
    for (const stroke of strokes) writer.stroke(stroke, groundZMm, -depthMm)
    writer.retract()
    groundZMm = -depthMm
  }
  return writer.moves
}
