import { eachAxis, lengthOf, type Triple } from './axes.ts'
import { junctionSpeedSquared } from './junction-speed.ts'
import type { MotionLimits } from './motion-limits.ts'
import { type DoneMotion, doneMotion, type PlannedBlock } from './planned-block.ts'
import type { ProgrammedSpindle } from './programmed-spindle.ts'
import { profileOf, type Phase } from './speed-profile.ts'
import { busiestStepsPerMm, limitAlong, stepsOf } from './steps.ts'

/**
 * Motion is handed to the steppers in pieces of 10 ms from its start on, five of them ahead: measured
 * on the firmware, its slowing begins 40 to 50 ms after a hold, where the fifth piece ends.
 */
const PIECE_MS = 10
const PIECES_AHEAD = 5

/** No motion is planned slower: 1 mm/min, in mm/s. */
const SLOWEST = 1 / 60
/** Nor run slower than its 16-bit timer can count, eight ticks to a step: so many steps of its busiest axis, 1/s. */
const SLOWEST_STEPS = 16_000_000 / 65_535 / 8

/** One straight motion as the parser hands it on. */
export interface StraightMotion {
  /** Machine coordinates, mm. */
  readonly targetMm: Triple
  readonly rapid: boolean
  /** mm/min, or 1/min in inverse time. */
  readonly feed: number
  readonly inverseTime: boolean
  /** Jogs and probing are not sped up or slowed by the feed override. */
  readonly fixedFeed?: boolean
  /** Set when the motion begins; as it is when not given. */
  readonly spindle?: ProgrammedSpindle
}

/**
 * The look-ahead planner and the motion it drives: straight blocks joined at the speed the corners
 * allow (junction deviation, see Jeon, "Improving Grbl: cornering algorithm", 2011), each run as a
 * trapezoid, always able to stop within what is queued.
 */
export class MotionPlanner {
  readonly #capacity: number
  #limits: MotionLimits
  #blocks: PlannedBlock[] = []
  /** Number of the line whose motions are being queued; what it counts is the caller's. */
  lineNumber = 0
  /** Steps that all finished blocks took, by axis, whichever way they went. */
  takenSteps: Triple = [0, 0, 0]
  /** Where the last queued block ends. */
  #queuedSteps: Triple
  /** Where the machine stands between blocks. */
  #restSteps: Triple
  /** Hears of every motion that begins, or goes on after a hold. */
  onBegin: (spindle: ProgrammedSpindle) => void = () => undefined
  /** Hears of every motion that is over; one that a hold interrupts is told once, when it is. */
  onDone: (motion: DoneMotion) => void = () => undefined
  #lastUnit: Triple | null = null
  #lastSpeed = 0
  #doneMm = 0
  #speed = 0
  #phases: readonly Phase[] = []
  #nowMs = 0
  #running = false
  #startedMs = 0
  #holding = false
  /** When an asked-for slowing begins. */
  #holdFromMs = Number.POSITIVE_INFINITY
  #feedPercent = 100
  #rapidPercent = 100

  /** Room for `capacity` blocks. */
  constructor(limits: MotionLimits, atSteps: Triple, capacity: number) {
    this.#limits = limits
    this.#capacity = capacity
    this.#queuedSteps = atSteps
    this.#restSteps = atSteps
  }

  get blockCount(): number {
    return this.#blocks.length
  }

  get isFull(): boolean {
    return this.#blocks.length >= this.#capacity
  }

  get isMoving(): boolean {
    return this.#running
  }

  /** Number of the line whose motion runs or was held in the middle; null when none is queued. */
  get runningLine(): number | null {
    return this.#blocks[0]?.lineNumber ?? null
  }

  /** Spindle of the motion that runs or was held; null when none is queued or it has none. */
  get runningSpindle(): ProgrammedSpindle | null {
    return this.#blocks[0]?.spindle ?? null
  }

  /** Speed now over the programmed one; 0 at a stand. */
  get shareOfProgrammedSpeed(): number {
    const block = this.#blocks[0]
    return block === undefined ? 0 : this.feedMmPerMin / 60 / block.speed
  }

  /** Speed now, mm/min. */
  get feedMmPerMin(): number {
    return this.#running ? this.#stateAt(this.#nowMs).speed * 60 : 0
  }

  setLimits(limits: MotionLimits): void {
    this.#limits = limits
  }

