import type { EngagementField } from './engagement-field.ts'
import type { AdaptiveSettings } from './settings.ts'

/** Where a pass stands and looks. */
export interface Heading {
  readonly xMm: number
  readonly yMm: number
  readonly headingRad: number
}

/** One step that could be taken. */
interface Step extends Heading {
  readonly cosine: number
  readonly sine: number
  readonly turnRad: number
  readonly engagementRad: number
}

/** A pass: the places after its start, and how far it cut. */
export interface Pass {
  readonly steps: readonly Heading[]
  readonly cutMm: number
}

const DEG = Math.PI / 180
/** Close enough to the target to stop searching, radians. */
const NEAR_RAD = 0.9 * DEG
/** Fewer touching degrees than this cut air, radians. */
const AIR_RAD = 0.5 * DEG
const TRIES = 6
/** Where a step is asked between its ends: a cusp of what stands can come and go within it. */
const BETWEEN = [0.5, 0.25]
const LATE = 0.75
/** What rises steeply at a step's end may be more by this share of the last rise once it is rounded. */
const RISE_SHARE = 0.12
/** A step just begun: where it begins the tool has cleared all there is. */
const BEGUN = 0.04
/** Left turns above this much a step come nearer to what was cut than the text and its judges resolve. */
const GENTLE_TURN_RAD = 0.24
/** The sharpest of them is held so much further below the limit, radians. */
const SHARP_MARGIN_RAD = 2 * DEG
/** A pass longer than this has lost its way. */
const LONGEST_PASS_STEPS = 200_000
/** How far a pass is, is told after so many steps. */
const TOLD_EVERY_STEPS = 16

/**
 * Steers one pass after another: each step is turned until the engagement is the target's (left is less,
 * right is more, the material lies on the right), kept off the walls, and taken only when the exact
 * engagement half way and at its end stays within the limit.
 */
export class Steering {
  private readonly field: EngagementField
  private readonly settings: AdaptiveSettings
  /** Furthest turn to the left (away from the material) and right in one step, radians. */
  private readonly mostLeftRad: number
  private readonly mostRightRad: number

  constructor(field: EngagementField, settings: AdaptiveSettings) {
    this.field = field
    this.settings = settings
    this.mostLeftRad = settings.stepMm / (0.25 * settings.toolRadiusMm)
    this.mostRightRad = settings.stepMm / (0.8 * settings.toolRadiusMm)
  }

  /** True when the tool at a place leaves the wall its stock. */
  isInside(xMm: number, yMm: number): boolean {
    return this.field.wall.read(xMm, yMm) >= this.settings.toolRadiusMm + this.settings.leaveMm
  }

  private step(from: Heading, turnRad: number): Step {
    const headingRad = from.headingRad + turnRad
    const cosine = Math.cos(headingRad)
    const sine = Math.sin(headingRad)
    const xMm = from.xMm + cosine * this.settings.stepMm
    const yMm = from.yMm + sine * this.settings.stepMm
    const engagementRad = this.field.engagementRad(xMm, yMm, cosine, sine)
    return { xMm, yMm, headingRad, cosine, sine, turnRad, engagementRad }
  }

