import type { MachineEvent, Motion } from '../gcode/machine-event.ts'
import type { AxisValues } from '../gcode/modal-state.ts'
import { type ArcShape, arcShape, type CircularMove } from '../toolpath/arc-move.ts'
import { basicMoves } from '../toolpath/basic-moves.ts'
import type { BasicMove, LineMove, Move, RapidMove, ToolMove } from '../toolpath/move.ts'
import { arcPieceDeviation, chordDeviation } from './arc-piece.ts'
import type { PostCapabilities } from './post.schema.ts'
import type { VerificationFailure } from './verification.ts'

/** Furthest a posted point may lie from the planned path, mm. */
export const PATH_TOLERANCE_MM = 0.002
/** Two distances this close are one, mm: rounding of the sums. */
const ROUNDING_MM = 1e-9
const FEED_TOLERANCE_MM_PER_MIN = 0.06
const SPEED_TOLERANCE_RPM = 0.51
const DWELL_TOLERANCE_SECONDS = 0.0051
/** An arc no longer and no more curved than this may be written as a line. */
const STRAIGHT_ARC_MM = 0.05
const STRAIGHT_SAGITTA_MM = 0.001

/** Raised inside the comparison at the first difference. */
class Difference extends Error {
  readonly failure: VerificationFailure
  constructor(line: number, sentence: string) {
    super(sentence)
    this.failure = { line, sentence }
  }
}

const COMPARED_KINDS = ['motion', 'spindle', 'dwell', 'tool-change', 'pause'] as const
type Compared = MachineEvent & { readonly kind: (typeof COMPARED_KINDS)[number] }

function isCompared(event: MachineEvent): event is Compared {
  return COMPARED_KINDS.some((kind) => kind === event.kind)
}

/** How the post changes tools, and which one a program starts with. */
export interface ToolExpectation {
  readonly toolChange: PostCapabilities['toolChange']
  readonly firstToolNumber: number
}

function shown(values: AxisValues): string {
  const part = (value: number | null) => (value === null ? '?' : value.toFixed(4))
  return `X${part(values.X)} Y${part(values.Y)} Z${part(values.Z)}`
}

/** Distance between two places over the axes the first one knows; Infinity when the other does not. */
function gapMm(planned: AxisValues, posted: AxisValues): number {
  let squared = 0
  for (const axis of ['X', 'Y', 'Z'] as const) {
    const want = planned[axis]
    const have = posted[axis]
    if (want === null) continue
    if (have === null) return Number.POSITIVE_INFINITY
    squared += (want - have) * (want - have)
  }
  return Math.sqrt(squared)
}

function sameFeed({ feedMmPerMin }: Motion, plannedMmPerMin: number): boolean {
  if (feedMmPerMin === null) return false
  return Math.abs(feedMmPerMin - plannedMmPerMin) <= FEED_TOLERANCE_MM_PER_MIN
}

/** A straight motion as planned. */
type Straight =
  | { readonly kind: 'rapid'; readonly end: AxisValues }
  | { readonly kind: 'line'; readonly end: AxisValues; readonly feedMmPerMin: number }

const NOWHERE: AxisValues = { X: null, Y: null, Z: null }

/** Walks planned moves and posted events side by side. Use once. */
export class PathComparison {
  /** Furthest found so far, mm. */
  largestDeviationMm = 0
  private readonly events: readonly Compared[]
  private next = 0
  private planned: AxisValues = NOWHERE
  private posted: AxisValues = NOWHERE
  private spindleRpm = 0
  private lastLine = 0
  private readonly tools: ToolExpectation

  constructor(events: readonly MachineEvent[], tools: ToolExpectation) {
    this.events = events.filter(isCompared)
    this.tools = tools
  }

  /** The first difference between the moves and the events, as a list of none or one. */
  compare(moves: readonly Move[]): readonly VerificationFailure[] {
    try {
      const { toolChange, firstToolNumber } = this.tools
      const starts = moves.find(({ kind }) => kind !== 'comment')
      if (toolChange === 'm6' && starts?.kind !== 'tool') this.changeTo(firstToolNumber)
      for (const move of basicMoves(moves)) this.move(move)
      const extra = this.events[this.next]
      if (extra !== undefined) this.differ(extra.line, `holds a ${extra.kind} that was not planned`)
    } catch (thrown) {
      if (thrown instanceof Difference) return [thrown.failure]
      throw thrown
    }
    return []
  }

