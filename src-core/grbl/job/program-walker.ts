import { arcAbout, centreFromRadius } from '../../gcode/arc-geometry.ts'
import type { PlainMove } from '../../gcode/plain-move.ts'
import type { Point3 } from '../../geometry/point.ts'
import { MM_PER_INCH } from '../../units/length.ts'
import type { PreparedProgram } from '../prepared-program.ts'
import { LineWords } from './line-words.ts'
import { MODE_CHANGES, PLANE_AXES, type WalkerModes } from './walker-modes.ts'

const LETTER = { F: 5, I: 8, J: 9, K: 10, P: 15, R: 17, S: 18, T: 19, X: 23, Y: 24, Z: 25 } as const
/** The words of X, Y and Z and of the centre along each, by axis. */
const AXIS_LETTERS = [LETTER.X, LETTER.Y, LETTER.Z] as const
const CENTRE_LETTERS = [LETTER.I, LETTER.J, LETTER.K] as const
const AXIS_MASK = (1 << LETTER.X) | (1 << LETTER.Y) | (1 << LETTER.Z)

/** What one line makes the machine do. */
export type WalkedMotion = 'none' | 'rapid' | 'line' | 'arc' | 'probe'

/** Three numbers by axis, mm; NaN where nobody can know. */
export type AxisNumbers = [x: number, y: number, z: number]

/** A command whose effect lies outside the program, so that a resume behind it is refused. */
export type Unfollowable = 'G10' | 'G92' | 'G43.1' | 'G28' | 'G38'

/** How the machine stands when a program begins. */
export interface WalkerStart {
  readonly position: Point3
  readonly modes: Partial<WalkerModes>
}

/**
 * Follows a prepared program line by line without making objects: two million lines in about a
 * second. `position` is in the frame of the coordinate system in use, G92 and tool length left out.
 */
export class ProgramWalker {
  readonly modes: WalkerModes = {
    motion: 0,
    plane: 'XY',
    units: 'mm',
    distance: 'absolute',
    feedMode: 'per-minute',
    feed: 0,
    spindle: 'M5',
    speedRpm: 0,
    flood: false,
    mist: false,
    coordinateSystem: 0,
    toolNumber: null,
  }
  readonly position: AxisNumbers = [Number.NaN, Number.NaN, Number.NaN]
  /** G92 plus tool length, by axis: program numbers plus this are the frame's. */
  readonly shift: AxisNumbers = [0, 0, 0]
  /** Commands met that a resume cannot bring back. */
  readonly unfollowable = new Set<Unfollowable>()

  // What the last line did.
  motion: WalkedMotion = 'none'
  readonly from: AxisNumbers = [0, 0, 0]
  /** Frame of the target: a G53 and a stored position are in machine coordinates. */
  inMachineFrame = false
  readonly machineTarget: AxisNumbers = [0, 0, 0]
  /** Of an arc, in its plane. */
  readonly centre: [first: number, second: number] = [0, 0]
  sweepRad = 0
  clockwise = false
  dwellSeconds = 0
  /** The spindle was started, stopped or given another speed. */
  spindleChanged = false

  readonly #words = new LineWords()
  #oneShot = 0

  /** Begins where and how the machine stands, in the work coordinates that its reports tell. */
  beginAt({ position, modes }: WalkerStart): void {
    this.position[0] = position.xMm
    this.position[1] = position.yMm
    this.position[2] = position.zMm
    Object.assign(this.modes, modes)
  }

  /** Follows one line of the program. */
  take(program: PreparedProgram, line: number): void {
    const from = program.offsets[line] ?? 0
    const to = (program.offsets[line + 1] ?? from + 1) - 1
    this.takeBytes(program.bytes, from, to)
  }

