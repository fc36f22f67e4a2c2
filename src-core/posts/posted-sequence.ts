import type { MachineEvent, Motion } from '../gcode/machine-event.ts'
import type { Machine } from '../library/machine.schema.ts'
import { DrilledHole } from '../gcode/drilled-hole.ts'
import type { PostProfile } from './post.schema.ts'
import type { VerificationFailure } from './verification.ts'

/** Height above which the tool is out of the wood, mm: the top surface. */
const TOP_Z_MM = 0

const BETWEEN_KINDS = ['coolant', 'tool', 'tool-change', 'pause', 'offset'] as const
type Between = MachineEvent & { readonly kind: (typeof BETWEEN_KINDS)[number] }

function isBetween(event: MachineEvent): event is Between {
  return BETWEEN_KINDS.some((kind) => kind === event.kind)
}

/** Watches the order of a posted program's events. */
class SequenceWatch {
  readonly failures: VerificationFailure[] = []
  private moved = false
  private zMm: number | null = null
  private spinning = false
  private dwelledSeconds = 0
  private ended = false
  private readonly spinUpSeconds: number
  private readonly toolChange: PostProfile['capabilities']['toolChange']
  /** True when the post itself works from another zero than G54. */
  private readonly otherZero: boolean
  private readonly hole = new DrilledHole()
  private readonly mayPause: boolean

  constructor(spinUpSeconds: number, { capabilities, header }: PostProfile, mayPause: boolean) {
    this.mayPause = mayPause
    this.spinUpSeconds = spinUpSeconds
    this.toolChange = capabilities.toolChange
    this.otherZero = header.some((line) => /^[^(;]*G5[5-9](?![0-9.])/.test(line))
  }

  private fail(line: number, sentence: string): void {
    this.failures.push({ line, sentence })
  }

  take(event: MachineEvent): void {
    if (this.ended) this.fail(event.line, 'stands after the end of the program')
    if (isBetween(event)) this.between(event)
    else this.act(event)
  }

  private act(event: Exclude<MachineEvent, Between>): void {
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
    }
  }

  /** What stands between motions: tools, lengths and frames, each only where nothing has moved yet. */
  private between(event: Between): void {
    const { line, kind } = event
    if (!this.allows(event)) this.fail(line, `holds a ${kind} command that was not planned`)
    if (kind !== 'tool-change' && kind !== 'pause') return
    if (this.spinning) this.fail(line, 'the tool is changed with the spindle on')
    if (this.zMm !== null && this.zMm <= TOP_Z_MM) {
      this.fail(line, `the tool is changed at Z ${String(this.zMm)}, before the retract`)
    }
    this.moved = false
    this.zMm = null
  }

  private allows(event: Between): boolean {
    switch (event.kind) {
      case 'tool':
      case 'tool-change':
        return this.toolChange === 'm6'
      case 'pause':
        return (this.mayPause || this.toolChange === 'pause') && !event.optional
      case 'offset':
        return !this.moved && (event.what === 'tool-length' || this.isOwnZero(event.what))
      case 'coolant':
        return false
    }
  }

  private isOwnZero(what: (MachineEvent & { readonly kind: 'offset' })['what']): boolean {
    return what === 'coordinate-system' && this.otherZero
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
    this.hole.take(motion)
    this.zMm = to.Z
  }

  private rapid({ line, axes, to }: Motion): void {
    if (this.zMm === null || to.Z === null) return
    if (to.Z < this.zMm && to.Z < TOP_Z_MM && !this.hole.isOpenTo(to)) {
      this.fail(line, `rapid down to Z ${String(to.Z)}`)
    }
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
 * surface but down a hole just drilled, feed before the spindle is up to speed, spindle stopped or tool
 * changed before the retract, commands the post has no use for, no end. `mayPause` says that the plan waits
 * for a person here and there.
 */
export function sequenceFailures(
  events: readonly MachineEvent[],
  machine: Machine,
  profile: PostProfile,
  mayPause = false,
): readonly VerificationFailure[] {
  const watch = new SequenceWatch(machine.spindle.spinUpSeconds, profile, mayPause)
  for (const event of events) watch.take(event)
  watch.end()
  return watch.failures
}