  private differ(line: number, sentence: string): never {
    throw new Difference(line, sentence)
  }

  private peek(): Compared | undefined {
    return this.events[this.next]
  }

  private take(wanted: string): Compared {
    const event = this.peek()
    if (event === undefined) return this.differ(this.lastLine, `ends before ${wanted}`)
    this.next += 1
    this.lastLine = event.line
    return event
  }

  private takeMotion(kind: Motion['motion'], wanted: string): Motion {
    const event = this.take(wanted)
    if (event.kind !== 'motion' || event.motion !== kind) {
      const found = event.kind === 'motion' ? event.motion : event.kind
      return this.differ(event.line, `has a ${found} where ${wanted} was planned`)
    }
    this.posted = event.to
    return event
  }

  private note(line: number, deviationMm: number, what: string): void {
    if (!(deviationMm <= PATH_TOLERANCE_MM)) {
      const limit = `the limit is ${String(PATH_TOLERANCE_MM)} mm`
      this.differ(line, `${what} lies ${deviationMm.toFixed(4)} mm off the plan, ${limit}`)
    }
    this.largestDeviationMm = Math.max(this.largestDeviationMm, deviationMm)
  }

  private feed(motion: Motion, plannedMmPerMin: number): void {
    if (sameFeed(motion, plannedMmPerMin)) return
    const found = `feed ${String(motion.feedMmPerMin)}`
    this.differ(motion.line, `${found} where ${String(plannedMmPerMin)} mm/min is planned`)
  }

  private changeTo(toolNumber: number): void {
    const wanted = `the change to tool ${String(toolNumber)}`
    const event = this.take(wanted)
    const right =
      this.tools.toolChange === 'm6'
        ? event.kind === 'tool-change' && event.toolNumber === toolNumber
        : event.kind === 'pause' && !event.optional
    if (!right) this.differ(event.line, `has another ${event.kind} where ${wanted} was planned`)
  }

  /** Another tool has another length: where its tip is has to be stated again. */
  private tool({ toolNumber }: ToolMove): void {
    this.changeTo(toolNumber)
    this.planned = { ...this.planned, Z: null }
    this.posted = { ...this.posted, Z: null }
  }

  /** A person may have jogged: where the tool is has to be stated again. */
  private pause(): void {
    const event = this.take('a pause')
    if (event.kind !== 'pause' || event.optional) {
      this.differ(event.line, `has another ${event.kind} where a pause was planned`)
    }
    this.planned = { ...this.planned, Z: null }
    this.posted = { ...this.posted, Z: null }
  }

  private move(move: BasicMove): void {
    if (!('to' in move)) {
      this.standing(move)
      return
    }
    switch (move.kind) {
      case 'rapid':
        this.rapid(move)
        return
      case 'line':
        this.line(move)
        return
      case 'arc':
      case 'plane-arc':
        this.arc(move)
    }
  }

  private standing(move: Exclude<BasicMove, { readonly to: unknown }>): void {
    switch (move.kind) {
      case 'comment':
        return
      case 'spindle':
        this.spindle(move.state === 'on' ? move.speedRpm : 0)
        return
      case 'dwell':
        this.dwell(move.seconds)
        return
      case 'pause':
        this.pause()
        return
      case 'tool':
        this.tool(move)
    }
  }

  private spindle(speedRpm: number): void {
    if (speedRpm === this.spindleRpm) return
    this.spindleRpm = speedRpm
    const wanted = speedRpm === 0 ? 'spindle off' : `spindle on at ${String(speedRpm)} rpm`
    const event = this.take(wanted)
    const same =
      event.kind === 'spindle' &&
      event.direction === (speedRpm === 0 ? 'off' : 'clockwise') &&
      Math.abs(event.speedRpm - speedRpm) < SPEED_TOLERANCE_RPM
    if (!same) this.differ(event.line, `has another ${event.kind} where ${wanted} was planned`)
  }

  private dwell(seconds: number): void {
    const wanted = `a dwell of ${String(seconds)} s`
    const event = this.take(wanted)
    const same =
      event.kind === 'dwell' && Math.abs(event.seconds - seconds) < DWELL_TOLERANCE_SECONDS
    if (!same) this.differ(event.line, `has another ${event.kind} where ${wanted} was planned`)
  }

