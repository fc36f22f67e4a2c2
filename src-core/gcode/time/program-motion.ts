import type { MotionClock, MotionLimits } from '../../toolpath/motion-clock.ts'
import type { ArcGeometry } from '../arc-geometry.ts'
import { letterBit, LineWords } from '../path/line-words.ts'
import type { PlainMove } from '../plain-move.ts'
import { PathModes } from '../path/path-modes.ts'
import { arcOfLine, PLANE_AXES } from './line-arc.ts'

/** Where a program starts; what is not known costs the first motion's time. */
export interface ProgramStart {
  /** Work coordinates, mm. */
  readonly workMm?: readonly [number, number, number]
  /** Machine minus work coordinates, mm: with it motions in machine coordinates (G53) are timed too. */
  readonly offsetMm?: readonly [number, number, number]
}

/** The bit of X is this far up, those of Y and Z follow. */
const X_PLACE = 23
const F_BIT = letterBit('F')
const S_BIT = letterBit('S')
const AXIS_LETTERS = ['X', 'Y', 'Z'] as const
/** The firmware counts chords in 16 bits. */
const MOST_CHORDS = 0xffff
/** M5 and M9. */
const SPINDLE_OFF = 5
const COOLANT_OFF = 9
/** A dwell is counted in steps of this, s. */
const DWELL_STEP_SECONDS = 0.05

/** Hands the motions of a program to a clock, line by line, by the same modes as the picture's reader. */
export class ProgramMotion {
  readonly #clock: MotionClock
  readonly #arcToleranceMm: number
  readonly #offsetMm: readonly [number, number, number] | null
  readonly #words = new LineWords()
  readonly #modes = new PathModes()
  readonly #delta: [number, number, number] = [0, 0, 0]
  #feedMmPerMin = 0
  #inverseTime = false
  #spindle = SPINDLE_OFF
  #spindleRpm = 0
  #coolant = COOLANT_OFF
  #unknown = 0

  constructor(clock: MotionClock, limits: MotionLimits, start: ProgramStart) {
    this.#clock = clock
    this.#arcToleranceMm = limits.arcToleranceMm
    this.#offsetMm = start.offsetMm ?? null
    if (start.workMm !== undefined) this.#modes.positionMm.set(start.workMm)
  }

  /** Motions that could not be timed. */
  get unknownMotions(): number {
    return this.#unknown
  }

  /** Takes `bytes[from .. to)`, the line of that index. */
  takeLine(line: number, bytes: Uint8Array, from: number, to: number): void {
    const [words, modes] = [this.#words, this.#modes]
    words.read(bytes, from, to)
    if (words.present === 0) return
    const systemBefore = modes.coordinateSystem
    modes.take(words)
    this.#takeFeed()
    if (this.#stops(systemBefore)) this.#clock.rest(line, this.#dwellSeconds())
    if (modes.oneShot === 'stored') this.#unknown += 1
    if (modes.moves(words)) this.#move(line)
    modes.finish(words)
    if (this.#pauses()) this.#clock.rest(line, 0)
    if (modes.ended) this.#endModes()
  }

  /** Takes a plain move, the line of that index; false when it is for `takeLine`. */
  takeMove(line: number, move: PlainMove): boolean {
    const modes = this.#modes
    if (!modes.takeMove(move)) return false
    if (!Number.isNaN(move.feed)) {
      this.#feedMmPerMin = this.#inverseTime ? move.feed : move.feed * modes.mmPerUnit
    }
    this.#measure(move.axes)
    const rapid = modes.motion === 'rapid'
    this.#clock.stretch(line, this.#delta, rapid ? Infinity : this.#feedFor(1))
    modes.arrive()
    return true
  }

  #takeFeed(): void {
    const words = this.#words
    for (let index = 0; index < words.gCount; index += 1) {
      if (words.gTenfold[index] === 930) this.#inverseTime = true
      else if (words.gTenfold[index] === 940) this.#inverseTime = false
    }
    if ((words.present & F_BIT) === 0) return
    const feed = words.value('F')
    this.#feedMmPerMin = this.#inverseTime ? feed : feed * this.#modes.mmPerUnit
  }

  /** Whether the line waits for everything before it: changes of spindle, coolant, offset; dwells. */
  #stops(systemBefore: number): boolean {
    const { modes, words } = { modes: this.#modes, words: this.#words }
    let stops = modes.coordinateSystem !== systemBefore || modes.axisUse === 'tool-length'
    if (modes.oneShot === 'set-offset' || modes.oneShot === 'clear-offset') stops = true
    if (modes.oneShot === 'set-coordinates' || modes.motion === 'probe') stops = true
    for (let index = 0; index < words.gCount; index += 1) {
      if (words.gTenfold[index] === 40) stops = true
    }
    return this.#switches() || stops
  }

  #switches(): boolean {
    const words = this.#words
    const rpm = (words.present & S_BIT) === 0 ? this.#spindleRpm : words.value('S')
    let switches = rpm !== this.#spindleRpm && this.#spindle !== SPINDLE_OFF
    this.#spindleRpm = rpm
    for (let index = 0; index < words.mCount; index += 1) {
      if (this.#switchesTo(words.m[index] ?? 0)) switches = true
    }
    return switches
  }

  /** Takes an M number; whether it changes the spindle or the coolant. */
  #switchesTo(code: number): boolean {
    if (code >= 3 && code <= SPINDLE_OFF) {
      const changes = code !== this.#spindle
      this.#spindle = code
      return changes
    }
    if (code !== 8 && code !== COOLANT_OFF) return false
    const changes = code !== this.#coolant
    this.#coolant = code
    return changes
  }

  #dwellSeconds(): number {
    const words = this.#words
    for (let index = 0; index < words.gCount; index += 1) {
      if (words.gTenfold[index] !== 40) continue
      const seconds = words.value('P')
      return Number.isFinite(seconds)
        ? Math.ceil(seconds / DWELL_STEP_SECONDS - 1e-6) * DWELL_STEP_SECONDS
        : 0
    }
    return 0
  }

