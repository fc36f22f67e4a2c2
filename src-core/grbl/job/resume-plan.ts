import { failure, success, type Result } from '../../outcome/result.ts'
import { MAX_LINE_CHARACTERS } from './line-scanner.ts'
import { type PreparedProgram, preparedLine } from '../prepared-program.ts'
import { ProgramWalker } from './program-walker.ts'
import type { ResumePreview } from './recovery.ts'
import type { WalkerModes } from './walker-modes.ts'

/** Where to go on, and what the machine needs for it. */
export interface ResumeOrder {
  /** Index of the prepared line to go on from. */
  readonly line: number
  /** Added to the highest point of the program for the way there, mm. */
  readonly clearanceMm: number
  /** The spindle's time to its speed. */
  readonly spinUpSeconds: number
}

/** The preamble of a resume and the line that follows it. */
export interface ResumePlan {
  /** Prepared line that is cut first; at or before the one asked for. */
  readonly firstLine: number
  /** First line that is streamed as it stands: `firstLine`, or the one behind it. */
  readonly streamFrom: number
  readonly preamble: ResumePreview['preamble']
  readonly startAt: { readonly xMm: number; readonly yMm: number; readonly zMm: number }
  readonly travelZMm: number
  readonly modes: WalkerModes
}

/** Feed down into the work where the program itself never plunged, mm/min. */
export const CAREFUL_PLUNGE_MM_PER_MIN = 150

interface Candidate {
  readonly line: number
  readonly modes: WalkerModes
  readonly startAt: ResumePlan['startAt']
  /** The line with the motion it inherits written out; null when it can go as it stands. */
  readonly rewritten: string | null
  readonly plungeFeed: number
}

/**
 * Plans a resume: follows the whole program with every mode up to the line, goes back to the last line
 * at or before it whose start is known, and gives the lines that bring the machine there: up first,
 * spindle to its speed, across, down at a plunge feed, the program's modes last. Refuses when the
 * program moved its own zero (G92, G10, G43.1) or probed before that line, since that is lost.
 */
export function planResume(
  program: PreparedProgram,
  order: ResumeOrder,
): Result<ResumePlan, string> {
  const walker = new ProgramWalker()
  let found: Candidate | null = null
  let plungeFeed = CAREFUL_PLUNGE_MM_PER_MIN
  const last = Math.min(order.line, program.lineCount - 1)
  for (let line = 0; line <= last; line += 1) {
    const before = line >= last - SEARCH_BACK ? candidateAt(program, line, walker) : null
    if (before !== null) found = { ...before, plungeFeed }
    if (line === last) break
    walker.take(program, line)
    plungeFeed = plungeFeedAfter(walker, plungeFeed)
  }
  const lost = [...walker.unfollowable].filter((word) => word !== 'G28')
  if (lost.length > 0) {
    return failure(
      `The program uses ${lost.join(' and ')} before that line; what it set is lost with a reset.`,
    )
  }
  if (found === null) return fromTheStart(program, order)
  const travelZMm = highestPointMm(program) + order.clearanceMm
  return success(planFrom(found, order, travelZMm))
}

/** A start that is unknown for so many lines is not looked for further back. */
const SEARCH_BACK = 200_000

/** Before the first place is known there is nothing to bring back: the program sets all of it. */
function fromTheStart(program: PreparedProgram, order: ResumeOrder): Result<ResumePlan, string> {
  if (order.line > SEARCH_BACK) {
    return failure('No line before that one says where all axes stand.')
  }
  const { modes } = new ProgramWalker()
  const highest = highestPointMm(program)
  return success({
    firstLine: 0,
    streamFrom: 0,
    preamble: [],
    startAt: { xMm: Number.NaN, yMm: Number.NaN, zMm: Number.NaN },
    travelZMm: highest + order.clearanceMm,
    modes,
  })
}

function candidateAt(
  program: PreparedProgram,
  line: number,
  { position, modes }: ProgramWalker,
): Omit<Candidate, 'plungeFeed'> | null {
  const [xMm, yMm, zMm] = position
  if (Number.isNaN(xMm + yMm + zMm)) return null
  const text = preparedLine(program, line)
  const inherits = inheritsMotion(text)
  const rewritten = inherits ? `G${String(modes.motion)}${withoutLineNumber(text)}` : null
  if (rewritten !== null && rewritten.length > MAX_LINE_CHARACTERS) return null
  const canStandAlone = modes.motion <= 1 || modes.motion === 80
  if (!inherits && !namesMotion(text) && !canStandAlone) return null
  return { line, modes: { ...modes }, startAt: { xMm, yMm, zMm }, rewritten }
}

const AXIS_WORD = /[XYZ][-+.\d]/
const MOTION_WORD = /G0*(?:[0-3]|38\.[2-5])(?![\d.])/
const OWN_USE_OF_AXES = /G0*(?:10|28|30|92|43\.1|28\.1|30\.1|92\.1)(?![\d.])/

function namesMotion(text: string): boolean {
  return MOTION_WORD.test(text)
}

