import type { Machine } from '../../library/machine.schema.ts'
import { motionLengthMm } from '../block-motion.ts'
import type { Motion } from '../machine-event.ts'
import { type AxisValues, type Plane, planeAxes } from '../modal-state.ts'
import type { PlainStep } from '../plain-course.ts'
import { wordValue } from '../words.ts'
import type { Report, Watch, WatchedBlock } from './watch.ts'

/** Blocks a second an 8-bit GRBL controller keeps up with when they come one after another (measured). */
const BLOCKS_PER_SECOND = 200
/** Short blocks in a row that empty a 15-block planner twice over. */
const DENSE_RUN = 30
/** Ends closer than this that do not coincide were meant to coincide, or to be a hair apart, mm. */
const NEARLY_CLOSED_MM = 0.01
const HALF_TURN_SLACK_RAD = 0.002

/** Distance between two places seen along a plane's perpendicular, mm. */
function gapInPlaneMm(from: AxisValues, to: AxisValues, plane: Plane): number {
  const [first, second] = planeAxes(plane)
  return Math.hypot((to[first] ?? 0) - (from[first] ?? 0), (to[second] ?? 0) - (from[second] ?? 0))
}

/** A straight feed motion shorter than F/(60·200), the way made in the time one block takes. */
function isDense(lengthMm: number | null, feedMmPerMin: number | null): boolean {
  if (lengthMm === null || feedMmPerMin === null) return false
  return lengthMm > 0 && lengthMm < feedMmPerMin / (60 * BLOCKS_PER_SECOND)
}

/** Watches single motions: arcs that cannot be or nearly close, dense segments, rates past the machine. */
export class MotionWatch implements Watch {
  private readonly report: Report
  private readonly machine: Machine | undefined
  private readonly said = new Set<string>()
  private denseRun = 0
  private denseRunFrom = 0
  private denseBlocks = 0
  private denseFrom = 0

  constructor(report: Report, machine: Machine | undefined) {
    this.report = report
    this.machine = machine
  }

  take({ block, events }: WatchedBlock): void {
    for (const event of events) {
      if (event.kind === 'motion') {
        this.motion(event)
        if (event.arc !== null && wordValue(block, 'R') !== undefined) this.halfTurn(event)
      } else if (event.kind === 'spindle' && event.direction !== 'off') {
        this.speed(event.line, event.speedRpm)
      }
    }
  }

  step({ line, isRapid, lengthMm, feedMmPerMin }: PlainStep): void {
    if (isRapid) return
    this.density(line, isDense(lengthMm, feedMmPerMin))
    this.feed(line, feedMmPerMin)
  }

  private once(finding: Parameters<Report>[0]): void {
    if (this.said.has(finding[2])) return
    this.said.add(finding[2])
    this.report(finding)
  }

  private motion(motion: Motion): void {
    if (motion.motion === 'rapid') return
    if (motion.motion === 'arc') this.arc(motion)
    const { line, feedMmPerMin } = motion
    this.density(line, isDense(motion.arc === null ? motionLengthMm(motion) : null, feedMmPerMin))
    this.feed(line, feedMmPerMin)
  }

  private arc({ line, arc, from, to }: Motion): void {
    if (arc === null) {
      const sentence =
        'the arc starts where the program has not said, so its radius cannot be checked'
      this.report([line, 'unsafe', 'arc-from-unknown', sentence])
      return
    }
    const { sweepRad, startRadiusMm } = arc.path
    if (!Number.isFinite(startRadiusMm)) return
    const gapMm = gapInPlaneMm(from, to, arc.plane)
    if (gapMm === 0 || gapMm > NEARLY_CLOSED_MM || sweepRad < 6) return
    const sentence = `the arc's ends are ${gapMm.toFixed(4)} mm apart, yet it turns all the way round at radius ${startRadiusMm.toFixed(3)} mm`
    this.report([line, 'unsafe', 'nearly-closed-arc', sentence])
  }

  /** A half turn by R has its radius at exactly half its chord: rounding decides whether it is taken. */
  private halfTurn({ line, arc }: Motion): void {
    if (arc === null || Math.abs(arc.path.sweepRad - Math.PI) > HALF_TURN_SLACK_RAD) return
    const sentence =
      'a half turn by R: rounding inside the controller decides whether it is refused (error 34); give I and J'
    this.report([line, 'unsafe', 'half-turn-by-radius', sentence])
  }

  /** A planner that empties again and again makes the machine stutter and leaves marks. */
  private density(line: number, dense: boolean): void {
    if (dense && this.denseRun === 0) this.denseRunFrom = line
    this.denseRun = dense ? this.denseRun + 1 : 0
    if (this.denseRun > DENSE_RUN) this.denseBlocks += 1
    if (this.denseRun !== DENSE_RUN) return
    if (this.denseBlocks === 0) this.denseFrom = this.denseRunFrom
    this.denseBlocks += DENSE_RUN
  }

  private feed(line: number, feedMmPerMin: number | null): void {
    const rates = this.machine?.maxRateMmPerMin
    if (rates === undefined || feedMmPerMin === null) return
    const limit = Math.hypot(rates.x, rates.y)
    if (feedMmPerMin <= limit) return
    const sentence = `F ${feedMmPerMin.toFixed(0)} mm/min is more than the machine can do (${limit.toFixed(0)}): it will go slower`
    this.once([line, 'note', 'feed-above-machine', sentence])
  }

  private speed(line: number, speedRpm: number): void {
    const spindle = this.machine?.spindle
    if (spindle === undefined || speedRpm === 0) return
    if (speedRpm >= spindle.minRpm && speedRpm <= spindle.maxRpm) return
    const range = `${String(spindle.minRpm)} to ${String(spindle.maxRpm)}`
    const sentence = `S ${String(speedRpm)} rpm is outside the machine's ${range} rpm: it will turn at the nearer end`
    this.once([line, 'note', 'speed-outside-machine', sentence])
  }

  finish(): void {
    if (this.denseBlocks === 0) return
    const sentence = `from here on ${String(this.denseBlocks)} segments are too short for their feed (over ${String(BLOCKS_PER_SECOND)} a second): the machine will stutter; use arcs or a coarser tolerance`
    this.report([this.denseFrom, 'note', 'dense-segments', sentence])
  }
}