  /**
   * A motion that rounding may have swallowed: true when the posted program stands there already. Numbers
   * are rounded to the nearest, so a posted motion that leads farther off than standing still is another.
   */
  private swallowed(wanted: Straight): boolean {
    const standingMm = gapMm(wanted.end, this.posted)
    if (standingMm > PATH_TOLERANCE_MM) return false
    const event = this.peek()
    const isIt =
      event?.kind === 'motion' &&
      event.motion === wanted.kind &&
      gapMm(wanted.end, event.to) <= standingMm + ROUNDING_MM &&
      (wanted.kind === 'rapid' || sameFeed(event, wanted.feedMmPerMin))
    return !isIt
  }

  private straight(wanted: Straight): void {
    const { kind, end } = wanted
    this.planned = end
    if (this.swallowed(wanted)) {
      this.note(this.lastLine, gapMm(end, this.posted), 'the place')
      return
    }
    const motion = this.takeMotion(kind, `a ${kind} to ${shown(end)}`)
    this.note(motion.line, gapMm(end, motion.to), `${shown(motion.to)}, planned ${shown(end)},`)
    if (wanted.kind === 'line') this.feed(motion, wanted.feedMmPerMin)
  }

  /** Up before sideways, sideways before down: the only order in which a rapid is safe. */
  private rapid({ to }: RapidMove): void {
    const { X: x, Y: y, Z: z } = this.planned
    const end = { X: to.xMm ?? x, Y: to.yMm ?? y, Z: to.zMm ?? z }
    const up = z === null || (end.Z !== null && end.Z >= z)
    const corner = up ? { X: x, Y: y, Z: end.Z } : { X: end.X, Y: end.Y, Z: z }
    this.straight({ kind: 'rapid', end: corner })
    this.straight({ kind: 'rapid', end })
  }

  private line(move: LineMove): void {
    const { xMm, yMm, zMm } = move.to
    const { feedMmPerMin } = move
    this.straight({ kind: 'line', end: { X: xMm, Y: yMm, Z: zMm }, feedMmPerMin })
  }

  private plannedArc(move: CircularMove): ArcShape {
    const { X: xMm, Y: yMm, Z: zMm } = this.planned
    if (xMm === null || yMm === null || zMm === null) {
      return this.differ(this.lastLine, 'an arc is planned from a place the plan has not stated')
    }
    return arcShape({ xMm, yMm, zMm }, move)
  }

  private arc(move: CircularMove): void {
    const shape = this.plannedArc(move)
    const end = { X: move.to.xMm, Y: move.to.yMm, Z: move.to.zMm }
    const lengthMm = shape.startRadiusMm * shape.sweepRad
    const nearlyStraight =
      lengthMm <= STRAIGHT_ARC_MM &&
      lengthMm ** 2 / (8 * shape.startRadiusMm) <= STRAIGHT_SAGITTA_MM
    const event = this.peek()
    if (nearlyStraight && !(event?.kind === 'motion' && event.motion === 'arc')) {
      this.straight({ kind: 'line', end, feedMmPerMin: move.feedMmPerMin })
      return
    }
    this.arcPieces(shape, move.feedMmPerMin)
    this.planned = end
    this.note(
      this.lastLine,
      gapMm(end, this.posted),
      `${shown(this.posted)}, planned ${shown(end)},`,
    )
  }

  /** Takes posted arcs, or lines close enough to the arc, until they have swept what is planned. */
  private arcPieces(shape: ArcShape, feedMmPerMin: number): void {
    const slackRad = (1.5 * PATH_TOLERANCE_MM) / shape.startRadiusMm
    let sweptRad = 0
    while (sweptRad < shape.sweepRad - slackRad) {
      const event = this.peek()
      const chord = event?.kind === 'motion' && event.motion === 'line'
      const piece = this.takeMotion(chord ? 'line' : 'arc', 'an arc')
      const compared = (chord ? chordDeviation : arcPieceDeviation)(shape, piece, sweptRad)
      if (compared.difference !== null) this.differ(piece.line, compared.difference)
      const what = chord ? 'has a line where an arc was planned: it' : 'the arc'
      this.note(piece.line, compared.deviationMm, what)
      this.feed(piece, feedMmPerMin)
      sweptRad += compared.sweptRad
    }
    if (sweptRad <= shape.sweepRad + slackRad) return
    const swept = `turns ${sweptRad.toFixed(4)} rad`
    this.differ(this.lastLine, `${swept} where ${shape.sweepRad.toFixed(4)} rad are planned`)
  }
}