  /** As `take`, of a line anywhere. */
  takeBytes(bytes: Uint8Array, from: number, to: number): void {
    this.motion = 'none'
    this.inMachineFrame = false
    this.dwellSeconds = 0
    this.spindleChanged = false
    this.#oneShot = 0
    this.from[0] = this.position[0]
    this.from[1] = this.position[1]
    this.from[2] = this.position[2]
    if (bytes[from] === 0x24) return
    const words = this.#words
    words.read(bytes, from, to)
    for (const tenfold of words.gTenfold) this.#takeG(tenfold)
    this.#takeRates()
    for (const number of words.mNumbers) this.#takeM(number)
    if (this.#oneShot === 40) this.dwellSeconds = this.#value(LETTER.P)
    else if (ONE_SHOTS.includes(this.#oneShot)) this.#takeOneShot()
    else if ((words.seen & AXIS_MASK) !== 0 && this.modes.motion !== 80) this.#move()
    if (words.mNumbers.includes(2) || words.mNumbers.includes(30)) this.#resetModes()
  }

  /** As `takeBytes`, of a plain move; false, and nothing is changed, where it is more than it looks. */
  takeMove(move: PlainMove): boolean {
    const { modes } = this
    const named = move.motion < 0 ? modes.motion : move.motion
    if ((named !== 0 && named !== 1) || modes.feedMode !== 'per-minute') return false
    modes.motion = named
    this.motion = named === 0 ? 'rapid' : 'line'
    this.inMachineFrame = false
    this.dwellSeconds = 0
    this.spindleChanged = false
    const mmPerUnit = modes.units === 'inch' ? MM_PER_INCH : 1
    if (!Number.isNaN(move.feed)) modes.feed = move.feed * mmPerUnit
    this.#go(move, mmPerUnit)
    return true
  }

  #go({ axes, axisWords }: PlainMove, mmPerUnit: number): void {
    const { from, position } = this
    const incremental = this.modes.distance === 'incremental'
    for (const axis of AXES) {
      const nowMm = position[axis]
      from[axis] = nowMm
      if ((axes & (1 << axis)) === 0) continue
      const valueMm = (axisWords[axis] ?? Number.NaN) * mmPerUnit
      position[axis] = valueMm + (incremental ? nowMm : this.shift[axis])
    }
  }

  #value(letter: number): number {
    return this.#words.has(letter) ? (this.#words.values[letter] ?? 0) : 0
  }

  /** A length word in mm. */
  #lengthMm(letter: number): number {
    const value = this.#words.values[letter] ?? 0
    return this.modes.units === 'inch' ? value * MM_PER_INCH : value
  }

