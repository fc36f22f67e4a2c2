import { radiiDisagree, RADIUS_MISMATCH_MM } from '../gcode/arc-geometry.ts'
import { programBounds, rangeLengthMm } from '../gcode/bounds.ts'
import { refuseBlock } from '../gcode/grbl-refusal.ts'
import { GRBL_LINE_CHARS } from '../gcode/grbl-words.ts'
import { interpretBlock } from '../gcode/interpret.ts'
import type { MachineEvent, Motion } from '../gcode/machine-event.ts'
import { AXES, UNKNOWN_START } from '../gcode/modal-state.ts'
import { blocksOf } from '../gcode/parse-program.ts'
import { type Block, hasG } from '../gcode/words.ts'
import type { Machine } from '../library/machine.schema.ts'
import type { ToolpathProgram } from '../toolpath/move.ts'
import { PathComparison } from './path-comparison.ts'
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

/** What was read of the text. */
interface Reading {
  readonly events: readonly MachineEvent[]
  readonly failures: readonly VerificationFailure[]
  readonly lineCount: number
}

function blockFailure(block: Block): string | null {
  if (block.liveCharacters.length > 0) return 'holds a character a controller acts upon at once'
  if (block.system !== null) return `${block.system} is a system command`
  if (block.blockDelete) return 'holds a block-delete slash, which GRBL ignores'
  return block.rawChars <= GRBL_LINE_CHARS
    ? null
    : `has ${String(block.rawChars)} characters, the limit is ${String(GRBL_LINE_CHARS)}`
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

function readBack(text: string): Reading {
  const events: MachineEvent[] = []
  const failures: VerificationFailure[] = []
  let state = UNKNOWN_START
  let lineCount = 0
  const modes = new ModeWatch()
  for (const block of blocksOf(text)) {
    lineCount += 1
    const { line } = block
    const fault = blockFailure(block)
    if (fault !== null) failures.push({ line, sentence: fault })
    const refused = refuseBlock(state, block)
    if (refused !== null) {
      const code = String(refused.grblErrorCode)
      failures.push({ line, sentence: `GRBL answers error ${code}: ${refused.sentence}` })
    }
    const step = interpretBlock(state, block)
    state = step.state
    for (const problem of step.problems) {
      if (refused === null)
        failures.push({ line, sentence: `cannot be followed (${problem.kind})` })
    }
    const moves = step.events.some(({ kind }) => kind === 'motion')
    failures.push(...modes.take(block, moves))
    for (const event of step.events) events.push(event)
  }
  if (/\r/.test(text)) failures.push({ line: 0, sentence: 'holds a carriage return' })
  return { events, failures, lineCount }
}

function arcFailures(motions: readonly Motion[]): {
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
    if (mismatchMm > RADIUS_MISMATCH_MM || radiiDisagree(startRadiusMm, endRadiusMm)) {
      const sentence = `the arc's radii at its ends differ by ${mismatchMm.toFixed(4)} mm, the limit is ${String(RADIUS_MISMATCH_MM)} mm`
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

/**
 * The proof that a posted text is the planned program: reads the text again with the parser and the
 * modal interpreter, which share nothing with the post but the number format, and compares with the
 * planned moves. It fails when any point lies more than 0.002 mm off the path, an arc turned into a
 * chord or changed its sense, centre or sweep, a feed, speed or dwell differs or is out of order, an
 * arc's radii disagree, the program needs more travel than there is, GRBL would refuse a line, the
 * order is unsafe, or a line is longer than 79 characters.
 */
export function verifyPosted(
  program: ToolpathProgram,
  text: string,
  options: { readonly machine: Machine },
): PostedVerification {
  const { machine } = options
  const { events, failures: readFailures, lineCount } = readBack(text)
  const motions = events.filter((event) => event.kind === 'motion')
  const comparison = new PathComparison(events)
  const pathFailures = comparison.compare(program.moves)
  const arcs = arcFailures(motions)
  const failures = [
    ...readFailures,
    ...sequenceFailures(events, machine),
    ...pathFailures,
    ...arcs.failures,
    ...travelFailures(motions, machine),
  ]
  return {
    ok: failures.length === 0,
    failures: failures.slice(0, FAILURES_KEPT),
    lineCount,
    motionCount: motions.length,
    arcCount: motions.filter(({ motion }) => motion === 'arc').length,
    largestDeviationMm: comparison.largestDeviationMm,
    largestRadiusMismatchMm: arcs.largestMm,
  }
}
