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
import { parseBlock } from './parse-block.ts'
import {
  firstLineStart,
  LARGEST_PROGRAM_CHARS,
  lineEnd,
  nextLineStart,
  ProgramRecogniser,
  type ProgramProblem,
  programProblemSentence,
} from './parse-program.ts'
import { PlainMove } from './plain-move.ts'
import { PlainMover } from './plain-mover.ts'
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
class ProgramCheck {
  readonly list = new FindingList()
  readonly recogniser = new ProgramRecogniser()
  readonly measure: MeasureCollector
  private readonly options: CheckOptions
  private readonly dialect: Dialect
  private readonly textWatch: TextWatch
  private readonly watches: readonly Watch[]
  private readonly plain = new PlainMove()
  private readonly mover: PlainMover | null
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
    const quick = this.isGrbl() && options.plainMoves !== false
    this.mover = quick ? new PlainMover(options.profile.capabilities.maxLineChars) : null
  }

  /** Takes the line that starts at `from`, its number counted from 1; gives where it ends. */
  takeLine(text: string, from: number, line: number): number {
    const moved = this.movePlainly(text, from, line)
    if (moved !== null) return moved
    const to = lineEnd(text, from)
    this.take(parseBlock(text.slice(from, to), line))
    return to
  }

  /** Carries a plain move out, as `take` would; null when the line is for `take`. */
  private movePlainly(text: string, from: number, line: number): number | null {
    const { mover, plain } = this
    if (mover === null || !plain.read(text, from)) return null
    if (plain.end - from > mover.mostChars) return null
    const moved = mover.move(this.state, plain, line)
    if (moved === null) return null
    this.state = moved.after
    this.recogniser.addMove()
    for (const watch of this.watches) watch.take(moved)
    this.measure.take(moved.events, moved.after)
    return plain.end
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

/**
 * Checks a program whose text comes in parts, cut anywhere: what `checkProgram` says of the whole text.
 * Nothing of the text is kept but the line under way.
 */
export class ProgramChecker {
  private check: ProgramCheck
  private readonly options: CheckOptions
  private unreadable: ProgramProblem | null = null
  private carried = ''
  private line = 1
  private chars = 0

  constructor(options: CheckOptions) {
    this.options = options
    this.check = new ProgramCheck(options)
  }

  /** Takes the next part of the text. */
  take(part: string): void {
    const isFirst = this.chars === 0
    this.chars += part.length
    if (this.unreadable !== null && this.unreadable.kind !== 'too-large') return
    this.unreadable = this.refuse(part)
    if (this.unreadable !== null) return
    // a line without an end so far is not searched again with every part
    if (!/[\r\n]/.test(part) && !this.carried.endsWith('\r')) {
      this.carried += part
      return
    }
    const text = this.carried + part
    // a CR at the very end may have its LF in the next part
    const end = lastLineEnd(text)
    this.takeLines(text, isFirst ? firstLineStart(text) : 0, end)
    this.carried = text.slice(end)
  }

  /** The report, once the last part was taken. */
  finish(): GcodeReport {
    if (this.unreadable === null) {
      this.takeLines(this.carried, 0, this.carried.length)
      this.check.finish()
    } else this.check = new ProgramCheck(this.options)
    const { list, recogniser, measure } = this.check
    const notGcode = this.unreadable ?? recogniser.problem()
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

  private refuse(part: string): ProgramProblem | null {
    if (this.chars > LARGEST_PROGRAM_CHARS) {
      return { kind: 'too-large', chars: this.chars, limit: LARGEST_PROGRAM_CHARS }
    }
    if (!part.includes('\0')) return null
    const text = this.carried + part
    const nul = text.indexOf('\0')
    return { kind: 'binary', line: this.line - 1 + text.slice(0, nul).split(/\r\n|\r|\n/).length }
  }

  private takeLines(text: string, start: number, end: number): void {
    for (let from = start; from < end; this.line += 1) {
      from = nextLineStart(text, this.check.takeLine(text, from, this.line))
    }
  }
}

/** Behind the last line end that is surely whole. */
function lastLineEnd(text: string): number {
  const newline = text.lastIndexOf('\n')
  const lastReturn = text.lastIndexOf('\r', text.length - 2)
  return Math.max(newline, lastReturn) + 1
}

/** Text is handed to the checker in parts of this many characters, with a telling between them. */
const PART_CHARS = 262_144

/**
 * Says what a controller would refuse in a program, line by line with its error code, and what is
 * dangerous though it is taken. Reads any text, never throws; time grows with its length, memory with
 * the longest line. Beyond 64 million characters it is not read at all.
 */
export function checkProgram(text: string, options: CheckOptions): GcodeReport {
  const checker = new ProgramChecker(options)
  for (let at = 0; at < text.length; at += PART_CHARS) {
    checker.take(text.slice(at, at + PART_CHARS))
    options.tell?.(Math.min(1, (at + PART_CHARS) / text.length))
  }
  return checker.finish()
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
