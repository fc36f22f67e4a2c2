import type { MachineEvent, Motion } from '../machine-event.ts'
import type { ModalState } from '../modal-state.ts'
import type { PlainStep } from '../plain-course.ts'
import type { Report, Watch, WatchedBlock } from './watch.ts'

const OFFSET_FINDINGS: Readonly<
  Record<
    Exclude<(MachineEvent & { kind: 'offset' })['what'], 'tool-length' | 'coordinate-system'>,
    readonly ['unsafe' | 'note', string, string]
  >
> = {
  'set-coordinates': [
    'unsafe',
    'g10-in-program',
    'G10 rewrites the stored zero for good, and GRBL loses characters while it writes',
  ],
  'store-position': [
    'unsafe',
    'stores-position',
    'G28.1 or G30.1 overwrites a stored position, and GRBL loses characters while it writes',
  ],
  'set-offset': [
    'unsafe',
    'g92-offset',
    'G92 shifts the zero from wherever the tool happens to be; the shift is lost at a reset',
  ],
  'clear-offset': [
    'note',
    'g92-cleared',
    'G92.1 drops any G92 shift the zero may have been set with',
  ],
}

/** What this watch has nothing to say of. */
type Quiet = MachineEvent & { readonly kind: 'spindle' | 'dwell' | 'coolant' | 'tool-change' }

function isQuiet(event: MachineEvent): event is Quiet {
  return ['spindle', 'dwell', 'coolant', 'tool-change'].includes(event.kind)
}

/** Reports commands a GRBL controller takes but a person would not expect in a program. */
export class CommandWatch implements Watch {
  private readonly report: Report
  private toolNumber: number | null = null
  private moved = false
  private endedAt: number | null = null
  private readonly said = new Set<string>()

  /** False for a controller that changes tools and reads tool lengths from a table. */
  private readonly grbl: boolean

  constructor(report: Report, grbl = true) {
    this.report = report
    this.grbl = grbl
  }

  take({ events, after }: WatchedBlock): void {
    for (const event of events) {
      if (this.endedAt !== null) this.afterEnd(event.line)
      if (!isQuiet(event)) this.event(event, after)
    }
  }

  step({ line }: PlainStep): void {
    if (this.endedAt !== null) this.afterEnd(line)
    this.moved = true
  }

  private event(event: Exclude<MachineEvent, Quiet>, after: ModalState): void {
    switch (event.kind) {
      case 'motion':
        this.motion(event, after.feedMode)
        return
      case 'pause':
        this.pause(event.line, event.optional)
        return
      case 'tool':
        this.tool(event.line, event.toolNumber)
        return
      case 'offset':
        this.offset(event, after.toolLengthMm)
        return
      case 'end':
        this.endedAt ??= event.line
    }
  }

  private once(finding: Parameters<Report>[0]): void {
    if (this.said.has(finding[2])) return
    this.said.add(finding[2])
    this.report(finding)
  }

  private afterEnd(line: number): void {
    const sentence = `stands after the program end in line ${String(this.endedAt)}, and GRBL carries it out`
    this.once([line, 'unsafe', 'after-program-end', sentence])
  }

  private motion({ line, reference, motion }: Motion, feedMode: ModalState['feedMode']): void {
    this.moved = true
    if (reference === 'stored') {
      const sentence =
        'rapids to a stored machine position (G28 or G30) that the program cannot know'
      this.report([line, 'unsafe', 'stored-position', sentence])
    } else if (reference === 'machine') {
      const sentence = 'G53 moves in machine coordinates, which are only right after homing'
      this.once([line, 'note', 'machine-coordinates', sentence])
    }
    if (motion === 'probe') this.once([line, 'note', 'probing', 'a probing motion (G38)'])
    if (feedMode !== 'inverse-time') return
    const sentence = 'G93: feeds are times per motion (1/min), not mm/min'
    this.once([line, 'note', 'inverse-time', sentence])
  }

  private pause(line: number, optional: boolean): void {
    if (optional && this.grbl) {
      this.report([line, 'unsafe', 'optional-stop', 'GRBL takes M1 and does not stop'])
    } else {
      this.report([line, 'note', 'pause', 'M0 holds here, the spindle as it is, until cycle start'])
    }
  }

  private tool(line: number, toolNumber: number): void {
    if (!this.grbl) return
    if (this.toolNumber !== null && this.toolNumber !== toolNumber) {
      const sentence = `T${String(toolNumber)} after T${String(this.toolNumber)}: GRBL changes no tool and goes straight on`
      this.report([line, 'unsafe', 'tool-change', sentence])
    } else if (this.toolNumber === null) {
      this.report([line, 'note', 'tool-number', `T${String(toolNumber)} is taken and ignored`])
    }
    this.toolNumber = toolNumber
  }

  private offset(event: MachineEvent & { readonly kind: 'offset' }, toolLengthMm: number): void {
    const { line, what } = event
    if (what === 'tool-length') {
      if (!this.grbl && toolLengthMm === 0) return
      const set = toolLengthMm !== 0
      const sentence = set
        ? `G43.1 shifts Z by ${String(toolLengthMm)} mm`
        : 'G49 cancels a tool length offset the zero may have been set with'
      this.report([line, set ? 'unsafe' : 'note', 'tool-length', sentence])
    } else if (what === 'coordinate-system') this.coordinateSystem(line)
    else this.report([line, ...OFFSET_FINDINGS[what]])
  }

  private coordinateSystem(line: number): void {
    if (this.moved) {
      const sentence =
        'changes the work coordinate system between motions: where it cuts then depends on zeros the program cannot know'
      this.report([line, 'unsafe', 'coordinate-systems', sentence])
    } else this.report([line, 'note', 'coordinate-system', 'uses another zero than G54'])
  }

  finish(lastLine: number): void {
    if (this.endedAt !== null || !this.moved) return
    const sentence = 'ends without M2 or M30: spindle and modes stay as they are'
    this.report([lastLine, 'unsafe', 'no-program-end', sentence])
  }
}
