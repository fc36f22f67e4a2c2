import { RADIUS_MISMATCH_MM } from '../gcode/arc-geometry.ts'
import { formatLengthMm, formatNumber, type NumberFormat, roundedMm } from '../gcode/format.ts'
import { sweepRad } from '../geometry/arc.ts'
import { distanceMm, type Point2, type Point3, polarPoint } from '../geometry/point.ts'
import type { Machine } from '../library/machine.schema.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { zeroOfStage } from '../rosette/stage.ts'
import type { ArcMove, LineMove, Move, RapidMove, ToolpathProgram } from '../toolpath/move.ts'
import { commentText, wrapText } from './comment-text.ts'
import type { PostProfile, PostToken } from './post.schema.ts'
import type { PostProblem } from './post-problem.ts'
import { orderProblem } from './program-order.ts'

/** What a program is printed with. */
export interface PrintOptions {
  readonly profile: PostProfile
  readonly planName: string
  readonly machine: Machine
  /** As the shop calls the tool; its id stands in when left out. */
  readonly toolName?: string
}

/** A printed program: lines end in `\n`. */
export interface PrintedProgram {
  readonly text: string
  readonly lineCount: number
}

const LARGEST_COORDINATE_MM = 100_000
/** A piece of arc this short is written as a line; its sagitta L²/8r is checked too. */
const SHORTEST_ARC_MM = 0.02
const LARGEST_SAGITTA_MM = 0.0005

/** Raised inside the printer only; `printGrbl` turns it into a Result. */
class Refused extends Error {
  readonly problem: PostProblem
  constructor(problem: PostProblem) {
    super(problem.kind)
    this.problem = problem
  }
}

function directionRad(centre: Point2, point: Point2): number {
  return Math.atan2(point.yMm - centre.yMm, point.xMm - centre.xMm)
}

type AxisName = 'X' | 'Y' | 'Z'

/** Writes the blocks of one program, leaving out words that are in force already. */
class GrblWriter {
  readonly lines: string[] = []
  private readonly profile: PostProfile
  private readonly format: NumberFormat
  private motion = ''
  private feed = ''
  private readonly shown: Record<AxisName, string> = { X: '', Y: '', Z: '' }
  private readonly at: Record<AxisName, number | null> = { X: null, Y: null, Z: null }
  private moveIndex = -1

  constructor(profile: PostProfile) {
    this.profile = profile
    this.format = { units: profile.units, decimals: profile.capabilities.decimals }
  }

  private refuse(problem: PostProblem): never {
    throw new Refused(problem)
  }

  line(text: string): void {
    const limitChars = this.profile.capabilities.maxLineChars
    if (text.length > limitChars) this.refuse({ kind: 'line-too-long', line: text, limitChars })
    this.lines.push(text)
  }

  comment(text: string): void {
    const { commentStyle, maxLineChars } = this.profile.capabilities
    for (const part of wrapText(commentText(text), maxLineChars - 2)) {
      this.line(commentStyle === 'parentheses' ? `(${part})` : `; ${part}`)
    }
  }

  private number(what: string, value: number, limit: number): number {
    if (Math.abs(value) <= limit) return value
    return this.refuse({ kind: 'no-number', moveIndex: this.moveIndex, what, value })
  }

  /** A motion word when another one is in force. */
  private motionWord(word: string): string {
    if (word === this.motion) return ''
    this.motion = word
    return word
  }

  /** Axis words that change something; all of `always` in any case. */
  private axisWords(to: Readonly<Partial<Record<AxisName, number>>>, always = ''): string {
    let words = ''
    for (const axis of ['X', 'Y', 'Z'] as const) {
      const valueMm = to[axis]
      if (valueMm === undefined) continue
      this.at[axis] = this.number(axis, valueMm, LARGEST_COORDINATE_MM)
      const text = formatLengthMm(valueMm, this.format, 'coordinate')
      if (text === this.shown[axis] && !always.includes(axis)) continue
      this.shown[axis] = text
      words += `${axis}${text}`
    }
    return words
  }

