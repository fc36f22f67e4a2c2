import type { Machine } from '../library/machine.schema.ts'
import { blockIntent, type BlockIntent } from './block-intent.ts'
import { type ProgramBounds, rangeLengthMm } from './bounds.ts'
import { FindingList, type FurtherFindings, type GcodeFinding } from './gcode-finding.ts'
import type { Controller } from './dialects/controller.ts'
import type { Dialect } from './dialects/dialect.ts'
import { dialectOf } from './dialects/dialect-of.ts'
import { refuseBlock } from './grbl-refusal.ts'
import { GRBL_LINE_CHARS } from './grbl-words.ts'
import { interpretBlock, type InterpretProblem } from './interpret.ts'
import { AXES, type ModalState, UNKNOWN_START } from './modal-state.ts'
import {
  blocksOf,
  ProgramRecogniser,
  type ProgramProblem,
  programProblemSentence,
  refuseUnreadable,
} from './parse-program.ts'
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
}

/** Reads one program line by line, as a controller would, and collects what is to be said of it. */
class ProgramCheck {
  readonly list = new FindingList()
  readonly recogniser = new ProgramRecogniser()
  readonly measure: MeasureCollector
  private readonly options: CheckOptions
  private readonly dialect: Dialect
  private readonly textWatch: TextWatch
  private readonly watches: readonly Watch[]
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
    this.watches = [
      new StatedModes(report),
      new HeightWatch(report),
      new SpindleWatch(report, machine),
      new CommandWatch(report, this.isGrbl()),
      new MotionWatch(report, machine),
    ]
  }

  take(block: Block): void {
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

  finish(): void {
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

const LINES_PER_TELLING = 5000

/**
 * Says what a controller would refuse in a program, line by line with its error code, and what is
 * dangerous though it is taken. Reads any text, never throws; time grows with its length, memory with
 * the longest line. Beyond 64 million characters it is not read at all.
 */
export function checkProgram(text: string, options: CheckOptions): GcodeReport {
  const check = new ProgramCheck(options)
  const unreadable = refuseUnreadable(text)
  let readChars = 0
  if (unreadable === null) {
    for (const block of blocksOf(text)) {
      check.take(block)
      readChars += block.rawChars + 1
      if (block.line % LINES_PER_TELLING === 0) options.tell?.(readChars / text.length)
    }
    check.finish()
  }
  const notGcode = unreadable ?? check.recogniser.problem()
  const findings = check.list.findings.toSorted(byLine)
  return {
    verdict: verdictOf(findings, notGcode),
    notGcode,
    lineCount: check.recogniser.lineCount,
    findings,
    further: check.list.further(),
    measure: check.measure.measure(),
  }
}

/** The one sentence of a report's verdict. */
export function verdictSentence(report: GcodeReport): string {
  if (report.notGcode !== null) return programProblemSentence(report.notGcode)
  const further = report.further.reduce((sum, { count }) => sum + count, 0)
  const count = String(report.findings.length + further)
  switch (report.verdict) {
    case 'not-gcode':
    case 'refused':
      return `refused: the controller would stop at one line or more (${count} findings)`
    case 'unsafe':
      return `unsafe: the controller would take it, but it is dangerous (${count} findings)`
    case 'clean':
      return report.findings.length === 0 ? 'clean' : `clean, with ${count} notes`
  }
}
