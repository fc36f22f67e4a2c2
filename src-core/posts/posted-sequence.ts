import type { MachineEvent, Motion } from '../gcode/machine-event.ts'
import type { Machine } from '../library/machine.schema.ts'
import type { VerificationFailure } from './verification.ts'

/** Height above which the tool is out of the wood, mm: the top surface. */
const TOP_Z_MM = 0

/** Watches the order of a posted program's events. */
class SequenceWatch {
  readonly failures: VerificationFailure[] = []
  private moved = false
  private zMm: number | null = null
  private spinning = false
  private dwelledSeconds = 0
  private ended = false
  private readonly spinUpSeconds: number

  constructor(spinUpSeconds: number) {
    this.spinUpSeconds = spinUpSeconds
  }

  private fail(line: number, sentence: string): void {
    this.failures.push({ line, sentence })
  }

  take(event: MachineEvent): void {
    if (this.ended) this.fail(event.line, 'stands after the end of the program')
    switch (event.kind) {
      case 'motion':
        this.motion(event)
        return
      case 'spindle':
        this.spindle(event)
        return
      case 'dwell':
        this.dwelledSeconds += event.seconds
        return
      case 'end':
        this.programEnd(event.line)
        return
      case 'coolant':
      case 'tool':
      case 'pause':
      case 'offset':
        this.fail(event.line, `holds a ${event.kind} command that was not planned`)
    }
  }

  private programEnd(line: number): void {
    this.ended = true
    if (this.spinning) this.fail(line, 'the program ends with the spindle on')
  }

  private motion(motion: Motion): void {
    const { line, to } = motion
    if (!this.moved) {
      this.moved = true
      const up =
        motion.motion === 'rapid' && motion.axes === 'Z' && to.Z !== null && to.Z > TOP_Z_MM
      if (!up) this.fail(line, 'the first motion is not Z alone, up above the top surface')
    }
    if (motion.motion === 'rapid') this.rapid(motion)
    else this.cut(line)
    this.zMm = to.Z
  }

  private rapid({ line, axes, to }: Motion): void {
    if (this.zMm === null || to.Z === null) return
    if (to.Z < this.zMm && to.Z < TOP_Z_MM) this.fail(line, `rapid down to Z ${String(to.Z)}`)
    if (axes !== 'Z' && Math.min(this.zMm, to.Z) < TOP_Z_MM) {
      this.fail(line, `rapid sideways at Z ${String(this.zMm)}`)
    }
  }

  private cut(line: number): void {
    if (!this.spinning) this.fail(line, 'feed motion with the spindle off')
    else if (this.dwelledSeconds < this.spinUpSeconds - 0.01) {
      const seconds = `${String(this.dwelledSeconds)} s after the spindle started`
      this.fail(line, `feed motion ${seconds}, it needs ${String(this.spinUpSeconds)} s`)
    }
  }

  private spindle(event: MachineEvent & { readonly kind: 'spindle' }): void {
    const { line, direction } = event
    if (direction === 'counterclockwise') this.fail(line, 'the spindle turns backwards (M4)')
    if (direction === 'off') {
      const raised = this.zMm !== null && this.zMm > TOP_Z_MM
      if (!raised) this.fail(line, `the spindle stops at Z ${String(this.zMm)}, before the retract`)
    } else if (!this.spinning) this.dwelledSeconds = 0
    this.spinning = direction !== 'off'
  }

  end(): void {
    if (!this.moved) this.fail(0, 'nothing moves')
    if (!this.ended) this.fail(0, 'has no program end (M30)')
  }
}

/**
 * What is unsafe in the order of a posted program: first motion not Z up, rapids below the top
 * surface, feed before the spindle is up to speed, spindle stopped before the retract, no end.
 */
export function sequenceFailures(
  events: readonly MachineEvent[],
  machine: Machine,
): readonly VerificationFailure[] {
  const watch = new SequenceWatch(machine.spindle.spinUpSeconds)
  for (const event of events) watch.take(event)
  watch.end()
  return watch.failures
}