  private feedWord(feedMmPerMin: number): string {
    const text = formatLengthMm(this.number('feed', feedMmPerMin, 1e6), this.format, 'feed')
    if (!(Number(text) > 0)) this.number('feed', Number.NaN, 0)
    if (text === this.feed) return ''
    this.feed = text
    return `F${text}`
  }

  /** Z and XY each in a block of their own: first up, then sideways; sideways first on the way down. */
  private rapid({ to }: RapidMove): void {
    const { xMm, yMm, zMm } = to
    const sideways = {
      ...(xMm === undefined ? {} : { X: xMm }),
      ...(yMm === undefined ? {} : { Y: yMm }),
    }
    const vertical = zMm === undefined ? {} : { Z: zMm }
    const up = zMm !== undefined && zMm >= (this.at.Z ?? zMm)
    for (const axes of up ? [vertical, sideways] : [sideways, vertical]) {
      const words = this.axisWords(axes)
      if (words !== '') this.line(this.motionWord('G0') + words)
    }
  }

  private straight(to: Point3, feedMmPerMin: number): void {
    const words = this.axisWords({ X: to.xMm, Y: to.yMm, Z: to.zMm })
    if (words !== '') this.line(this.motionWord('G1') + words + this.feedWord(feedMmPerMin))
  }

  private feedLine(move: LineMove): void {
    this.position()
    this.straight(move.to, move.feedMmPerMin)
  }

  /** Where the tool has been sent, unrounded. */
  private position(): Point3 {
    const { X: xMm, Y: yMm, Z: zMm } = this.at
    if (xMm === null || yMm === null || zMm === null) {
      return this.refuse({ kind: 'place-unknown', moveIndex: this.moveIndex })
    }
    return { xMm, yMm, zMm }
  }

  private checkCapability(move: ArcMove, from: Point3): void {
    const { arcs, helicalArcs } = this.profile.capabilities
    const helix = move.to.zMm !== from.zMm
    if (arcs && (helicalArcs || !helix)) return
    const what = helix ? 'the post knows no helical arcs' : 'the post knows no arcs'
    this.refuse({ kind: 'unsupported', moveIndex: this.moveIndex, what })
  }

  /** An arc in equal pieces of at most half a turn. */
  private arc(move: ArcMove): void {
    const from = this.position()
    this.checkCapability(move, from)
    const startRadiusMm = distanceMm(move.centre, from)
    const endRadiusMm = distanceMm(move.centre, move.to)
    if (!(Math.abs(startRadiusMm - endRadiusMm) <= RADIUS_MISMATCH_MM)) {
      this.refuse({ kind: 'arc-radii', moveIndex: this.moveIndex, startRadiusMm, endRadiusMm })
    }
    const startRad = directionRad(move.centre, from)
    const sweep = sweepRad(startRad, directionRad(move.centre, move.to), move.rotation)
    const count = Math.max(1, Math.ceil(sweep / Math.PI - 1e-9))
    const turn = move.rotation === 'clockwise' ? -sweep : sweep
    const lengthMm = startRadiusMm * (sweep / count)
    for (let piece = 1; piece < count; piece += 1) {
      const share = piece / count
      const onCircle = polarPoint(move.centre, startRadiusMm, startRad + turn * share)
      const zMm = from.zMm + (move.to.zMm - from.zMm) * share
      this.arcPiece(move, { ...onCircle, zMm }, lengthMm)
    }
    this.arcPiece(move, move.to, lengthMm)
  }

  /** What the controller reads back for a coordinate. */
  private read(valueMm: number): number {
    return roundedMm(valueMm, this.format, 'coordinate')
  }