  setOverrides(feedPercent: number, rapidPercent: number): void {
    this.#settleAtNow()
    this.#feedPercent = feedPercent
    this.#rapidPercent = rapidPercent
    this.#replan()
  }

  /** Sets the position of a machine at rest, after homing or a supply dip. */
  place(steps: Triple): void {
    this.clear()
    this.#queuedSteps = steps
    this.#restSteps = steps
  }

  /** Queues a motion; false when it is shorter than a step. Throws when the queue is full. */
  plan(request: StraightMotion): boolean {
    if (this.isFull) throw new Error('virtual planner: planned into a full queue')
    const toSteps = stepsOf(request.targetMm, this.#limits.stepsPerMm)
    const deltaMm = eachAxis(
      (axis) => (toSteps[axis] - this.#queuedSteps[axis]) / this.#limits.stepsPerMm[axis],
    )
    const lengthMm = lengthOf(deltaMm)
    if (lengthMm === 0) return false
    const unit = eachAxis((axis) => deltaMm[axis] / lengthMm)
    const fastest = limitAlong(unit, this.#limits.maxRate)
    const perMin = request.inverseTime ? request.feed * lengthMm : request.feed
    const speed = request.rapid ? fastest : Math.max(perMin / 60, SLOWEST)
    this.#settleAtNow()
    this.#blocks.push({
      lineNumber: this.lineNumber,
      fromSteps: this.#queuedSteps,
      toSteps,
      unit,
      lengthMm,
      acceleration: limitAlong(unit, this.#limits.acceleration),
      rapid: request.rapid,
      fixedFeed: request.fixedFeed ?? false,
      spindle: request.spindle ?? null,
      slowest: SLOWEST_STEPS / busiestStepsPerMm(unit, this.#limits.stepsPerMm),
      speed,
      fastest,
      junctionSquared: this.#junctionSquared(unit, Math.min(speed, fastest)),
      entrySquared: 0,
    })
    this.#queuedSteps = toSteps
    this.#lastUnit = unit
    this.#lastSpeed = Math.min(speed, fastest)
    this.#replan()
    return true
  }

  /** Lets the queue run. */
  start(): void {
    if (this.#blocks.length === 0) return
    if (!this.#running) this.#startedMs = this.#nowMs
    this.#running = true
    this.#letGo()
    this.#replan()
    this.#begin()
  }

  #begin(): void {
    const spindle = this.#blocks[0]?.spindle ?? null
    if (spindle !== null) this.onBegin(spindle)
  }

  /** Slows to a stand along the path; `advance` tells when it is reached. */
  hold(): void {
    const pieces = Math.floor((this.#nowMs - this.#startedMs) / PIECE_MS) + PIECES_AHEAD
    this.#holdFromMs = Math.min(this.#holdFromMs, this.#startedMs + pieces * PIECE_MS)
  }

  /** Forgets the queue where the machine stands; in motion the steppers just stop. */
  clear(): void {
    const steps = this.positionSteps()
    const cut = this.#blocks[0]
    if (cut !== undefined && steps.some((step, axis) => step !== cut.fromSteps[axis])) {
      this.onDone(doneMotion(cut, steps))
    }
    this.#blocks = []
    this.#phases = []
    this.#running = false
    this.#letGo()
    this.#speed = 0
    this.#doneMm = 0
    this.#lastUnit = null
    this.#restSteps = steps
    this.#queuedSteps = steps
  }

  /** When the present block or the slowing ends, or a slowing begins. */
  nextMs(): number {
    if (!this.#running) return Number.POSITIVE_INFINITY
    return Math.min(this.#endMs(), this.#holdFromMs)
  }

  #endMs(): number {
    return this.#nowMs + this.#phases.reduce((sum, phase) => sum + phase.seconds, 0) * 1000
  }

  #letGo(): void {
    this.#holding = false
    this.#holdFromMs = Number.POSITIVE_INFINITY
  }

  /** Moves time on to `atMs`, not past `nextMs`; true when the machine came to rest there. */
  advance(atMs: number): boolean {
    if (!this.#running) {
      this.#nowMs = atMs
      return false
    }
    const ends = atMs >= this.#endMs() - 1e-9
    if (!ends) {
      this.#settleAt(atMs)
      if (atMs >= this.#holdFromMs) {
        this.#holdFromMs = Number.POSITIVE_INFINITY
        this.#holding = true
        this.#replan()
      }
      return false
    }
    return this.#endStretch(atMs)
  }

  #endStretch(atMs: number): boolean {
    const last = this.#stateAt(Number.POSITIVE_INFINITY)
    this.#nowMs = atMs
    this.#speed = last.speed
    this.#doneMm = last.doneMm
    const block = this.#blocks[0]
    if (block === undefined) throw new Error('virtual planner: running without a block')
    if (this.#holding && last.doneMm < block.lengthMm - 1e-9) return this.#rest()
    this.#blocks.shift()
    this.#restSteps = block.toSteps
    this.onDone(doneMotion(block, block.toSteps))
    this.takenSteps = eachAxis(
      (axis) => this.takenSteps[axis] + Math.abs(block.toSteps[axis] - block.fromSteps[axis]),
    )
    this.#doneMm = 0
    if (this.#blocks.length === 0 || (this.#holding && this.#speed <= 0)) return this.#rest()
    this.#replan()
    this.#begin()
    return false
  }

  positionSteps(): Triple {
    const block = this.#blocks[0]
    if (block === undefined) return this.#restSteps
    const done = this.#running ? this.#stateAt(this.#nowMs).doneMm : this.#doneMm
    const share = Math.min(1, done / block.lengthMm)
    return eachAxis((axis) =>
      Math.round(block.fromSteps[axis] + (block.toSteps[axis] - block.fromSteps[axis]) * share),
    )
  }

  #rest(): boolean {
    this.#running = false
    this.#letGo()
    this.#speed = 0
    this.#phases = []
    if (this.#blocks.length === 0) this.#lastUnit = null
    return true
  }

  #stateAt(atMs: number): { readonly speed: number; readonly doneMm: number } {
    let left = (atMs - this.#nowMs) / 1000
    let speed = this.#speed
    let doneMm = this.#doneMm
    for (const phase of this.#phases) {
      const seconds = Math.min(left, phase.seconds)
      doneMm += speed * seconds + (phase.acceleration * seconds * seconds) / 2
      speed += phase.acceleration * seconds
      left -= seconds
      if (left <= 0) break
    }
    return { speed: Math.max(0, speed), doneMm }
  }

  #settleAtNow(): void {
    // Time is kept by `advance`; the state at its last turn is the present one.
    if (this.#running) this.#settleAt(this.#nowMs)
  }

  #settleAt(atMs: number): void {
    const { speed, doneMm } = this.#stateAt(atMs)
    this.#nowMs = atMs
    this.#speed = speed
    this.#doneMm = doneMm
    this.#shape()
  }

  #nominal(block: PlannedBlock): number {
    const percent = block.rapid ? this.#rapidPercent : block.fixedFeed ? 100 : this.#feedPercent
    const speed = Math.max((block.speed * percent) / 100, SLOWEST)
    return Math.max(Math.min(speed, block.fastest), block.slowest)
  }

  #junctionSquared(unit: Triple, speed: number): number {
    const before = this.#lastUnit
    if (before === null || this.#blocks.length === 0) return 0
    return junctionSpeedSquared(before, unit, Math.min(speed, this.#lastSpeed), this.#limits)
  }

  /** Backwards so that everything queued can stop, forwards so that nothing asks for more than it gets. */
  #replan(): void {
    let exitSquared = 0
    for (let index = this.#blocks.length - 1; index > 0; index -= 1) {
      const block = this.#blocks[index]
      const before = this.#blocks[index - 1]
      if (block === undefined || before === undefined) break
      const cap = Math.min(
        block.junctionSquared,
        this.#nominal(block) ** 2,
        this.#nominal(before) ** 2,
      )
      block.entrySquared = Math.min(cap, exitSquared + 2 * block.acceleration * block.lengthMm)
      exitSquared = block.entrySquared
    }
    let reached = this.#speed ** 2
    for (const [index, block] of this.#blocks.entries()) {
      if (index > 0) block.entrySquared = Math.min(block.entrySquared, reached)
      const from = index === 0 ? this.#speed ** 2 : block.entrySquared
      const length = block.lengthMm - (index === 0 ? this.#doneMm : 0)
      reached = from + 2 * block.acceleration * length
    }
    this.#shape()
  }

  #shape(): void {
    const block = this.#blocks[0]
    if (!this.#running || block === undefined) return
    this.#phases = profileOf({
      speed: this.#speed,
      lengthMm: block.lengthMm - this.#doneMm,
      nominal: this.#nominal(block),
      exit: Math.sqrt(this.#blocks[1]?.entrySquared ?? 0),
      acceleration: block.acceleration,
      stop: this.#holding,
    })
  }
}
