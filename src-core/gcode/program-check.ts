import type { Machine } from '../library/machine.schema.ts'
import { blockIntent, type BlockIntent } from './block-intent.ts'
import { type ProgramBounds, rangeLengthMm } from './bounds.ts'
import type { Controller } from './dialects/controller.ts'
import { dialectOf } from './dialects/dialect-of.ts'
import type { Dialect } from './dialects/dialect.ts'
import { FindingList, type FurtherFindings, type GcodeFinding } from './gcode-finding.ts'
import { refuseBlock } from './grbl-refusal.ts'
import { GRBL_LINE_CHARS } from './grbl-words.ts'
import { interpretBlock, type InterpretProblem } from './interpret.ts'
import { AXES, type ModalState, UNKNOWN_START } from './modal-state.ts'
import { parseBlock } from './parse-block.ts'
import { type ProgramProblem, ProgramRecogniser } from './parse-program.ts'
import { PlainCourse } from './plain-course.ts'
import type { PlainMove } from './plain-move.ts'
import { MeasureCollector, type ProgramMeasure } from './program-measure.ts'
import { CommandWatch } from './watches/command-watch.ts'
import { HeightWatch } from './watches/height-watch.ts'
import { MotionWatch } from './watches/motion-watch.ts'
import { SpindleWatch } from './watches/spindle-watch.ts'
import { StatedModes } from './watches/stated-modes.ts'
import { TextWatch } from './watches/text-watch.ts'
import type { Report, Watch } from './watches/watch.ts'
import type { Block } from './words.ts'

/** The controller a program is held against. */
export interface ControllerProfile {
  readonly controller: Controller
  readonly capabilities: { readonly maxLineChars: number }
}

/** GRBL 1.1 as its makers ship it. */
export const GRBL_1_1: ControllerProfile = {
  controller: 'grbl-1.1',
  capabilities: { maxLineChars: GRBL_LINE_CHARS },
}

/** Worst first: no program at all, refused somewhere, dangerous somewhere, nothing worse than notes. */
export type GcodeVerdict = 'not-gcode' | 'refused' | 'unsafe' | 'clean'

/** What a program would do on a controller and what is wrong with it. */
export interface GcodeReport {
  readonly verdict: GcodeVerdict
  /** Why this is no program; null when it is one. */
  readonly notGcode: ProgramProblem | null
  readonly lineCount: number
  /** In the order of the lines; at most `LISTED_PER_RULE` of one rule. */
  readonly findings: readonly GcodeFinding[]
  readonly further: readonly FurtherFindings[]
  readonly measure: ProgramMeasure
}

/** What to check a program with. */
export interface CheckOptions {
  readonly profile: ControllerProfile
  /** The machine it shall run on: its travel, rates and spindle are checked too. */
  readonly machine?: Machine
  /** Where the machine stands; by default nobody knows. */
  readonly start?: ModalState
  /** Told now and then how much of the text is read, 0 to 1. */
  readonly tell?: (share: number) => void
  /** Reads plain moves as every other line too: the same report, ten times slower. For tests. */
  readonly plainMoves?: false
}

/** Reads one program line by line, as a controller would, and collects what is to be said of it. */
export class ProgramCheck {
  private readonly list = new FindingList()
  private readonly recogniser = new ProgramRecogniser()
  private readonly measure: MeasureCollector
  private readonly options: CheckOptions
  private readonly dialect: Dialect
  private readonly textWatch: TextWatch
  private readonly statedModes: StatedModes
  private readonly heights: HeightWatch
  private readonly spindle: SpindleWatch
  private readonly commands: CommandWatch
  private readonly motions: MotionWatch
  private readonly watches: readonly Watch[]
  /** Null where every line is to be read the long way. */
  private readonly course: PlainCourse | null
  private state: ModalState

  constructor(options: CheckOptions) {
    const { machine } = options
    this.options = options
    this.state = options.start ?? UNKNOWN_START
    this.measure = new MeasureCollector(machine)
    const report: Report = ([line, severity, rule, sentence]) => {
      this.list.add({ line, severity, grblErrorCode: null, rule, sentence })
    }
    this.dialect = dialectOf(options.profile.controller)
    this.textWatch = new TextWatch(report, this.dialect.liveCharacters)
    this.statedModes = new StatedModes(report)
    this.heights = new HeightWatch(report)
    this.spindle = new SpindleWatch(report, machine)
    this.commands = new CommandWatch(report, this.isGrbl())
    this.motions = new MotionWatch(report, machine)
    const { statedModes, heights, spindle, commands, motions } = this
    this.watches = [statedModes, heights, spindle, commands, motions]
    const quick = this.isGrbl() && options.plainMoves !== false
    this.course = quick ? new PlainCourse(options.profile.capabilities.maxLineChars) : null
  }

