import type { Machine } from '../../library/machine.schema.ts'
import type { MachineEvent, Motion } from '../machine-event.ts'
import type { PlainStep } from '../plain-course.ts'
import { IN_WOOD_Z_MM, type Report, type Watch, type WatchedBlock } from './watch.ts'

/** Z among the axes of a plain move. */
const Z_BIT = 4
/** A dwell may be short of the wanted time by its rounding, s. */
const DWELL_SLACK_SECONDS = 0.01

/** Watches that the spindle turns, fast enough and long enough, whenever the tool is in the wood. */
export class SpindleWatch implements Watch {
  private readonly report: Report
  private readonly spinUpSeconds: number | null
  private spinning = false
  private speedRpm = 0
  private dwelledSeconds = 0
  /** Rules already reported since the spindle was last switched. */
  private said = new Set<string>()
  private zMm: number | null = null
  /** The tool was cutting and has not been raised to a known height or by the machine since. */
  private inWood = false
  /** The last Z motion went to machine coordinates or a stored position: surely up. */
  private raisedByMachine = false

  constructor(report: Report, machine: Machine | undefined) {
    this.report = report
    this.spinUpSeconds = machine?.spindle.spinUpSeconds ?? null
  }

  take({ events }: WatchedBlock): void {
    for (const event of events) this.event(event)
  }

  step({ line, isRapid, axes, fromMm, toMm }: PlainStep): void {
    const toZMm = toMm[2] ?? NaN
    const known = !Number.isNaN(toZMm)
    const cuts = !isRapid && this.isInWood(fromMm[2] ?? NaN, toZMm)
    if (cuts) this.cut(line)
    this.zMm = known ? toZMm : null
    if (known) this.inWood = toZMm < IN_WOOD_Z_MM
    else this.inWood ||= cuts
    if ((axes & Z_BIT) !== 0) this.raisedByMachine = false
  }

  private event(event: MachineEvent): void {
    if (event.kind === 'spindle') this.spindle(event)
    else if (event.kind === 'dwell') this.dwelledSeconds += event.seconds
    else if (event.kind === 'motion') this.motion(event)
    else if (event.kind === 'end' && this.spinning) {
      this.stopped(event.line)
      this.spinning = false
    }
  }

  private once(line: number, rule: string, sentence: string): void {
    if (this.said.has(rule)) return
    this.said.add(rule)
    this.report([line, 'unsafe', rule, sentence])
  }

  private spindle({
    line,
    direction,
    speedRpm,
  }: MachineEvent & { readonly kind: 'spindle' }): void {
    const on = direction !== 'off'
    if (on !== this.spinning) {
      this.said = new Set()
      this.dwelledSeconds = 0
      if (!on) this.stopped(line)
    }
    this.spinning = on
    this.speedRpm = speedRpm
    if (direction !== 'counterclockwise') return
    this.once(
      line,
      'spindle-backwards',
      'M4 turns the spindle backwards: a router bit rubs instead of cutting',
    )
  }

  private stopped(line: number): void {
    if (!this.inWood) return
    const where = this.zMm === null ? 'at an unknown height' : `at Z ${this.zMm.toFixed(3)}`
    const sentence = `the spindle stops ${where}, before the tool is raised out of the wood`
    this.report([line, 'unsafe', 'spindle-off-before-retract', sentence])
  }

  private motion(motion: Motion): void {
    const cuts = motion.motion !== 'rapid' && motion.motion !== 'probe' && this.reachesWood(motion)
    if (cuts) this.cut(motion.line)
    const { to, reference, axes } = motion
    const byMachine = axes.includes('Z') && reference !== 'work'
    this.zMm = to.Z
    if (to.Z !== null) this.inWood = to.Z < IN_WOOD_Z_MM
    else if (byMachine) this.inWood = false
    else this.inWood ||= cuts
    if (axes.includes('Z')) this.raisedByMachine = byMachine
  }

  /** Below the top surface at either end, or at a height nobody knows. */
  private reachesWood({ from, to }: Motion): boolean {
    return this.isInWood(from.Z ?? NaN, to.Z ?? NaN)
  }

  /** The same of two heights, NaN where nobody knows. */
  private isInWood(fromZMm: number, toZMm: number): boolean {
    const knownFrom = !Number.isNaN(fromZMm)
    const knownTo = !Number.isNaN(toZMm)
    if (!knownFrom && !knownTo) return !this.raisedByMachine
    return Math.min(knownFrom ? fromZMm : 0, knownTo ? toZMm : 0) < IN_WOOD_Z_MM
  }

  private cut(line: number): void {
    if (!this.spinning) {
      this.once(line, 'cut-with-spindle-off', 'cuts with the spindle off')
      return
    }
    if (this.speedRpm === 0) {
      this.once(line, 'spindle-speed-zero', 'cuts with the spindle speed S at 0: it does not turn')
    }
    const needed = this.spinUpSeconds ?? 0
    const waited = this.dwelledSeconds
    if (waited > 0 && waited >= needed - DWELL_SLACK_SECONDS) return
    if (this.said.has('no-spin-up')) return
    const need = this.spinUpSeconds === null ? '' : `, this machine needs ${String(needed)} s`
    const sentence = `cuts ${String(waited)} s (G4) after the spindle was started${need}: it may not be up to speed`
    this.once(line, 'no-spin-up', sentence)
  }
}
