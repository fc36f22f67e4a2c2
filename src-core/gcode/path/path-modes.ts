import { MM_PER_INCH } from '../../units/length.ts'
import type { MotionMode, Plane } from '../modal-state.ts'
import type { PlainMove } from '../plain-move.ts'
import { type LineWords, letterBit } from './line-words.ts'

/** What the axis words of a line are for. */
type AxisUse = 'none' | 'motion' | 'one-shot' | 'tool-length'
type OneShot = 'none' | 'machine' | 'stored' | 'set-offset' | 'clear-offset' | 'set-coordinates'

/** X, Y and Z as indices. */
export const AXIS_LETTERS = ['X', 'Y', 'Z'] as const
const AXIS_BITS = letterBit('X') | letterBit('Y') | letterBit('Z')
const BIT_OF_AXIS = AXIS_LETTERS.map(letterBit)
const P_BIT = letterBit('P')

/**
 * The modes that decide where a program's motions go, and the position in mm (NaN where the program
 * has not said). It follows `interpretBlock` in every one of them, and changes in place: see
 * `read-path.test.ts`, which holds the two against each other.
 */
export class PathModes {
  motion: MotionMode = 'none'
  plane: Plane = 'XY'
  mmPerUnit = 1
  incremental = false
  absoluteCentres = false
  coordinateSystem = 0
  toolLengthMm = 0
  readonly positionMm = new Float64Array(3).fill(NaN)
  readonly offsetMm = new Float64Array(3)
  /** Where the line at hand goes. */
  readonly targetMm = new Float64Array(3)
  axisUse: AxisUse = 'none'
  oneShot: OneShot = 'none'
  ended = false
  #toolLength: 'set' | 'cancel' | null = null
  #nextSystem = 0

  /** Takes the line's G and M words; its motion, if any, is then in `targetMm`. */
  take(words: LineWords): void {
    this.axisUse = (words.present & AXIS_BITS) === 0 ? 'none' : 'motion'
    this.oneShot = 'none'
    this.ended = false
    this.#toolLength = null
    this.#nextSystem = this.coordinateSystem
    for (let index = 0; index < words.gCount; index += 1) {
      G_EFFECTS.get(words.gTenfold[index] ?? -1)?.(this)
    }
    for (let index = 0; index < words.mCount; index += 1) {
      const code = words.m[index]
      if (code === 2 || code === 30) this.ended = true
    }
    this.#takeFrames(words)
    if (this.moves(words)) this.#aim(words)
  }

  /**
   * Takes a plain move, as `take` would: where it goes is then in `targetMm`. False, and nothing is
   * changed, in a mode in which it is more than it looks.
   */
  takeMove(move: PlainMove): boolean {
    const motion = motionOf(this.motion, move.motion)
    if (motion === null) return false
    this.motion = motion
    this.axisUse = 'motion'
    this.oneShot = 'none'
    this.ended = false
    const { axes, axisWords } = move
    for (let axis = 0; axis < 3; axis += 1) {
      const nowMm = this.positionMm[axis] ?? NaN
      if ((axes & (1 << axis)) === 0) this.targetMm[axis] = nowMm
      else {
        const valueMm = (axisWords[axis] ?? NaN) * this.mmPerUnit
        this.targetMm[axis] = valueMm + (this.incremental ? nowMm : this.#shiftMm(axis))
      }
    }
    return true
  }

  /** The end of a plain move becomes the position. */
  arrive(): void {
    const { positionMm, targetMm } = this
    positionMm[0] = targetMm[0] ?? NaN
    positionMm[1] = targetMm[1] ?? NaN
    positionMm[2] = targetMm[2] ?? NaN
  }

  /** Whether the line moves the machine along its axis words. */
  moves(words: LineWords): boolean {
    return this.axisUse === 'motion' && this.motion !== 'none' && (words.present & AXIS_BITS) !== 0
  }

  /** What the line does besides its motion, and the motion's end as the new position. */
  finish(words: LineWords): void {
    const moved = this.moves(words)
    if (this.oneShot === 'set-offset') this.#setOffset(words)
    else if (this.oneShot === 'clear-offset') this.offsetMm.fill(0)
    else if (this.oneShot === 'set-coordinates') this.#setCoordinates(words)
    else if (this.oneShot === 'stored') this.#forgetStored(words)
    if (moved) this.positionMm.set(this.targetMm)
    if (this.ended) this.#end()
  }

  /** Sets a length word in mm. */
  lengthMm(words: LineWords, letter: string): number {
    return words.value(letter) * this.mmPerUnit
  }

  /** Called by the table of G words. */
  setToolLength(what: 'set' | 'cancel'): void {
    this.#toolLength = what
    this.axisUse = 'tool-length'
  }

  /** Called by the table of G words. */
  chooseSystem(index: number): void {
    this.#nextSystem = index
  }

  #takeFrames(words: LineWords): void {
    if (this.#toolLength === 'cancel') this.toolLengthMm = 0
    else if (this.#toolLength === 'set') {
      this.toolLengthMm = (words.present & letterBit('Z')) === 0 ? 0 : this.lengthMm(words, 'Z')
    }
    if (this.#nextSystem === this.coordinateSystem) return
    this.coordinateSystem = this.#nextSystem
    this.positionMm.fill(NaN)
  }

  #shiftMm(axis: number): number {
    return (this.offsetMm[axis] ?? 0) + (axis === 2 ? this.toolLengthMm : 0)
  }

  #aim(words: LineWords): void {
    for (let axis = 0; axis < 3; axis += 1) {
      const nowMm = this.positionMm[axis] ?? NaN
      if ((words.present & (BIT_OF_AXIS[axis] ?? 0)) === 0) this.targetMm[axis] = nowMm
      else if (this.oneShot === 'machine') this.targetMm[axis] = NaN
      else {
        const valueMm = this.lengthMm(words, AXIS_LETTERS[axis] ?? 'X')
        this.targetMm[axis] = valueMm + (this.incremental ? nowMm : this.#shiftMm(axis))
      }
    }
  }

  #setOffset(words: LineWords): void {
    for (let axis = 0; axis < 3; axis += 1) {
      if ((words.present & (BIT_OF_AXIS[axis] ?? 0)) === 0) continue
      const valueMm = this.lengthMm(words, AXIS_LETTERS[axis] ?? 'X')
      const toolMm = axis === 2 ? this.toolLengthMm : 0
      const known = this.positionMm[axis] ?? NaN
      const nowMm = Number.isNaN(known) ? valueMm + toolMm : known
      this.positionMm[axis] = nowMm
      this.offsetMm[axis] = nowMm - toolMm - valueMm
    }
  }