  /** Searches between a step that is engaged too much (right) and one too little (left). */
  private between(from: Heading, right: Step, left: Step): Step {
    const { targetRad } = this.settings
    let [tooMuch, tooLittle] = [right, left]
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const share =
        (tooMuch.engagementRad - targetRad) / (tooMuch.engagementRad - tooLittle.engagementRad)
      const weight = Math.min(0.85, Math.max(0.15, share))
      const tried = this.step(
        from,
        tooMuch.turnRad + (tooLittle.turnRad - tooMuch.turnRad) * weight,
      )
      if (Math.abs(tried.engagementRad - targetRad) < NEAR_RAD) return tried
      if (tried.engagementRad > targetRad) tooMuch = tried
      else tooLittle = tried
    }
    return tooLittle
  }

  /** The step nearest to the target within the limits of turning. */
  private aimed(from: Heading, guessRad: number): Step {
    const { targetRad } = this.settings
    const guess = Math.min(this.mostLeftRad, Math.max(-this.mostRightRad, guessRad))
    const first = this.step(from, guess)
    if (Math.abs(first.engagementRad - targetRad) <= NEAR_RAD) return first
    if (first.engagementRad > targetRad) {
      const left = this.step(from, this.mostLeftRad)
      return left.engagementRad < targetRad ? this.between(from, first, left) : left
    }
    const right = this.step(from, -this.mostRightRad)
    return right.engagementRad > targetRad ? this.between(from, right, first) : right
  }

  /** The same step, turned left in degrees until it lies within the wall; null when none does. */
  private withinWall(from: Heading, step: Step): Step | null {
    if (this.isInside(step.xMm, step.yMm)) return step
    for (let turn = step.turnRad + DEG; turn <= this.mostLeftRad + 1e-9; turn += DEG) {
      const headingRad = from.headingRad + turn
      const xMm = from.xMm + Math.cos(headingRad) * this.settings.stepMm
      const yMm = from.yMm + Math.sin(headingRad) * this.settings.stepMm
      if (this.isInside(xMm, yMm)) return this.step(from, turn)
    }
    return null
  }

  /**
   * Exact engagement at a step's end and on its way within the limit; after a turn to the right also at its
   * start, looking along the step and along the tangent of the arc that will be fitted through it.
   */
  private isAllowed(from: Heading, step: Step): boolean {
    const { headingRad, turnRad } = step
    const sharp = Math.min(1, Math.max(0, (turnRad - GENTLE_TURN_RAD) / GENTLE_TURN_RAD))
    const limitRad = this.settings.limitRad - sharp * SHARP_MARGIN_RAD
    if (step.engagementRad > limitRad + 2 * DEG) return false
    const at = (share: number, rad: number) => {
      const xMm = from.xMm + (step.xMm - from.xMm) * share
      const yMm = from.yMm + (step.yMm - from.yMm) * share
      return this.field.exactRad(xMm, yMm, rad)
    }
    // an arc fitted through right turns looks half a turn further right where a step ends
    const endRad = at(1, headingRad + Math.min(0, turnRad) / 2)
    if (endRad > limitRad) return false
    const lateRad = at(LATE, headingRad)
    if (lateRad > limitRad || endRad + RISE_SHARE * (endRad - lateRad) > limitRad) return false
    if (!BETWEEN.every((share) => at(share, headingRad) <= limitRad)) return false
    if (turnRad >= 0) return true
    return at(BEGUN, headingRad) <= limitRad && at(BEGUN, headingRad - turnRad / 2) <= limitRad
  }

  private next(from: Heading, guessRad: number): Step | null {
    const step = this.withinWall(from, this.aimed(from, guessRad))
    if (step === null) return null
    if (this.isAllowed(from, step)) return step
    // the grid erred at a cusp: once more with half of the left turn that remains
    const retry = this.step(from, (step.turnRad + this.mostLeftRad) / 2)
    const allowed = this.isInside(retry.xMm, retry.yMm) && this.isAllowed(from, retry)
    return allowed ? retry : null
  }

  /**
   * Cuts from a place on the old path until nothing is left, the wall or the limit forbids more. `tell` hears on
   * the way how much is cut so far, mm, and may throw: the first pass of a large pocket takes seconds.
   */
  pass(start: Heading, tell: (cutMm: number) => void): Pass {
    const { stepMm, toolRadiusMm } = this.settings
    const steps: Heading[] = []
    let at = start
    let guessRad = 0
    let idleMm = 0
    let cutMm = 0
    while (steps.length < LONGEST_PASS_STEPS) {
      const step = this.next(at, guessRad)
      if (step === null) break
      if (step.engagementRad < AIR_RAD) {
        idleMm += stepMm
        if (idleMm > (cutMm > 0 ? 0.5 : 1.5) * toolRadiusMm) break
      } else {
        idleMm = 0
        cutMm += stepMm
      }
      this.field.cut(at.xMm, at.yMm, step.xMm, step.yMm)
      guessRad = step.turnRad
      at = { xMm: step.xMm, yMm: step.yMm, headingRad: step.headingRad }
      steps.push(at)
      if (steps.length % TOLD_EVERY_STEPS === 0) tell(cutMm)
    }
    return { steps, cutMm }
  }
}
