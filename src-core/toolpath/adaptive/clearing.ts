import type { Point2 } from '../../geometry/point.ts'
import { TURN_RAD } from '../../units/angle.ts'
import type { EngagementField } from './engagement-field.ts'
import { OldPath } from './old-path.ts'
import type { AdaptiveSettings } from './settings.ts'
import { type Heading, Steering } from './steer.ts'
import { type Approach, type SlotStroke, type Stroke, strokeEnds } from './stroke.ts'

/** A link may brush so much of what stands, radians (7°): slivers 0.0005 R deep beside a cut kept as discs. */
const LINK_TOLERANCE_RAD = (7 * Math.PI) / 180
/** Links keep off the walls by this, mm: less than a finish does, whose ends they join. */
const LINK_GUARD_MM = 0.0005
/** Longest way across cleared ground that beats a retract, in tool radii. */
const LONGEST_LINK_RADII = 15

/** A link asks for walls this often, in tool radii: round a corner it dips s²/8R between two places. */
const WALL_STEP_RADII = 0.03
/** And for what stands this often. */
const CLEAR_STEP_RADII = 0.25

/** True when a question is answered so at every place of a straight way, no further apart than a step. */
function everyAlong(
  from: Point2,
  to: Point2,
  stepMm: number,
  isSo: (place: Point2) => boolean,
): boolean {
  const parts = Math.ceil(Math.hypot(to.xMm - from.xMm, to.yMm - from.yMm) / stepMm)
  for (let part = 0; part <= parts; part += 1) {
    const share = part / parts
    const xMm = from.xMm + (to.xMm - from.xMm) * share
    const yMm = from.yMm + (to.yMm - from.yMm) * share
    if (!isSo({ xMm, yMm })) return false
  }
  return true
}

/** The work on one floor: what is cleared, and the strokes that did it. */
export class Clearing {
  readonly strokes: Stroke[] = []
  readonly field: EngagementField
  readonly settings: AdaptiveSettings
  private readonly steering: Steering
  private readonly oldPath: OldPath
  private at: Point2 | null = null
  private passesMm = 0

  constructor(field: EngagementField, settings: AdaptiveSettings) {
    this.field = field
    this.settings = settings
    this.steering = new Steering(field, settings)
    this.oldPath = new OldPath(field, this.steering, settings)
  }

  /** Lays down a stroke that starts where the tool can be brought as said. */
  push(stroke: Stroke): void {
    this.strokes.push(stroke)
    this.at = strokeEnds(stroke).to
  }

  /** How the tool comes from where it is to a place. */
  approachTo(to: Point2): Approach {
    const { at, field } = this
    if (at === null) return 'retract'
    const lengthMm = Math.hypot(to.xMm - at.xMm, to.yMm - at.yMm)
    if (lengthMm < 1e-6) return 'continue'
    const { toolRadiusMm, leaveMm } = this.settings
    if (lengthMm > LONGEST_LINK_RADII * toolRadiusMm) return 'retract'
    const leastMm = toolRadiusMm + Math.min(leaveMm, LINK_GUARD_MM)
    const isFree = ({ xMm, yMm }: Point2) => field.wall.read(xMm, yMm) >= leastMm
    const isClear = ({ xMm, yMm }: Point2) => field.isClearAt(xMm, yMm, LINK_TOLERANCE_RAD)
    const isLink =
      everyAlong(at, to, WALL_STEP_RADII * toolRadiusMm, isFree) &&
      everyAlong(at, to, CLEAR_STEP_RADII * toolRadiusMm, isClear)
    return isLink ? 'link' : 'retract'
  }

  /** Notes a circle of the tool's centre as old path, from which passes may begin. */
  addCircle(centre: Point2, radiusMm: number): void {
    const count = Math.max(16, Math.ceil((TURN_RAD * radiusMm) / this.settings.stepMm))
    const points = Array.from({ length: count + 1 }, (_, index): Heading => {
      const angleRad = (TURN_RAD * index) / count
      return {
        xMm: centre.xMm + radiusMm * Math.cos(angleRad),
        yMm: centre.yMm + radiusMm * Math.sin(angleRad),
        headingRad: angleRad + Math.PI / 2,
      }
    })
    points.slice(1).forEach((point, index) => {
      const before = points[index] as Heading
      this.field.cut(before.xMm, before.yMm, point.xMm, point.yMm)
    })
    this.oldPath.add(points)
  }

  /** Goes down in a helix at a place that has room for it. */
  enterByHelix(centre: Point2, radiusMm: number): void {
    this.push({ kind: 'helix', approach: 'retract', centre, radiusMm })
    const { xMm: x, yMm: y } = centre
    this.field.path.lowerToSegment(
      { x0: x, y0: y, x1: x, y1: y },
      radiusMm + this.settings.toolRadiusMm,
    )
    this.field.clearDisc(centre.xMm, centre.yMm, radiusMm + this.settings.toolRadiusMm)
    this.addCircle(centre, radiusMm)
  }

  /** Adds places to the old path, from which passes may begin; they were cut before. */
  remember(points: readonly Heading[]): void {
    this.oldPath.add(points)
  }

  /** Cuts a slot of full width, then along its walls. */
  slot(stroke: SlotStroke, sides: readonly Heading[]): void {
    this.push(stroke)
    this.cutAlong(stroke.points)
    const [first] = sides
    if (first === undefined) return
    this.push({ kind: 'finish', approach: 'retract', points: sides })
    this.cutAlong(sides)
  }

  private cutAlong(points: readonly Point2[]): void {
    points.forEach((point, index) => {
      const before = points[index - 1] ?? point
      this.field.cut(before.xMm, before.yMm, point.xMm, point.yMm)
    })
  }

  /** Length of the passes so far, mm. */
  get cutMm(): number {
    return this.passesMm
  }

  /** Runs passes from the nearest start until none is left; `tell` is called on the way and may throw. */
  clear(tell: () => void): void {
    for (;;) {
      const { at } = this
      const start = this.oldPath.nearestStart({
        xMm: at?.xMm ?? 0,
        yMm: at?.yMm ?? 0,
        headingRad: 0,
      })
      if (start === null) return
      const approach = this.approachTo(start)
      const beforeMm = this.passesMm
      const pass = this.steering.pass(start, (cutMm) => {
        this.passesMm = beforeMm + cutMm
        tell()
      })
      this.passesMm = beforeMm + pass.cutMm
      tell()
      if (pass.cutMm < 2 * this.settings.stepMm) this.oldPath.retire(start)
      if (pass.steps.length === 0) continue
      this.oldPath.add(pass.steps)
      this.push({ kind: 'cut', approach, points: [start, ...pass.steps] })
    }
  }
}