function inheritsMotion(text: string): boolean {
  return AXIS_WORD.test(text) && !namesMotion(text) && !OWN_USE_OF_AXES.test(text)
}

function withoutLineNumber(text: string): string {
  return text.replace(/^N\d+/, '')
}

function plungeFeedAfter(walker: ProgramWalker, before: number): number {
  const { motion, from, position, modes } = walker
  const straightDown =
    motion === 'line' && from[0] === position[0] && from[1] === position[1] && position[2] < from[2]
  return straightDown && modes.feedMode === 'per-minute' && modes.feed > 0 ? modes.feed : before
}

/** Highest Z that the program names in work coordinates, mm; 0 when it names none. */
export function highestPointMm(program: PreparedProgram): number {
  const walker = new ProgramWalker()
  let highest = Number.NEGATIVE_INFINITY
  for (let line = 0; line < program.lineCount; line += 1) {
    walker.take(program, line)
    const z = walker.position[2] - walker.shift[2]
    if (walker.motion !== 'none' && z > highest) highest = z
  }
  return highest === Number.NEGATIVE_INFINITY ? 0 : highest
}

function planFrom(found: Candidate, order: ResumeOrder, travelZMm: number): ResumePlan {
  const { line, modes, startAt, rewritten } = found
  const rows: { text: string; meaning: string }[] = []
  const add = (text: string, meaning: string) => rows.push({ text, meaning })
  add('G21G90G94G17', 'millimetres, absolute, feed per minute, XY plane')
  add(`G${String(54 + modes.coordinateSystem)}`, 'the program’s work zero')
  add(`G0Z${number(travelZMm)}`, 'up to the travel height before anything else')
  for (const row of switchesOn(modes, order.spinUpSeconds)) add(row.text, row.meaning)
  add(`G0X${number(startAt.xMm)}Y${number(startAt.yMm)}`, 'across to where the line starts')
  add(`G1Z${number(startAt.zMm)}F${number(found.plungeFeed)}`, 'down at the plunge feed')
  add('G4P0.01', 'until the tool stands there')
  for (const row of modesBack(modes, rewritten !== null)) add(row.text, row.meaning)
  if (rewritten !== null) add(rewritten, 'the line itself, with the motion it inherits')
  return {
    firstLine: line,
    streamFrom: rewritten === null ? line : line + 1,
    preamble: rows,
    startAt,
    travelZMm,
    modes,
  }
}

/** Four decimals are a tenth of GRBL's own resolution. */
function number(value: number): string {
  return String(Number(value.toFixed(4)))
}

function switchesOn(modes: WalkerModes, spinUpSeconds: number): ResumePreview['preamble'] {
  const rows: { text: string; meaning: string }[] = []
  if (modes.mist) rows.push({ text: 'M7', meaning: 'mist on' })
  if (modes.flood) rows.push({ text: 'M8', meaning: 'coolant on' })
  if (modes.spindle === 'M5') {
    const speed = modes.speedRpm > 0 ? `S${number(modes.speedRpm)}` : ''
    rows.push({ text: `M5${speed}`, meaning: 'spindle off, as the program has it there' })
    return rows
  }
  const text = `${modes.spindle}S${number(modes.speedRpm)}`
  rows.push({ text, meaning: 'spindle on at the program’s speed' })
  rows.push({ text: `G4P${number(spinUpSeconds)}`, meaning: 'until it is at speed' })
  return rows
}

/** F before the units: the controller keeps it in mm/min. A motion that stays is written last. */
function modesBack(modes: WalkerModes, motionFollows: boolean): ResumePreview['preamble'] {
  const rows: { text: string; meaning: string }[] = []
  if (modes.feedMode === 'per-minute' && modes.feed > 0) {
    rows.push({ text: `F${number(modes.feed)}`, meaning: 'the program’s feed' })
  }
  const words = frameWords(modes)
  if (words !== '') rows.push({ text: words, meaning: 'the program’s units, distances and plane' })
  if (modes.feedMode === 'inverse-time') rows.push({ text: 'G93', meaning: 'inverse-time feed' })
  const motion = motionWord(modes)
  if (!motionFollows && motion !== '') rows.push({ text: motion, meaning: 'the program’s motion' })
  return rows
}

/** What differs from G21 G90 G17. */
function frameWords({ units, distance, plane }: WalkerModes): string {
  const planeWord = plane === 'XY' ? '' : plane === 'ZX' ? 'G18' : 'G19'
  return `${units === 'inch' ? 'G20' : ''}${distance === 'incremental' ? 'G91' : ''}${planeWord}`
}

/** G1 alone is refused without a feed, and G2 and G3 without axis words. */
function motionWord(modes: WalkerModes): string {
  if (modes.motion === 0 || modes.motion === 80) return `G${String(modes.motion)}`
  const hasFeed = modes.feedMode === 'per-minute' && modes.feed > 0
  return modes.motion === 1 && hasFeed ? 'G1' : ''
}
