import type { PlainStep } from '../plain-course.ts'
import { hasG } from '../words.ts'
import type { Report, Watch, WatchedBlock } from './watch.ts'

/** A mode a program should state itself instead of inheriting it from whatever ran before. */
interface Mode {
  readonly rule: string
  readonly words: readonly number[]
  readonly severity: 'unsafe' | 'note'
  readonly sentence: string
}

const MOTION_MODES: readonly Mode[] = [
  {
    rule: 'units-not-stated',
    words: [20, 21],
    severity: 'unsafe',
    sentence: 'moves before G20 or G21: inches or millimetres are whatever was set last',
  },
  {
    rule: 'distance-not-stated',
    words: [90, 91],
    severity: 'unsafe',
    sentence: 'moves before G90 or G91: absolute or relative is whatever was set last',
  },
  {
    rule: 'feed-mode-not-stated',
    words: [93, 94],
    severity: 'note',
    sentence: 'moves before G93 or G94: the feed mode is whatever was set last',
  },
]

const PLANE_MODE: Mode = {
  rule: 'plane-not-stated',
  words: [17, 18, 19],
  severity: 'note',
  sentence: 'an arc before G17, G18 or G19: the plane is whatever was set last',
}

/** Reports modes that are in use before they are stated. */
export class StatedModes implements Watch {
  private readonly report: Report
  private readonly missing = new Set<Mode>([...MOTION_MODES, PLANE_MODE])

  constructor(report: Report) {
    this.report = report
  }

  take({ block, events }: WatchedBlock): void {
    if (this.missing.size === 0) return
    for (const mode of this.missing) {
      if (mode.words.some((word) => hasG(block, word))) this.missing.delete(mode)
    }
    const motion = events.find((event) => event.kind === 'motion')
    if (motion !== undefined) this.use(block.line, motion.motion === 'arc')
  }

  step({ line }: PlainStep): void {
    if (this.missing.size > 1 || (this.missing.size === 1 && !this.missing.has(PLANE_MODE))) {
      this.use(line, false)
    }
  }

  private use(line: number, isArc: boolean): void {
    for (const mode of this.missing) {
      if (mode === PLANE_MODE && !isArc) continue
      this.missing.delete(mode)
      this.report([line, mode.severity, mode.rule, mode.sentence])
    }
  }
}
