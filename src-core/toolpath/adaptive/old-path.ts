import type { EngagementField } from './engagement-field.ts'
import type { AdaptiveSettings } from './settings.ts'
import type { Heading, Steering } from './steer.ts'

const DEG = Math.PI / 180
/** Less than this beside the old path is nothing to start on, radians. */
const WORTH_RAD = 2 * DEG

/** No pass can begin there yet, one can, or none ever will. */
const WAITING = 0
const ALIVE = 1
const DEAD = 2

/** A point of the old path from which a pass may begin. */
export interface PassStart extends Heading {
  readonly point: number
  readonly isReversed: boolean
}

/**
 * The points of the path so far, and from which of them a new pass can begin: a step to the right of the
 * path, in its direction or against it, where the tool would cut a little and not too much. Answers are
 * kept until something near is cut, so that all questions together grow with the path and not with its
 * square.
 */
export class OldPath {
  private readonly field: EngagementField
  private readonly steering: Steering
  private readonly settings: AdaptiveSettings
  /** Sideways step of the probe, mm: 0.12 of the radial depth of a straight cut. */
  private readonly probeMm: number
  private readonly xs: number[] = []
  private readonly ys: number[] = []
  private readonly headings: number[] = []
  /** 1 where a pass begins: its start joins nothing before. */
  private readonly breaks: number[] = []
  private readonly lives: readonly [number[], number[]] = [[], []]
  private readonly stamps: readonly [number[], number[]] = [[], []]
  /** Points that are not dead, in the order of the path. */
  private readonly living: [number[], number[]] = [[], []]

  constructor(field: EngagementField, steering: Steering, settings: AdaptiveSettings) {
    this.field = field
    this.steering = steering
    this.settings = settings
    this.probeMm = 0.12 * settings.toolRadiusMm * (1 - Math.cos(settings.targetRad))
  }

  /** Adds a stretch of path. */
  add(points: readonly Heading[]): void {
    points.forEach(({ xMm, yMm, headingRad }, index) => {
      this.xs.push(xMm)
      this.ys.push(yMm)
      this.headings.push(headingRad)
      this.breaks.push(index === 0 ? 1 : 0)
      for (const side of [0, 1] as const) {
        this.lives[side].push(WAITING)
        this.stamps[side].push(-1)
        this.living[side].push(this.xs.length - 1)
      }
    })
  }

  /** Never begins there again: what began there came to nothing. */
  retire(start: PassStart): void {
    this.lives[start.isReversed ? 1 : 0][start.point] = DEAD
  }

  private probe(point: number, isReversed: boolean): number {
    const headingRad = (this.headings[point] as number) + (isReversed ? Math.PI : 0)
    const cosine = Math.cos(headingRad)
    const sine = Math.sin(headingRad)
    for (const share of [1, 0.4]) {
      const xMm = (this.xs[point] as number) + sine * this.probeMm * share
      const yMm = (this.ys[point] as number) - cosine * this.probeMm * share
      if (!this.steering.isInside(xMm, yMm)) continue
      const engagementRad = this.field.engagementRad(xMm, yMm, cosine, sine)
      if (engagementRad < WORTH_RAD) return DEAD
      if (engagementRad <= this.settings.targetRad) return ALIVE
      if (share === 0.4) return WAITING
    }
    return DEAD
  }

  private isAlive(point: number, side: 0 | 1): boolean {
    const lives = this.lives[side]
    if (lives[point] === DEAD) return false
    const stamps = this.stamps[side]
    const asked = stamps[point] as number
    const [xMm, yMm] = [this.xs[point] as number, this.ys[point] as number]
    if (asked < 0 || this.field.changedNear(xMm, yMm, asked)) {
      lives[point] = this.probe(point, side === 1)
      stamps[point] = this.field.stamp
    }
    return lives[point] === ALIVE
  }

  /** The head (upstream end) of the nearest stretch that is alive; null when none is. */
  nearestStart(from: Heading): PassStart | null {
    const along = this.nearestHead(from, 0)
    const against = this.nearestHead(from, 1)
    const isReversed = against.squared < along.squared
    const { point } = isReversed ? against : along
    if (point < 0) return null
    return {
      xMm: this.xs[point] as number,
      yMm: this.ys[point] as number,
      headingRad: (this.headings[point] as number) + (isReversed ? Math.PI : 0),
      point,
      isReversed,
    }
  }

  /** The nearest head of the stretches run along (0) or against (1) the path; point −1 when none is. */
  private nearestHead(from: Heading, side: 0 | 1): { point: number; squared: number } {
    const nearest = { point: -1, squared: Infinity }
    const lives = this.lives[side]
    const living = this.living[side]
    const count = living.length
    const step = side === 0 ? 1 : -1
    let before = -1
    let dead = 0
    for (let turn = 0; turn < count; turn += 1) {
      const point = living[side === 0 ? turn : count - 1 - turn] as number
      const alive = this.isAlive(point, side)
      if (lives[point] === DEAD) dead += 1
      if (!alive) continue
      const isHead = before !== point - step || this.breaks[point + side] === 1
      before = point
      if (!isHead) continue
      const dx = (this.xs[point] as number) - from.xMm
      const dy = (this.ys[point] as number) - from.yMm
      const squared = dx * dx + dy * dy
      if (squared < nearest.squared) Object.assign(nearest, { point, squared })
    }
    if (dead > count / 4) this.living[side] = living.filter((point) => lives[point] !== DEAD)
    return nearest
  }
}
