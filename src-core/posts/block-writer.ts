import { dialectOf } from '../gcode/dialects/dialect-of.ts'
import { formatLengthMm, formatNumber, type NumberFormat, roundedMm } from '../gcode/format.ts'
import type { Plane } from '../gcode/modal-state.ts'
import type { Point3 } from '../geometry/point.ts'
import { commentText, wrapText } from './comment-text.ts'
import type { PostCapabilities, PostProfile } from './post.schema.ts'
import { Refused } from './refused.ts'

/** A linear axis as it is written. */
export type AxisName = 'X' | 'Y' | 'Z'

/** Target coordinates of a block, mm. */
export type AxisTargets = Readonly<Partial<Record<AxisName, number>>>

const LARGEST_COORDINATE_MM = 100_000
const PLANE_WORDS: Readonly<Record<Plane, string>> = { XY: 'G17', ZX: 'G18', YZ: 'G19' }

/** Writes the blocks of one program, leaving out words that are in force already. */
export class BlockWriter {
  readonly lines: string[] = []
  readonly capabilities: PostCapabilities
  /** The move now being written, for problems. */
  moveIndex = -1
  /** T stands in a line before M6. */
  readonly selectsToolFirst: boolean
  private readonly pointedDwell: boolean
  private readonly format: NumberFormat
  private motion = ''
  private feed = ''
  private planeInForce: Plane = 'XY'
  private readonly shown: Record<AxisName, string> = { X: '', Y: '', Z: '' }
  private readonly at: Record<AxisName, number | null> = { X: null, Y: null, Z: null }

  constructor(profile: PostProfile) {
    this.capabilities = profile.capabilities
    this.format = { units: profile.units, decimals: profile.capabilities.decimals }
    const { pointedDwell, selectsToolFirst } = dialectOf(profile.controller)
    this.pointedDwell = pointedDwell
    this.selectsToolFirst = selectsToolFirst
  }

  /** One line as it stands. */
  line(text: string): void {
    const { lineNumberStep, maxLineChars: limitChars, spaces } = this.capabilities
    const numbered = lineNumberStep > 0 && !text.startsWith('%')
    const number = `N${String((this.lines.length + 1) * lineNumberStep)}${spaces ? ' ' : ''}`
    const line = numbered ? number + text : text
    if (line.length > limitChars) {
      throw new Refused({ kind: 'line-too-long', line, limitChars })
    }
    this.lines.push(line)
  }

  /** One block of words; nothing when there are none. */
  block(words: readonly string[]): void {
    const written = words.filter((word) => word !== '')
    if (written.length > 0) this.line(written.join(this.capabilities.spaces ? ' ' : ''))
  }

  /** A note for a person, wrapped; nothing where the controller takes no comments. */
  comment(text: string): void {
    const { commentStyle, maxLineChars } = this.capabilities
    if (commentStyle === 'none') return
    // room for the brackets and a line number
    for (const part of wrapText(commentText(text), maxLineChars - 10)) {
      this.line(commentStyle === 'parentheses' ? `(${part})` : `; ${part}`)
    }
  }

  /** A number within a limit; anything else is refused. */
  number(what: string, value: number, limit: number): number {
    if (Math.abs(value) <= limit) return value
    throw new Refused({ kind: 'no-number', moveIndex: this.moveIndex, what, value })
  }

  /** A motion word when another one is in force. */
  motionWord(word: string): string {
    if (word === this.motion) return ''
    this.motion = word
    return word
  }

  /** After a stop, a tool change or a cycle the reader finds the motion word again. */
  forgetMotion(): void {
    this.motion = ''
  }

  /** After a tool change nobody knows how high the tip is. */
  forgetHeight(): void {
    this.at.Z = null
    this.shown.Z = ''
  }

  /** Axis words that change something; all of `always` in any case. */
  axisWords(to: AxisTargets, always = ''): readonly string[] {
    const words: string[] = []
    for (const axis of ['X', 'Y', 'Z'] as const) {
      const valueMm = to[axis]
      if (valueMm === undefined) continue
      this.at[axis] = this.number(axis, valueMm, LARGEST_COORDINATE_MM)
      const text = this.lengthText(valueMm)
      if (text === this.shown[axis] && !always.includes(axis)) continue
      this.shown[axis] = text
      words.push(axis + text)
    }
    return words
  }

  /** A coordinate as it is written. */
  lengthText(valueMm: number): string {
    const checked = this.number('length', valueMm, LARGEST_COORDINATE_MM)
    return formatLengthMm(checked, this.format, 'coordinate')
  }

  /** A centre offset as it is written. */
  centreText(letter: string, valueMm: number): string {
    const checked = this.number(letter, valueMm, LARGEST_COORDINATE_MM)
    return formatLengthMm(checked, this.format, 'arcCentre')
  }

  /** What the controller reads back for a coordinate, mm. */
  readMm(valueMm: number): number {
    return roundedMm(valueMm, this.format, 'coordinate')
  }

  /** What the controller reads back for a centre offset, mm. */
  readCentreMm(valueMm: number): number {
    return roundedMm(valueMm, this.format, 'arcCentre')
  }

  /** An F word when another feed is in force. */
  feedWord(feedMmPerMin: number): string {
    const text = formatLengthMm(this.number('feed', feedMmPerMin, 1e6), this.format, 'feed')
    if (!(Number(text) > 0)) this.number('feed', Number.NaN, 0)
    if (text === this.feed) return ''
    this.feed = text
    return `F${text}`
  }

  /** A number with the decimals of speeds. */
  speedText(speedRpm: number): string {
    return formatNumber(this.number('speed', speedRpm, 1e6), this.capabilities.decimals.speed)
  }

  /** Seconds, in the unit the controller waits in. */
  dwellText(seconds: number): string {
    const { dwellUnit, decimals } = this.capabilities
    const value = dwellUnit === 'seconds' ? seconds : seconds * 1000
    const text = formatNumber(this.number('dwell', value, 1e7), decimals.dwell)
    return this.pointedDwell && dwellUnit === 'seconds' && !text.includes('.') ? `${text}.0` : text
  }

  /** States the plane when another one is in force. */
  plane(plane: Plane): void {
    if (plane === this.planeInForce) return
    this.planeInForce = plane
    this.block([PLANE_WORDS[plane]])
  }

  /** Straight feed to a place. */
  straight(to: Point3, feedMmPerMin: number): void {
    const words = this.axisWords({ X: to.xMm, Y: to.yMm, Z: to.zMm })
    if (words.length > 0) {
      this.block([this.motionWord('G1'), ...words, this.feedWord(feedMmPerMin)])
    }
  }

  /** How high the tool has been sent; null when it has not. */
  height(): number | null {
    return this.at.Z
  }

  /** Where the tool has been sent, unrounded. */
  position(): Point3 {
    const { X: xMm, Y: yMm, Z: zMm } = this.at
    if (xMm === null || yMm === null || zMm === null) {
      throw new Refused({ kind: 'place-unknown', moveIndex: this.moveIndex })
    }
    return { xMm, yMm, zMm }
  }
}
