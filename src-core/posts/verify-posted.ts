import { blockIntent } from '../gcode/block-intent.ts'
import { programBounds, rangeLengthMm } from '../gcode/bounds.ts'
import type { Dialect } from '../gcode/dialects/dialect.ts'
import { dialectOf } from '../gcode/dialects/dialect-of.ts'
import { interpretBlock, type InterpretProblem } from '../gcode/interpret.ts'
import type { MachineEvent, Motion } from '../gcode/machine-event.ts'
import { AXES, type ModalState, UNKNOWN_START } from '../gcode/modal-state.ts'
import { blocksOf } from '../gcode/parse-program.ts'
import { type Block, hasG } from '../gcode/words.ts'
import type { Machine } from '../library/machine.schema.ts'
import type { ToolpathProgram } from '../toolpath/move.ts'
import { PathComparison } from './path-comparison.ts'
import type { PostCapabilities, PostProfile } from './post.schema.ts'
import { sequenceFailures } from './posted-sequence.ts'
import type { VerificationFailure } from './verification.ts'

/** What the second reading of a posted program found. */
export interface PostedVerification {
  readonly ok: boolean
  readonly failures: readonly VerificationFailure[]
  readonly lineCount: number
  readonly motionCount: number
  readonly arcCount: number
  /** Furthest any point of the posted path lies from the planned one, mm. */
  readonly largestDeviationMm: number
  /** Largest difference between an arc's radii at its two ends, mm. */
  readonly largestRadiusMismatchMm: number
}

/** More failures than this say nothing new. */
const FAILURES_KEPT = 20

function blockFailure(block: Block, dialect: Dialect): string | null {
  if (dialect.liveCharacters && block.liveCharacters.length > 0) {
    return 'holds a character a controller acts upon at once'
  }
  if (block.system !== null) return `${block.system} is a system command`
  if (block.blockDelete) return 'holds a block-delete slash, which no program of ours needs'
  return block.rawChars <= dialect.lineChars
    ? null
    : `has ${String(block.rawChars)} characters, the limit is ${String(dialect.lineChars)}`
}

/** Modes that must be stated before anything moves, because a controller keeps what was set last. */
const STATED_MODES: readonly { readonly what: string; readonly words: readonly number[] }[] = [
  { what: 'units (G20 or G21)', words: [20, 21] },
  { what: 'the distance mode (G90)', words: [90] },
  { what: 'the feed mode (G94)', words: [94] },
  { what: 'the plane (G17)', words: [17] },
]

/** Notes which modes were stated before the first motion. */
class ModeWatch {
  private readonly missing = new Set(STATED_MODES)
  private moved = false

  take(block: Block, moves: boolean): readonly VerificationFailure[] {
    if (this.moved) return []
    for (const mode of this.missing) {
      if (mode.words.some((word) => hasG(block, word))) this.missing.delete(mode)
    }
    if (!moves) return []
    this.moved = true
    return [...this.missing].map(({ what }) => ({
      line: block.line,
      sentence: `moves before the program has stated ${what}`,
    }))
  }
}

/** Counts how often the units are stated: once, or a number may mean two things. */
function unitsFailures(blocks: number, line: number): readonly VerificationFailure[] {
  if (blocks <= 1) return []
  return [{ line, sentence: `states the units ${String(blocks)} times, once is meant` }]
}

/** Reads a text block by block in one dialect. */
class ReadBack {
  readonly events: MachineEvent[] = []
  readonly failures: VerificationFailure[] = []
  lineCount = 0
  private state: ModalState = UNKNOWN_START
  private unitsStated = 0
  private readonly modes = new ModeWatch()
  private readonly dialect: Dialect
  private readonly dwellUnit: PostCapabilities['dwellUnit']

  constructor({ controller, capabilities }: PostProfile) {
    this.dialect = dialectOf(controller)
    this.dwellUnit = capabilities.dwellUnit
  }

  take(block: Block): void {
    this.lineCount += 1
    const { line } = block
    const fault = blockFailure(block, this.dialect)
    if (fault !== null) this.failures.push({ line, sentence: fault })
    const intent = blockIntent(this.state, block)
    const refused = this.dialect.refuse({ state: this.state, block, intent })
    if (refused !== null) this.failures.push({ line, sentence: refused })
    const step = interpretBlock(this.state, block, intent)
    this.state = step.state
    if (refused === null) this.notFollowed(block, step.problems)
    if (hasG(block, 20) || hasG(block, 21)) {
      this.unitsStated += 1
      this.failures.push(...unitsFailures(this.unitsStated, line))
    }
    const moves = step.events.some(({ kind }) => kind === 'motion')
    this.failures.push(...this.modes.take(block, moves))
    for (const event of step.events) this.events.push(this.inSeconds(event))
  }