  #takeG(tenfold: number): void {
    if (tenfold <= 30) this.modes.motion = (tenfold / 10) as 0 | 1 | 2 | 3
    else if (tenfold >= 382 && tenfold <= 385) this.modes.motion = 38
    else if (tenfold >= 540 && tenfold <= 590) this.#useSystem((tenfold - 540) / 10)
    else {
      const change = MODE_CHANGES.get(tenfold)
      if (change === undefined) this.#oneShot = tenfold
      else this.#change(change)
    }
    // a dwell is G4 and shares the low numbers with the motions
    if (tenfold === 40) this.#oneShot = 40
  }

  #change(change: Partial<WalkerModes>): void {
    // a feed does not outlive its mode
    if (change.feedMode !== undefined && change.feedMode !== this.modes.feedMode)
      this.modes.feed = 0
    Object.assign(this.modes, change)
  }

  #useSystem(system: number): void {
    if (system === this.modes.coordinateSystem) return
    this.modes.coordinateSystem = system
    this.position.fill(Number.NaN)
  }

  #takeRates(): void {
    const { modes } = this
    if (modes.feedMode === 'inverse-time') modes.feed = this.#value(LETTER.F)
    else if (this.#words.has(LETTER.F)) modes.feed = this.#lengthMm(LETTER.F)
    if (this.#words.has(LETTER.S)) {
      const speed = this.#value(LETTER.S)
      if (modes.spindle !== 'M5' && speed !== modes.speedRpm) this.spindleChanged = true
      modes.speedRpm = speed
    }
    if (this.#words.has(LETTER.T)) modes.toolNumber = this.#value(LETTER.T)
  }

  #takeM(number: number): void {
    const { modes } = this
    if (number >= 3 && number <= 5) {
      const spindle = `M${String(number)}` as 'M3' | 'M4' | 'M5'
      if (spindle !== modes.spindle) this.spindleChanged = true
      modes.spindle = spindle
    } else if (number === 7) modes.mist = true
    else if (number === 8) modes.flood = true
    else if (number === 9) {
      modes.mist = false
      modes.flood = false
    }
  }

  #takeOneShot(): void {
    switch (this.#oneShot) {
      case 280:
      case 300:
        this.unfollowable.add('G28')
        this.motion = 'rapid'
        this.inMachineFrame = true
        this.machineTarget.fill(Number.NaN)
        this.position.fill(Number.NaN)
        return
      case 100:
        this.unfollowable.add('G10')
        this.position.fill(Number.NaN)
        return
      case 920:
        this.unfollowable.add('G92')
        this.#setOffset()
        return
      case 921:
        this.shift.fill(0)
        return
      case 431:
      case 490:
        this.unfollowable.add('G43.1')
        this.shift[2] = Number.NaN
        return
    }
  }

  /** G92: the axes stand where the words say. A place nobody knows becomes the frame's own. */
  #setOffset(): void {
    for (const axis of AXES) {
      const letter = AXIS_LETTERS[axis]
      if (!this.#words.has(letter)) continue
      const valueMm = this.#lengthMm(letter)
      if (Number.isNaN(this.position[axis])) this.position[axis] = valueMm
      this.shift[axis] = this.position[axis] - valueMm
    }
  }

  #move(): void {
    const { modes } = this
    if (this.#oneShot === 530) {
      this.#moveInMachineFrame()
      return
    }
    this.motion = MOTIONS[modes.motion] ?? 'none'
    for (const axis of AXES) {
      const letter = AXIS_LETTERS[axis]
      if (!this.#words.has(letter)) continue
      const valueMm = this.#lengthMm(letter)
      this.position[axis] =
        modes.distance === 'incremental' ? this.from[axis] + valueMm : valueMm + this.shift[axis]
    }
    if (this.motion === 'arc') this.#bend()
    if (this.motion !== 'probe') return
    this.unfollowable.add('G38')
    this.position.fill(Number.NaN)
  }

  #moveInMachineFrame(): void {
    this.motion = this.modes.motion === 1 ? 'line' : 'rapid'
    this.inMachineFrame = true
    for (const axis of AXES) {
      const letter = AXIS_LETTERS[axis]
      const isNamed = this.#words.has(letter)
      this.machineTarget[axis] = isNamed ? this.#lengthMm(letter) : Number.NaN
      if (isNamed) this.position[axis] = Number.NaN
    }
  }

  #bend(): void {
    const [first, second] = PLANE_AXES[this.modes.plane]
    this.clockwise = this.modes.motion === 2
    const ends = {
      from: { first: this.from[first], second: this.from[second] },
      to: { first: this.position[first], second: this.position[second] },
    }
    const centre = this.#words.has(LETTER.R)
      ? centreFromRadius(ends, this.#lengthMm(LETTER.R), this.clockwise)
      : this.#offsetCentre(first, second)
    this.centre[0] = centre?.first ?? Number.NaN
    this.centre[1] = centre?.second ?? Number.NaN
    this.sweepRad = centre === null ? Number.NaN : arcAbout(centre, ends, this.clockwise).sweepRad
  }

  #offsetCentre(first: 0 | 1 | 2, second: 0 | 1 | 2) {
    const along = (axis: 0 | 1 | 2) =>
      this.#words.has(CENTRE_LETTERS[axis]) ? this.#lengthMm(CENTRE_LETTERS[axis]) : 0
    return { first: this.from[first] + along(first), second: this.from[second] + along(second) }
  }

  /** M2 and M30 as GRBL 1.1 does them: not units, feed or speed. */
  #resetModes(): void {
    const { modes } = this
    modes.motion = 1
    modes.plane = 'XY'
    modes.distance = 'absolute'
    modes.feedMode = 'per-minute'
    modes.spindle = 'M5'
    modes.flood = false
    modes.mist = false
    this.#useSystem(0)
  }

  /** Length of the last motion, mm; 0 without one, NaN when an end is unknown. */
  lengthMm(): number {
    if (this.motion === 'none' || this.inMachineFrame) {
      return this.motion === 'none' ? 0 : Number.NaN
    }
    const { from, position } = this
    if (this.motion !== 'arc') {
      let sum = 0
      for (const axis of AXES) {
        // an axis that does not move may be unknown
        const stays = Number.isNaN(from[axis]) && Number.isNaN(position[axis])
        if (!stays) sum += (position[axis] - from[axis]) ** 2
      }
      return Math.sqrt(sum)
    }
    const [first, second, across] = PLANE_AXES[this.modes.plane]
    const radius = Math.hypot(from[first] - this.centre[0], from[second] - this.centre[1])
    const rise = Number.isNaN(from[across]) ? 0 : position[across] - from[across]
    return Math.hypot(radius * this.sweepRad, rise)
  }
}

const AXES = [0, 1, 2] as const
/** G28, G30, G10, G92, G92.1, G43.1, G49: they use the axis words themselves. */
const ONE_SHOTS: readonly number[] = [280, 300, 100, 920, 921, 431, 490]

const MOTIONS: Readonly<Record<number, WalkedMotion>> = {
  0: 'rapid',
  1: 'line',
  2: 'arc',
  3: 'arc',
  38: 'probe',
}

/** The axes that span the plane of arcs, then the one across it, as indices of X, Y, Z. */
export function planeAxisIndices(
  plane: WalkerModes['plane'],
): readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2] {
  return PLANE_AXES[plane]
}
