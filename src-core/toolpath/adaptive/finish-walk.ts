import type { Loop } from '../../geometry/flatten-path.ts'
import { loopLengthMm } from '../../geometry/flatten-path.ts'
import { openedLoops, offsetLoops } from '../../geometry/polygon-kernel.ts'
import type { Point2 } from '../../geometry/point.ts'
import type { Clearing } from './clearing.ts'
import { FinishProgress } from './finish-progress.ts'
import type { Heading } from './steer.ts'

const DEG = Math.PI / 180
/** Cutting worth going back for, radians. */
const WORTH_RAD = 1 * DEG
/**
 * A place counts as clear to stand in when at most this much of the edge touches, radians: two slivers of
 * 3.4° show beside a cut kept as discs 0.12 R apart, 0.0005 R deep.
 */
const STANDING_RAD = 7 * DEG
/** Before the full loop only what engages more than this share of the limit is worth a pass of its own. */
const OPENING_SHARE = 0.6
/** Longest step along a contour, in tool radii. */
const STEP_RADII = 0.12
/** In sharper corners than this the chips are thinner than what steps of 0.12 R leave between them, in tool radii. */
const FINE_BELOW_RADII = 0.05
const FINE_STEP_RADII = 0.04
/** Runs over clear ground longer than this end a stretch, in tool radii. */
const IDLE_RADII = 0.6
/** How far the last pass runs on past its start so that no ridge stays, mm. */
const OVERLAP_MM = 0.8
/** The finish runs this far inside the wall, mm: it pays for chords, arc fitting and rounding. */
const WALL_GUARD_MM = 0.0015
/**
 * Corners of the centre's path are rounded by ever smaller radii, in tool radii. Between two of them the
 * ground at a corner of interior angle α is (ρ₁ − ρ₂)·(1/sin(α/2) − 1) thick and may be ρ₂·(1 − cos θ)
 * (both small): the sharper the corner, the closer the radii, down to this ratio.
 */
const CLOSEST_RATIO = 1.04
/** So much of the limit left after a walk says that the gate refused a place. */
const LEFT_SHARE = 0.7
const OPENING_RADII = [2, 1, 0.6, 0.4, 0.27, 0.18]
const FULL_LOOP_RADII = 0.25
/** Rounder than this no corner is asked to be, mm: chips there are as thin as the rounding of a program. */
const LEAST_CORNER_MM = 0.006
/** Thin chips answer strongly to rounding: the finish is held this much below the limit, radians (5°). */
const FINISH_MARGIN_RAD = 5 * DEG
/** A straight piece that looks further off the contour than this is asked for itself, radians (0.1°). */
const CHORD_RAD = 0.1 * DEG
/** Pieces of a lead's quarter circle at the least. */
const LEAD_PIECES = 12
/** Share of a step after which it counts as begun. */
const BEGUN = 0.04
/** Layers in which the leave is taken where the gate refused it at once, shares of it, and their corners' radii. */
const LAYER_SHARES = [1.5, 1, 0.75, 0.5, 0.25, 0]
const LAYER_RADII = [0.16, 0.06, 0.02]
const CORNER_RADII = [0.16, 0.105, 0.07, 0.046, 0.03, 0.02, 0.013, 0.0085, 0.0055, 0.0036]

/** A closed contour as places with headings, no further apart than a step. */
function placesAlong(loop: Loop, stepMm: number): Heading[] {
  return loop.flatMap((from, index) => {
    const to = loop[(index + 1) % loop.length] ?? from
    const lengthMm = Math.hypot(to.xMm - from.xMm, to.yMm - from.yMm)
    if (lengthMm < 1e-6) return []
    const headingRad = Math.atan2(to.yMm - from.yMm, to.xMm - from.xMm)
    const parts = Math.max(1, Math.ceil(lengthMm / stepMm))
    return Array.from({ length: parts }, (_, part) => ({
      xMm: from.xMm + ((to.xMm - from.xMm) * (part + 1)) / parts,
      yMm: from.yMm + ((to.yMm - from.yMm) * (part + 1)) / parts,
      headingRad,
    }))
  })
}