  private notFollowed({ line }: Block, problems: readonly InterpretProblem[]): void {
    for (const problem of problems) {
      // a lone % is a tape mark; the dialects that have none refuse it themselves
      if (problem.kind === 'unreadable' && problem.fault.found === '%') continue
      this.failures.push({ line, sentence: `cannot be followed (${problem.kind})` })
    }
  }

  private inSeconds(event: MachineEvent): MachineEvent {
    if (event.kind !== 'dwell' || this.dwellUnit === 'seconds') return event
    return { ...event, seconds: event.seconds / 1000 }
  }
}

function arcFailures(
  motions: readonly Motion[],
  limitMm: number,
): {
  readonly failures: readonly VerificationFailure[]
  readonly largestMm: number
} {
  const failures: VerificationFailure[] = []
  let largestMm = 0
  for (const { arc, line } of motions) {
    if (arc === null) continue
    const { startRadiusMm, endRadiusMm } = arc.path
    const mismatchMm = Math.abs(startRadiusMm - endRadiusMm)
    largestMm = Math.max(largestMm, mismatchMm)
    if (mismatchMm > limitMm) {
      const sentence = `the arc's radii at its ends differ by ${mismatchMm.toFixed(4)} mm, the limit is ${String(limitMm)} mm`
      failures.push({ line, sentence })
    }
  }
  return { failures, largestMm }
}

function travelFailures(
  motions: readonly Motion[],
  machine: Machine,
): readonly VerificationFailure[] {
  const bounds = programBounds(motions)
  return AXES.flatMap((axis): readonly VerificationFailure[] => {
    const range = bounds[axis]
    if (range === null) return [{ line: 0, sentence: `never says where ${axis} is` }]
    const travelMm = machine.travelMm[axis === 'X' ? 'x' : axis === 'Y' ? 'y' : 'z']
    const neededMm = rangeLengthMm(range)
    if (neededMm <= travelMm) return []
    const sentence = `needs ${neededMm.toFixed(3)} mm along ${axis}, the machine travels ${String(travelMm)} mm`
    return [{ line: 0, sentence }]
  })
}

/** A dwell whose P has no point, outside comments. */
const BARE_DWELL = /^[^(;]*G0?4(?![0-9.])[^(;]*P\d+(?![\d.])/

/** Dwells that a controller would take for milliseconds where seconds were meant. */
function dwellFailures(text: string, profile: PostProfile): readonly VerificationFailure[] {
  const { pointedDwell, name } = dialectOf(profile.controller)
  if (!pointedDwell || profile.capabilities.dwellUnit !== 'seconds') return []
  const sentence = `the dwell has no point: ${name} may read it as milliseconds`
  return text
    .split('\n')
    .flatMap((line, index) => (BARE_DWELL.test(line) ? [{ line: index + 1, sentence }] : []))
}

/** What a posted text is held against. */
export interface VerifyOptions {
  readonly machine: Machine
  /** The post it was printed with: its controller's rules are applied. */
  readonly profile: PostProfile
  /** The number of the tool the program starts with; 1 when left out. */
  readonly toolNumber?: number
}

/**
 * The proof that a posted text is the planned program: reads the text again with the parser and the
 * modal interpreter, which share nothing with the post but the number format, and compares with the
 * planned moves. It fails when any point lies more than 0.002 mm off the path, an arc turned into a
 * chord or changed its plane, sense, centre or sweep, a feed, speed, dwell or tool differs or is out of
 * order, an arc's radii disagree, the units are not stated once, the program needs more travel than
 * there is, the post's controller would refuse a line, the order is unsafe, or a line is too long.
 */
export function verifyPosted(
  program: ToolpathProgram,
  text: string,
  { machine, profile, toolNumber }: VerifyOptions,
): PostedVerification {
  const reading = new ReadBack(profile)
  for (const block of blocksOf(text)) reading.take(block)
  if (text.includes('\r')) {
    reading.failures.push({ line: 0, sentence: 'holds a carriage return' })
  }
  const { events } = reading
  const { toolChange } = profile.capabilities
  const motions = events.filter((event) => event.kind === 'motion')
  const comparison = new PathComparison(events, { toolChange, firstToolNumber: toolNumber ?? 1 })
  const mayPause = program.moves.some(({ kind }) => kind === 'pause')
  const pathFailures = comparison.compare(program.moves)
  const arcs = arcFailures(motions, dialectOf(profile.controller).radiusMismatchMm)
  const failures = [
    ...reading.failures,
    ...dwellFailures(text, profile),
    ...sequenceFailures(events, machine, profile, mayPause),
    ...pathFailures,
    ...arcs.failures,
    ...travelFailures(motions, machine),
  ]
  return {
    ok: failures.length === 0,
    failures: failures.slice(0, FAILURES_KEPT),
    lineCount: reading.lineCount,
    motionCount: motions.length,
    arcCount: motions.filter(({ motion }) => motion === 'arc').length,
    largestDeviationMm: comparison.largestDeviationMm,
    largestRadiusMismatchMm: arcs.largestMm,
  }
}