  /** Carries a plain move out, the line of that number; false when the line is for `takeLine`. */
  takeMove(move: PlainMove, line: number): boolean {
    const { course, state } = this
    if (course?.take(state, move, line) !== true) return false
    const { step } = course
    this.recogniser.addMove()
    this.statedModes.step(step)
    this.heights.step(step)
    this.spindle.step(step)
    this.commands.step(step)
    this.motions.step(step)
    this.measure.step(step)
    return true
  }

  /** Takes any line, its number counted from 1. */
  takeLine(text: string, line: number): void {
    this.state = this.course?.leave(this.state) ?? this.state
    this.take(parseBlock(text, line))
  }

  private take(block: Block): void {
    this.recogniser.add(block)
    this.textWatch.take(block)
    const empty = block.words.length === 0 && block.fault === null
    if (empty || block.system !== null) return
    const intent = blockIntent(this.state, block)
    // like the controller: a refused block is dropped whole, the next one is read
    if (this.isRefused(block, intent)) return
    const before = this.state
    const { state: after, events, problems } = interpretBlock(before, block, intent)
    this.state = after
    for (const problem of problems) this.notFollowed(problem)
    for (const watch of this.watches) watch.take({ block, before, after, events })
    this.measure.take(events, after)
  }

  /** GRBL and what reads exactly as GRBL does, with its error numbers. */
  private isGrbl(): boolean {
    const { controller } = this.dialect
    return controller === 'grbl-1.1' || controller === 'fluidnc'
  }

  private isRefused(block: Block, intent: BlockIntent): boolean {
    const { line } = block
    if (!this.isGrbl()) {
      const sentence = this.dialect.refuse({ state: this.state, block, intent })
      if (sentence === null) return false
      const rule = 'controller-refuses'
      this.list.add({ line, severity: 'refused', grblErrorCode: null, rule, sentence })
      return true
    }
    const limit = this.options.profile.capabilities.maxLineChars
    const refused = refuseBlock(this.state, block, intent, limit)
    if (refused === null) return false
    const { grblErrorCode, sentence } = refused
    const rule = `grbl-error-${String(grblErrorCode)}`
    this.list.add({ line, severity: 'refused', grblErrorCode, rule, sentence })
    return true
  }

  private notFollowed(problem: InterpretProblem): void {
    const sentence =
      problem.kind === 'impossible-arc'
        ? 'GRBL takes this arc although it has no circle, and where it goes cannot be known'
        : `cannot be followed here (${problem.kind}), so all that comes after is uncertain`
    const rule = `not-followed-${problem.kind}`
    this.list.add({ line: problem.line, severity: 'unsafe', grblErrorCode: null, rule, sentence })
  }

  /** The report, once the last line was taken; `unreadable` is why the text is no program at all. */
  report(unreadable: ProgramProblem | null): GcodeReport {
    if (unreadable === null) this.finish()
    const { list, recogniser, measure } = this
    const notGcode = unreadable ?? recogniser.problem()
    const findings = list.findings.toSorted(byLine)
    return {
      verdict: verdictOf(findings, notGcode),
      notGcode,
      lineCount: recogniser.lineCount,
      findings,
      further: list.further(),
      measure: measure.measure(),
    }
  }

  private finish(): void {
    for (const watch of this.watches) watch.finish?.(this.recogniser.lineCount)
    const { machine } = this.options
    if (machine !== undefined) this.travel(this.measure.measure().bounds, machine)
  }

  private travel(bounds: ProgramBounds, machine: Machine): void {
    const travelMm = { X: machine.travelMm.x, Y: machine.travelMm.y, Z: machine.travelMm.z }
    for (const axis of AXES) {
      const range = bounds[axis]
      if (range === null || rangeLengthMm(range) <= travelMm[axis]) continue
      const sentence = `needs ${rangeLengthMm(range).toFixed(3)} mm along ${axis}, ${machine.name} travels ${String(travelMm[axis])} mm`
      const rule = `travel-${axis.toLowerCase()}`
      this.list.add({ line: 0, severity: 'unsafe', grblErrorCode: null, rule, sentence })
    }
  }
}

function verdictOf(
  findings: readonly GcodeFinding[],
  problem: ProgramProblem | null,
): GcodeVerdict {
  if (problem !== null) return 'not-gcode'
  if (findings.some(({ severity }) => severity === 'refused')) return 'refused'
  return findings.some(({ severity }) => severity === 'unsafe') ? 'unsafe' : 'clean'
}

/** By line; what concerns the whole program (line 0) comes last. */
function byLine(a: GcodeFinding, b: GcodeFinding): number {
  if (a.line === 0 || b.line === 0) return (a.line === 0 ? 1 : 0) - (b.line === 0 ? 1 : 0)
  return a.line - b.line
}