/** The contour begun in the middle of its longest straight, where a mark is least seen. */
function startedOnStraight(loop: Loop): Loop {
  let best = 0
  let longestMm = 0
  loop.forEach((from, index) => {
    const to = loop[(index + 1) % loop.length] ?? from
    const lengthMm = Math.hypot(to.xMm - from.xMm, to.yMm - from.yMm)
    if (lengthMm > longestMm + 1e-6) [best, longestMm] = [index, lengthMm]
  })
  const from = loop[best]
  const to = loop[(best + 1) % loop.length]
  if (from === undefined || to === undefined) return loop
  const middle = { xMm: (from.xMm + to.xMm) / 2, yMm: (from.yMm + to.yMm) / 2 }
  return [middle, ...loop.slice(best + 1), ...loop.slice(0, best + 1)]
}

/** What the finish is done in: radii of the corners, the loops round, and layers. */
const STAGES =
  OPENING_RADII.length + 1 + CORNER_RADII.length + LAYER_SHARES.length * LAYER_RADII.length

/** Walks contours through the gate. */
class FinishWalk {
  private readonly clearing: Clearing
  readonly progress: FinishProgress
  private readonly stepMm: number
  private readonly idleMm: number

  constructor(clearing: Clearing, progress: FinishProgress) {
    this.clearing = clearing
    this.progress = progress
    this.stepMm = STEP_RADII * clearing.settings.toolRadiusMm
    this.idleMm = IDLE_RADII * clearing.settings.toolRadiusMm
  }

  private exactRad({ xMm, yMm, headingRad }: Heading): number {
    this.progress.look()
    return this.clearing.field.exactRad(xMm, yMm, headingRad)
  }

  /**
   * Most engagement of a step: at its end, looking along the contour and along the straight piece that may be
   * written for it, and at its start once turned into its direction.
   */
  private stepRad(from: Heading, to: Heading): number {
    const chordRad = from === to ? to.headingRad : Math.atan2(to.yMm - from.yMm, to.xMm - from.xMm)
    const isChord = Math.abs(Math.sin(chordRad - to.headingRad)) > CHORD_RAD
    const alongRad = isChord ? this.exactRad({ ...to, headingRad: chordRad }) : 0
    const endRad = Math.max(alongRad, this.exactRad(to))
    const turnRad = to.headingRad - from.headingRad
    if (Math.sin(turnRad) >= 0) return endRad
    // just begun: where it begins the tool has cleared all there is
    const xMm = from.xMm + (to.xMm - from.xMm) * BEGUN
    const yMm = from.yMm + (to.yMm - from.yMm) * BEGUN
    return Math.max(endRad, this.exactRad({ xMm, yMm, headingRad: to.headingRad }))
  }

  private isClear({ xMm, yMm }: Point2): boolean {
    return this.clearing.field.isClearAt(xMm, yMm, STANDING_RAD)
  }

  private emit(
    kind: 'finish' | 'corner',
    points: readonly Heading[],
    approach: 'link' | 'retract' | 'continue',
  ): void {
    if (points.length < 2) return
    this.clearing.push({ kind, approach, points })
  }

  /** Engagement by the grid: fast, and enough to find where something stands. */
  private roughRad({ xMm, yMm, headingRad }: Heading): number {
    this.progress.look()
    const [cosine, sine] = [Math.cos(headingRad), Math.sin(headingRad)]
    return this.clearing.field.engagementRad(xMm, yMm, cosine, sine)
  }

  /**
   * Cuts what stands along a contour and engages more than `worthRad`, stretch by stretch, leaving out
   * what the gate refuses.
   */
  stretches(loop: Loop, worthRad: number, stepMm = this.stepMm): void {
    const places = placesAlong(loop, stepMm)
    const engaged = places.map((place) => this.roughRad(place))
    if (engaged.every((rad) => rad <= worthRad)) return
    const first = Math.max(
      0,
      engaged.findIndex((rad) => rad < WORTH_RAD),
    )
    const round = [...places.slice(first), ...places.slice(0, first + 1)]
    for (let index = 1; index < round.length;) {
      const lead = this.begins(round, index, worthRad) ? this.comeTo(round, index) : null
      index = lead === null ? index + 1 : this.stretch(round, index, lead)
    }
  }

  /** Most engagement along a contour by the grid, radians. */
  mostRad(loop: Loop): number {
    return placesAlong(loop, this.stepMm).reduce(
      (most, place) => Math.max(most, this.roughRad(place)),
      0,
    )
  }

  private begins(round: readonly Heading[], index: number, worthRad: number): boolean {
    const place = round[index] as Heading
    if (this.roughRad(place) <= worthRad) return false
    const engagedRad = this.exactRad(place)
    return (
      engagedRad > worthRad && engagedRad <= this.clearing.settings.limitRad - FINISH_MARGIN_RAD
    )
  }