  /** One G2 or G3 of at most half a turn, its centre taken from the start as it was written. */
  private arcPiece(move: ArcMove, to: Point3, lengthMm: number): void {
    const from = this.position()
    const startXMm = this.read(from.xMm)
    const startYMm = this.read(from.yMm)
    const radiusMm = distanceMm(move.centre, from)
    const sagittaMm = (lengthMm * lengthMm) / (8 * radiusMm)
    // ends that round to one point would make a full circle of it
    const still = this.read(to.xMm) === startXMm && this.read(to.yMm) === startYMm
    if (still || (lengthMm < SHORTEST_ARC_MM && sagittaMm < LARGEST_SAGITTA_MM)) {
      this.straight(to, move.feedMmPerMin)
      return
    }
    const word = this.motionWord(move.rotation === 'clockwise' ? 'G2' : 'G3')
    const ends = this.axisWords({ X: to.xMm, Y: to.yMm, Z: to.zMm }, 'XY')
    const centreX = this.number('I', move.centre.xMm - startXMm, LARGEST_COORDINATE_MM)
    const centreY = this.number('J', move.centre.yMm - startYMm, LARGEST_COORDINATE_MM)
    const i = formatLengthMm(centreX, this.format, 'arcCentre')
    const j = formatLengthMm(centreY, this.format, 'arcCentre')
    this.line(`${word}${ends}I${i}J${j}${this.feedWord(move.feedMmPerMin)}`)
  }

  private dwell(seconds: number): void {
    const { dwellUnit, decimals } = this.profile.capabilities
    const value = dwellUnit === 'seconds' ? seconds : seconds * 1000
    this.line(`G4P${formatNumber(this.number('dwell', value, 1e7), decimals.dwell)}`)
  }

  private spindle(state: 'on' | 'off', speedRpm: number): void {
    if (state === 'off') this.line('M5')
    else {
      const { speed } = this.profile.capabilities.decimals
      this.line(`M3S${formatNumber(this.number('speed', speedRpm, 1e6), speed)}`)
    }
    // after a stop the reader finds the motion word again
    this.motion = ''
  }

  move(move: Move, moveIndex: number): void {
    this.moveIndex = moveIndex
    switch (move.kind) {
      case 'comment':
        this.comment(move.text)
        return
      case 'spindle':
        this.spindle(move.state, move.speedRpm)
        return
      case 'dwell':
        this.dwell(move.seconds)
        return
      case 'rapid':
        this.rapid(move)
        return
      case 'line':
        this.feedLine(move)
        return
      case 'arc':
        this.arc(move)
    }
  }

  /** A header or footer line with its names filled in. */
  template(line: string, names: Readonly<Record<PostToken, string>>): void {
    const filled = line.replaceAll(/\{([a-z]+)\}/g, (_, name: PostToken) => names[name])
    const inner = /^\((.*)\)$/.exec(filled)?.[1]
    if (inner === undefined) this.line(filled)
    else this.comment(inner)
  }
}

/**
 * Prints a toolpath program for a GRBL 1.1 controller. It computes no geometry but the rounding: arcs
 * stay arcs (in pieces of at most half a turn, centre relative to the rounded start), words in force
 * are not repeated. The same program gives the same bytes; there is no date in it. Refuses a program
 * that breaks the safe order or that cannot be written within the controller's limits.
 */
export function printGrbl(
  program: ToolpathProgram,
  options: PrintOptions,
): Result<PrintedProgram, PostProblem> {
  const { profile, planName, machine, toolName } = options
  const unsafe = orderProblem(program, machine.spindle)
  if (unsafe !== null) return failure(unsafe)
  const writer = new GrblWriter(profile)
  const names: Record<PostToken, string> = {
    job: planName,
    stage: program.stage,
    title: program.title,
    tool: toolName ?? program.toolId,
    zero: zeroOfStage(program.stage),
    units: profile.units === 'mm' ? 'G21' : 'G20',
  }
  try {
    for (const line of profile.header) writer.template(line, names)
    program.moves.forEach((move, index) => {
      writer.move(move, index)
    })
    for (const line of profile.footer) writer.template(line, names)
  } catch (thrown) {
    if (thrown instanceof Refused) return failure(thrown.problem)
    throw thrown
  }
  const { lines } = writer
  return success({ text: `${lines.join('\n')}\n`, lineCount: lines.length })
}
