import type { LoopDistance } from '../../geometry/loop-distance.ts'
import { type Point2, polarPoint } from '../../geometry/point.ts'
import { TURN_RAD } from '../../units/angle.ts'
import type { Clearing } from './clearing.ts'
import type { Heading } from './steer.ts'

/**
 * Step of a trochoid in a channel that leaves the centre a circle of radius ρ: the concave formula
 * s = ρ + R − √(ρ² + R² + 2ρR·cos θ), mm. θ is planned 3° below the limit, for the crescent is not concentric.
 */
export function trochoidStepMm(circleMm: number, toolRadiusMm: number, angleRad: number): number {
  const [p, r] = [circleMm, toolRadiusMm]
  return p + r - Math.sqrt(p * p + r * r + 2 * p * r * Math.cos(angleRad))
}

/** Circles smaller than this are no trochoid but a slot, in tool radii (a channel of 1.15 D). */
export const LEAST_CIRCLE_RADII = 0.15
/** At the end of a channel they may become this much smaller still. */
export const LEAST_SHARE = 0.6
/** Larger ones would leave a core standing. */
const LARGEST_CIRCLE_RADII = 0.9
const HALVINGS = 6
/** Arc fitting may move a circle by this share of its radius: more would turn its direction too far. */
const FIT_SHARE = 0.008
/** Where a first circle may begin, beside its rear, radians. */
const STARTS_RAD = [0, 0.5, -0.5, 1, -1, 1.5, -1.5]
/** A place counts as clear to come down on when at most this much of the edge touches, radians (7°). */
const CLEAR_RAD = (7 * Math.PI) / 180
/** Engagement by the grid this much below the limit needs no exact answer, radians (15°). */
const CLEARLY_RAD = Math.PI / 12
/** Small circles turn fast between two samples: they are held this much below the limit, radians (4°). */
const CIRCLE_MARGIN_RAD = Math.PI / 45
/** The smallest by so much more, radians (3°): from a quarter of the tool's radius down to a tenth. */
const LEAST_CIRCLE_MARGIN_RAD = Math.PI / 60

/** How far below the limit a circle is held, radians. */
function circleMarginRad(circleMm: number, toolRadiusMm: number): number {
  const share = (0.25 - circleMm / toolRadiusMm) / 0.15
  return CIRCLE_MARGIN_RAD + LEAST_CIRCLE_MARGIN_RAD * Math.min(1, Math.max(0, share))
}
/** Walls are kept by this much, mm, like in a finish. */
const WALL_GUARD_MM = 0.002

/** Where the middle of a channel lies beside a point of its way: furthest from the walls across it. */
export function onMiddle(
  walls: LoopDistance,
  at: Point2,
  acrossRad: number,
  reachMm: number,
): Point2 {
  const [cosine, sine] = [Math.cos(acrossRad), Math.sin(acrossRad)]
  const place = (off: number) => ({ xMm: at.xMm + cosine * off, yMm: at.yMm + sine * off })
  let [low, high] = [-reachMm, reachMm]
  for (let round = 0; round < 40; round += 1) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3]
    const [atA, atB] = [place(a), place(b)]
    if (walls.at(atA.xMm, atA.yMm) < walls.at(atB.xMm, atB.yMm)) low = a
    else high = b
  }
  return place((low + high) / 2)
}

/** Points of a way no further apart than `stepMm`, each brought to the middle of the channel. */
export function middleLine(
  way: readonly Point2[],
  walls: LoopDistance,
  stepMm: number,
): readonly Heading[] {
  const line: Heading[] = []
  let sinceMm = Infinity
  way.forEach((point, index) => {
    const before = way[Math.max(0, index - 6)] ?? point
    const after = way[Math.min(way.length - 1, index + 6)] ?? point
    const previous = way[index - 1]
    if (previous !== undefined) {
      sinceMm += Math.hypot(point.xMm - previous.xMm, point.yMm - previous.yMm)
    }
    if (sinceMm < stepMm && index < way.length - 1) return
    sinceMm = 0
    const headingRad = Math.atan2(after.yMm - before.yMm, after.xMm - before.xMm)
    const middle = onMiddle(walls, point, headingRad + Math.PI / 2, stepMm)
    line.push({ ...middle, headingRad })
  })
  return line
}