  #setCoordinates(words: LineWords): void {
    const system = (words.present & P_BIT) === 0 ? 0 : words.value('P')
    if (system !== 0 && system !== this.coordinateSystem + 1) return
    const here = words.value('L') === 20
    for (let axis = 0; axis < 3; axis += 1) {
      if ((words.present & (BIT_OF_AXIS[axis] ?? 0)) === 0) continue
      const valueMm = this.lengthMm(words, AXIS_LETTERS[axis] ?? 'X')
      this.positionMm[axis] = here ? valueMm + this.#shiftMm(axis) : NaN
    }
  }

  /** G28 and G30 end where only the controller knows. */
  #forgetStored(words: LineWords): void {
    const all = (words.present & AXIS_BITS) === 0
    for (let axis = 0; axis < 3; axis += 1) {
      if (all || (words.present & (BIT_OF_AXIS[axis] ?? 0)) !== 0) this.positionMm[axis] = NaN
    }
  }

  #end(): void {
    this.motion = 'line'
    this.plane = 'XY'
    this.incremental = false
    if (this.coordinateSystem !== 0) this.positionMm.fill(NaN)
    this.coordinateSystem = 0
  }
}

/** The mode of a plain move that names G0, G1 or neither (-1); null where it is not straight. */
function motionOf(mode: MotionMode, named: number): 'rapid' | 'line' | null {
  if (named === 0) return 'rapid'
  if (named === 1) return 'line'
  return mode === 'rapid' || mode === 'line' ? mode : null
}

type Effect = (modes: PathModes) => void

function motion(mode: MotionMode): Effect {
  return (modes) => {
    modes.motion = mode
    modes.axisUse = 'motion'
  }
}

function oneShot(what: OneShot): Effect {
  return (modes) => {
    modes.oneShot = what
    if (what !== 'machine' && what !== 'clear-offset') modes.axisUse = 'one-shot'
  }
}

const set =
  (change: Partial<Pick<PathModes, 'plane' | 'mmPerUnit' | 'incremental' | 'absoluteCentres'>>) =>
  (modes: PathModes): void => {
    Object.assign(modes, change)
  }

/** What each G number does to the path, by ten times the number. */
const G_EFFECTS: ReadonlyMap<number, Effect> = new Map<number, Effect>([
  [0, motion('rapid')],
  [10, motion('line')],
  [20, motion('clockwise')],
  [30, motion('counterclockwise')],
  ...[382, 383, 384, 385].map((code): [number, Effect] => [code, motion('probe')]),
  [100, oneShot('set-coordinates')],
  [280, oneShot('stored')],
  [300, oneShot('stored')],
  [530, oneShot('machine')],
  [920, oneShot('set-offset')],
  [921, oneShot('clear-offset')],
  [170, set({ plane: 'XY' })],
  [180, set({ plane: 'ZX' })],
  [190, set({ plane: 'YZ' })],
  [200, set({ mmPerUnit: MM_PER_INCH })],
  [210, set({ mmPerUnit: 1 })],
  [900, set({ incremental: false })],
  [910, set({ incremental: true })],
  [901, set({ absoluteCentres: true })],
  [911, set({ absoluteCentres: false })],
  [
    431,
    (modes) => {
      modes.setToolLength('set')
    },
  ],
  [
    490,
    (modes) => {
      modes.setToolLength('cancel')
    },
  ],
  [
    800,
    (modes) => {
      modes.motion = 'none'
    },
  ],
  ...[0, 1, 2, 3, 4, 5].map((index): [number, Effect] => [
    540 + 10 * index,
    (modes) => {
      modes.chooseSystem(index)
    },
  ]),
])