  #pauses(): boolean {
    for (let index = 0; index < this.#words.mCount; index += 1) {
      const code = this.#words.m[index]
      if (code === 0 || code === 2 || code === 30 || code === 6) return true
    }
    return this.#modes.motion === 'probe'
  }

  #endModes(): void {
    this.#inverseTime = false
    this.#spindle = SPINDLE_OFF
    this.#coolant = COOLANT_OFF
  }

  #move(line: number): void {
    const { oneShot, motion } = this.#modes
    if (oneShot === 'machine') this.#aimAtMachine()
    this.#measure(this.#words.present >>> X_PLACE)
    const circular = motion === 'clockwise' || motion === 'counterclockwise'
    const arc = circular ? arcOfLine(this.#words, this.#modes) : null
    if (arc !== null) this.#arc(line, arc)
    else this.#clock.stretch(line, this.#delta, motion === 'rapid' ? Infinity : this.#feedFor(1))
  }

  /** `named` has a bit for each axis whose word is there, lowest X. */
  #measure(named: number): void {
    const { positionMm, targetMm } = this.#modes
    for (let axis = 0; axis < 3; axis += 1) {
      const deltaMm = (targetMm[axis] ?? NaN) - (positionMm[axis] ?? NaN)
      const unknown = Number.isNaN(deltaMm)
      if (unknown && (named & (1 << axis)) !== 0) this.#unknown += 1
      this.#delta[axis] = unknown ? 0 : deltaMm
    }
  }

  #aimAtMachine(): void {
    if (this.#offsetMm === null) return
    for (const [axis, letter] of AXIS_LETTERS.entries()) {
      if (isLeftOut(this.#words, axis)) continue
      this.#modes.targetMm[axis] =
        this.#modes.lengthMm(this.#words, letter) - (this.#offsetMm[axis] ?? 0)
    }
  }

  /** Feed of a stretch, mm/min. In inverse time F is per minute; on arcs GRBL takes F times the chords. */
  #feedFor(chords: number): number {
    if (!this.#inverseTime) return this.#feedMmPerMin
    return chords > 1
      ? this.#feedMmPerMin * chords
      : this.#feedMmPerMin * Math.hypot(...this.#delta)
  }

  /** The chords the controller cuts: `n = ⌊0.5·θ·r / √(tol·(2r − tol))⌋`, at least one. */
  #arc(line: number, arc: ArcGeometry): void {
    const modes = this.#modes
    const [first, second, third] = PLANE_AXES[modes.plane]
    const radiusMm = arc.startRadiusMm
    const tolerance = this.#arcToleranceMm
    const halfChordMm = Math.sqrt(tolerance * (2 * radiusMm - tolerance))
    const wanted = Math.floor((0.5 * arc.sweepRad * radiusMm) / halfChordMm) || 1
    const chords = Math.min(MOST_CHORDS, Math.max(1, wanted))
    const feed = this.#feedFor(chords)
    const turnRad = (modes.motion === 'clockwise' ? -arc.sweepRad : arc.sweepRad) / chords
    const startFirst = (modes.positionMm[first] ?? 0) - arc.centre.first
    const startSecond = (modes.positionMm[second] ?? 0) - arc.centre.second
    const rise = this.#delta[third] / chords
    let [a, b] = [startFirst, startSecond]
    for (let chord = 1; chord <= chords; chord += 1) {
      const [cosine, sine] = [Math.cos(turnRad * chord), Math.sin(turnRad * chord)]
      const nextA = startFirst * cosine - startSecond * sine
      const nextB = startFirst * sine + startSecond * cosine
      this.#delta[first] = nextA - a
      this.#delta[second] = nextB - b
      this.#delta[third] = rise
      this.#clock.stretch(line, this.#delta, feed)
      a = nextA
      b = nextB
    }
  }
}

function isLeftOut(words: LineWords, axis: number): boolean {
  return (words.present & letterBit(AXIS_LETTERS[axis] ?? 'X')) === 0
}