/** The last places of a line wander off to the wall: they do not tell where the channel goes. */
const WANDERING_PLACES = 4
/** How far a line is carried on at the most, in steps. */
const MOST_ON_STEPS = 60

/**
 * The line carried on straight beyond its last place for as long as the tool's centre has `needMm` of room
 * from the wall: the nodes of a field end a cell or so short of the end of a channel.
 */
export function carriedOn(
  line: readonly Heading[],
  walls: LoopDistance,
  how: { readonly stepMm: number; readonly needMm: number },
): readonly Heading[] {
  const kept = line.length > 2 * WANDERING_PLACES ? line.slice(0, -WANDERING_PLACES) : line
  const last = kept.at(-1)
  const before = kept.at(-1 - WANDERING_PLACES) ?? kept[0]
  if (last === undefined || before === undefined || before === last) return line
  const headingRad = Math.atan2(last.yMm - before.yMm, last.xMm - before.xMm)
  const [cosine, sine] = [Math.cos(headingRad), Math.sin(headingRad)]
  const on: Heading[] = []
  let [doneMm, stepMm] = [0, how.stepMm]
  for (let step = 0; step < MOST_ON_STEPS && stepMm > how.stepMm / 64; step += 1) {
    const alongMm = doneMm + stepMm
    const ahead = { xMm: last.xMm + cosine * alongMm, yMm: last.yMm + sine * alongMm }
    const at = onMiddle(walls, ahead, headingRad + Math.PI / 2, 0.2 * how.stepMm)
    if (walls.at(at.xMm, at.yMm) >= how.needMm) {
      on.push({ ...at, headingRad })
      doneMm = alongMm
    } else stepMm /= 2
  }
  return [...kept, ...on]
}

/** The line run the other way. */
export function turnedRound(line: readonly Heading[]): readonly Heading[] {
  return line.map((place) => ({ ...place, headingRad: place.headingRad + Math.PI })).reverse()
}

/** Bores through a narrow channel in circles, each a small step further than the one before. */
export class Trochoid {
  private readonly clearing: Clearing
  private readonly walls: LoopDistance
  private readonly points: Heading[] = []

  constructor(clearing: Clearing, walls: LoopDistance) {
    this.clearing = clearing
    this.walls = walls
  }

  private circleMm(at: Point2): number {
    const { toolRadiusMm, leaveMm } = this.clearing.settings
    const roomMm = this.walls.at(at.xMm, at.yMm) - toolRadiusMm - Math.max(leaveMm, WALL_GUARD_MM)
    return Math.min(roomMm, LARGEST_CIRCLE_RADII * toolRadiusMm)
  }

  /** Once round a centre from the rear (or so far on), counterclockwise: the uncut wood lies on the right. */
  private circle(at: Heading, radiusMm: number, startRad = Math.PI): Heading[] {
    const count = Math.max(40, Math.ceil((TURN_RAD * radiusMm) / this.clearing.settings.stepMm))
    return Array.from({ length: count + 1 }, (_, index) => {
      const angleRad = at.headingRad + startRad + (TURN_RAD * index) / count
      return {
        xMm: at.xMm + radiusMm * Math.cos(angleRad),
        yMm: at.yMm + radiusMm * Math.sin(angleRad),
        headingRad: angleRad + Math.PI / 2,
      }
    })
  }

  /** True when the whole circle about a place runs on cleared ground. */
  isClearAt(at: Point2): boolean {
    const radiusMm = this.circleMm(at)
    const { field } = this.clearing
    return (
      radiusMm > 0 &&
      Array.from({ length: 8 }).every((_, index) => {
        const { xMm, yMm } = polarPoint(at, radiusMm, (index * TURN_RAD) / 8)
        return field.isClearAt(xMm, yMm, CLEAR_RAD)
      })
    )
  }

  private isAllowed(circle: readonly Heading[], circleMm: number): boolean {
    const { field, settings } = this.clearing
    const limitRad = settings.limitRad - circleMarginRad(circleMm, settings.toolRadiusMm)
    return circle.every((place) => {
      // the grid errs by a few degrees at the most here: far below the limit it is enough
      if (this.roughRad(place) < limitRad - CLEARLY_RAD) return true
      return field.exactRad(place.xMm, place.yMm, place.headingRad) <= limitRad
    })
  }