  /**
   * The way to the place at an index: the places before it from the nearest clear one on, or a lead from
   * the cleared side; null when there is neither.
   */
  private comeTo(round: readonly Heading[], index: number): Heading[] | null {
    for (let start = index - 1; start >= 0 && start > index - 4; start -= 1) {
      if (this.isClear(round[start] as Heading)) return round.slice(start, index)
    }
    const place = round[index] as Heading
    const lead = this.fittingLead(place, 'in')
    return lead.length > 1 ? lead.slice(0, -1) : null
  }

  /** Cuts one stretch from the place at `index`; gives the index to go on at. */
  private stretch(round: readonly Heading[], index: number, lead: readonly Heading[]): number {
    const { field, settings } = this.clearing
    const start = lead[0] as Heading
    const approach = this.clearing.approachTo(start)
    const points: Heading[] = [start]
    const go = (place: Heading): number | null => {
      const at = points.at(-1) as Heading
      const engagedRad = this.stepRad(at, place)
      if (engagedRad > settings.limitRad - FINISH_MARGIN_RAD) return null
      field.cut(at.xMm, at.yMm, place.xMm, place.yMm)
      points.push(place)
      return engagedRad > WORTH_RAD ? 0 : Math.hypot(place.xMm - at.xMm, place.yMm - at.yMm)
    }
    const isThere = lead.slice(1).every((place) => go(place) !== null)
    let idleMm = 0
    let next = index
    for (; isThere && next < round.length && idleMm <= this.idleMm; next += 1) {
      const airMm = go(round[next] as Heading)
      if (airMm === null) break
      idleMm = airMm === 0 ? 0 : idleMm + airMm
    }
    this.emit('corner', points, approach)
    return Math.max(next, index + 1)
  }

  /** A quarter circle on the cleared side that meets (or, mirrored, leaves) the contour along it. */
  private lead(at: Heading, radiusMm: number, way: 'in' | 'out'): Heading[] {
    const sign = way === 'in' ? -1 : 1
    const centre = {
      xMm: at.xMm - Math.sin(at.headingRad) * radiusMm,
      yMm: at.yMm + Math.cos(at.headingRad) * radiusMm,
    }
    const count = Math.max(LEAD_PIECES, Math.ceil((Math.PI * radiusMm) / 2 / this.stepMm))
    const arc = Array.from({ length: count + 1 }, (_, index): Heading => {
      const turnRad = (sign * (Math.PI / 2) * index) / count
      const angleRad = at.headingRad - Math.PI / 2 + turnRad
      return {
        xMm: centre.xMm + radiusMm * Math.cos(angleRad),
        yMm: centre.yMm + radiusMm * Math.sin(angleRad),
        headingRad: at.headingRad + turnRad,
      }
    })
    return way === 'in' ? arc.reverse() : arc
  }

  /** The largest lead that fits on clear ground, or just the place itself. */
  private fittingLead(at: Heading, way: 'in' | 'out'): Heading[] {
    const { toolRadiusMm, limitRad } = this.clearing.settings
    const { wall } = this.clearing.field
    for (const share of [1, 0.5, 0.25]) {
      const lead = this.lead(at, share * toolRadiusMm, way)
      const fits = lead.every(
        (place, index) =>
          wall.read(place.xMm, place.yMm) >= toolRadiusMm - 1e-3 &&
          this.stepRad(lead[index - 1] ?? place, place) <= limitRad - FINISH_MARGIN_RAD,
      )
      const outer = way === 'in' ? lead[0] : lead.at(-1)
      if (fits && outer !== undefined && this.isClear(outer)) return lead
    }
    return [at]
  }

  /** Once round a contour with leads and overlap; what the gate refuses is gone over by `stretches`. */
  fullLoop(loop: Loop): void {
    const { field, settings } = this.clearing
    const started = startedOnStraight(loop)
    const places = placesAlong(started, this.stepMm)
    const first = places[0]
    const [origin] = started
    if (first === undefined || origin === undefined) return
    const begin: Heading = { ...origin, headingRad: first.headingRad }
    const overlap = places.slice(0, Math.ceil(OVERLAP_MM / this.stepMm))
    const leadIn = this.fittingLead(begin, 'in')
    const start = leadIn[0] as Heading
    if (!this.isClear(start)) return
    const approach = this.clearing.approachTo(start)
    const points: Heading[] = [start]
    let isWhole = true
    for (const place of [...leadIn.slice(1), ...places, ...overlap]) {
      const at = points.at(-1) as Heading
      if (Math.hypot(place.xMm - at.xMm, place.yMm - at.yMm) < 1e-6) continue
      if (this.stepRad(at, place) > settings.limitRad - FINISH_MARGIN_RAD) {
        isWhole = false
        break
      }
      field.cut(at.xMm, at.yMm, place.xMm, place.yMm)
      points.push(place)
    }
    const end = points.at(-1) as Heading
    if (isWhole && points.length > 2) points.push(...this.fittingLead(end, 'out').slice(1))
    this.emit('finish', points, approach)
    if (!isWhole) this.stretches(started, WORTH_RAD)
  }
}

/** Contours of one region of the tool's centre with its corners rounded. */
class RoundedContours {
  private readonly walk: FinishWalk
  private readonly region: readonly Loop[]
  private readonly clearing: Clearing

  constructor(walk: FinishWalk, clearing: Clearing, region: readonly Loop[]) {
    this.walk = walk
    this.clearing = clearing
    this.region = region
  }

  at(radii: number): readonly Loop[] {
    const { toolRadiusMm } = this.clearing.settings
    return openedLoops(this.region, radii * toolRadiusMm).filter(
      (loop) => loopLengthMm(loop) > 0.01 * toolRadiusMm,
    )
  }

  /** Cuts corners from one radius down to the next, with as many between them as the gate asks for. */
  narrow(fromRadii: number, toRadii: number, worthRad: number): void {
    const loops = this.at(toRadii)
    const limitRad = this.clearing.settings.limitRad - FINISH_MARGIN_RAD
    const mostRad = () => loops.reduce((most, loop) => Math.max(most, this.walk.mostRad(loop)), 0)
    const isDividable = fromRadii / toRadii > CLOSEST_RATIO
    if (!isDividable || mostRad() <= limitRad - DEG) {
      const stepRadii = toRadii < FINE_BELOW_RADII ? FINE_STEP_RADII : STEP_RADII
      const stepMm = stepRadii * this.clearing.settings.toolRadiusMm
      for (const loop of loops) this.walk.stretches(loop, worthRad, stepMm)
      // what the exact gate refused comes in two steps
      if (!isDividable || mostRad() <= Math.max(worthRad, LEFT_SHARE * limitRad)) return
    }
    const middle = Math.sqrt(fromRadii * toRadii)
    this.narrow(fromRadii, middle, worthRad)
    this.narrow(middle, toRadii, worthRad)
  }

  narrowThrough(fromRadii: number, radii: readonly number[], worthRad: number): void {
    const { progress } = this.walk
    let before = fromRadii
    const least = LEAST_CORNER_MM / this.clearing.settings.toolRadiusMm
    for (const wanted of radii) {
      const next = Math.max(least, wanted)
      if (next >= before) return
      this.narrow(before, next, worthRad)
      before = next
      progress.done()
    }
  }
}

/**
 * Finishes the walls of a floor that was roughed: opens its corners step by step, goes once round every
 * wall with tangential leads, and follows what corners are left with ever smaller radii down to R/50. Every
 * place passes the exact gate; what it refuses stays standing and is measured afterwards. `tell` hears how much of
 * it is done, 0 to 1, every few hundred looks, and may throw.
 */
export function finishWalls(
  clearing: Clearing,
  walls: readonly Loop[],
  tell: (share: number) => void,
): void {
  const { toolRadiusMm, leaveMm, limitRad } = clearing.settings
  const progress = new FinishProgress(STAGES, tell)
  const walk = new FinishWalk(clearing, progress)
  const contours = (extraMm: number) =>
    new RoundedContours(
      walk,
      clearing,
      offsetLoops(walls, -(toolRadiusMm + WALL_GUARD_MM + extraMm)),
    )
  contours(leaveMm).narrowThrough(4, OPENING_RADII, OPENING_SHARE * limitRad)
  const finished = contours(0)
  for (const loop of finished.at(FULL_LOOP_RADII)) walk.fullLoop(loop)
  progress.done()
  finished.narrowThrough(FULL_LOOP_RADII, CORNER_RADII, WORTH_RAD)
  // what was refused at once is taken in thinner layers
  for (const share of LAYER_SHARES) {
    for (const radii of LAYER_RADII) {
      for (const loop of contours(share * leaveMm).at(radii)) walk.stretches(loop, WORTH_RAD)
      progress.done()
    }
  }
}