  private roughRad({ xMm, yMm, headingRad }: Heading): number {
    const [cosine, sine] = [Math.cos(headingRad), Math.sin(headingRad)]
    return this.clearing.field.engagementRad(xMm, yMm, cosine, sine)
  }

  private take(circle: readonly Heading[]): void {
    const { field } = this.clearing
    for (const place of circle) {
      const before = this.points.at(-1)
      if (before !== undefined) {
        const isAir = this.roughRad(place) === 0 && this.roughRad(before) === 0
        if (isAir) field.goOver(before.xMm, before.yMm, place.xMm, place.yMm)
        else field.cut(before.xMm, before.yMm, place.xMm, place.yMm)
      }
      this.points.push(place)
    }
  }

  /**
   * Goes along the middle of a channel from cleared ground; gives how far it came, mm. Ends where the
   * circle grows too small or the gate refuses the smallest step.
   */
  run(line: readonly Heading[]): number {
    const { settings } = this.clearing
    let reachedMm = 0
    let aheadMm = 0
    for (const [index, target] of line.entries()) {
      const from = line[index - 1] ?? target
      const legMm = Math.hypot(target.xMm - from.xMm, target.yMm - from.yMm)
      while (aheadMm <= legMm) {
        const share = legMm > 0 ? aheadMm / legMm : 1
        const centre: Heading = {
          xMm: from.xMm + (target.xMm - from.xMm) * share,
          yMm: from.yMm + (target.yMm - from.yMm) * share,
          headingRad: target.headingRad,
        }
        const steppedMm = this.step(centre)
        if (steppedMm === null) return this.finish(reachedMm)
        reachedMm += steppedMm
        aheadMm += steppedMm
        if (steppedMm < 1e-3 * settings.toolRadiusMm) return this.finish(reachedMm)
        if (legMm === 0) break
      }
      aheadMm = Math.max(0, aheadMm - legMm)
    }
    return this.finish(reachedMm)
  }

  private lastCentre: Heading | null = null
  /** Smallest circle so far, mm. */
  private leastMm = Infinity

  /** Cuts the circle about a centre, or one as far on the way to it as the gate lets; gives the next step. */
  private step(centre: Heading): number | null {
    const { toolRadiusMm, targetRad } = this.clearing.settings
    let target = centre
    for (let halving = 0; halving <= HALVINGS; halving += 1) {
      const radiusMm = this.circleMm(target)
      if (radiusMm < LEAST_CIRCLE_RADII * toolRadiusMm * LEAST_SHARE) return null
      const circle = this.circle(target, radiusMm, this.startRad)
      if (this.isAllowed(circle, radiusMm)) {
        if (this.points.length === 0 && !this.begin(target, radiusMm)) return null
        this.take(this.points.length === 0 ? this.circle(target, radiusMm, this.startRad) : circle)
        this.lastCentre = target
        this.leastMm = Math.min(this.leastMm, radiusMm)
        if (halving > 0) return this.step(centre)
        const marginRad = circleMarginRad(radiusMm, toolRadiusMm)
        return trochoidStepMm(radiusMm, toolRadiusMm, targetRad - marginRad)
      }
      const last = this.lastCentre
      if (last === null) return null
      target = {
        xMm: (last.xMm + target.xMm) / 2,
        yMm: (last.yMm + target.yMm) / 2,
        headingRad: target.headingRad,
      }
    }
    return null
  }

  private approach: 'link' | 'retract' | 'continue' = 'retract'

  /** Where on its circle the tool begins and ends each turn, from the heading, radians. */
  private startRad = Math.PI

  /** Finds a place of the first circle where the tool can come down on clear ground; false when there is none. */
  private begin(centre: Heading, radiusMm: number): boolean {
    for (const offRad of STARTS_RAD) {
      const [start] = this.circle(centre, radiusMm, Math.PI + offRad)
      if (start === undefined) return false
      if (!this.clearing.field.isClearAt(start.xMm, start.yMm, CLEAR_RAD)) continue
      this.startRad = Math.PI + offRad
      this.approach = this.clearing.approachTo(start)
      return true
    }
    return false
  }

  private finish(reachedMm: number): number {
    if (this.points.length > 1) {
      this.clearing.push({
        kind: 'cut',
        approach: this.approach,
        points: [...this.points],
        fitMm: FIT_SHARE * this.leastMm,
      })
      this.clearing.remember(this.points)
    }
    return reachedMm
  }
}
