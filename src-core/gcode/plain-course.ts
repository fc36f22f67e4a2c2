import { MM_PER_INCH } from '../units/length.ts'
import { motionLengthMm } from './block-motion.ts'
import type { AxisValues, ModalState } from './modal-state.ts'
import type { PlainMove } from './plain-move.ts'

/** Longer raw lines are remarked upon, so they are read the long way. */
const LONGEST_UNREMARKED_CHARS = 128

/** A plain move as it is carried out: what `Motion` says of it in numbers, NaN where nobody knows. */
export class PlainStep {
  line = 0
  isRapid = false
  /** The axes that are named: 1 for X, 2 for Y, 4 for Z. */
  axes = 0
  /** Places of X, Y and Z, mm. */
  readonly fromMm = new Float64Array(3)
  readonly toMm = new Float64Array(3)
  /** NaN when an end is unknown. */
  lengthMm = 0
  /** In force after the move, also after a rapid, which has none of its own. */
  feedMmPerMin = 0
  /** The Z word as it is written. */
  zWord = NaN
  units: ModalState['units'] = 'mm'
  distance: ModalState['distance'] = 'absolute'
  coordinateSystem = 0
}

/**
 * Carries plain moves out in the modes in which they are as plain as they look: absolute, feed per
 * minute, no cycle, a feed where one is needed. It goes where `interpretBlock` goes and makes no
 * objects, so that a line of two million costs nothing but its reading.
 */
export class PlainCourse {
  /** The move carried out last; the same object for every move. */
  readonly step = new PlainStep()
  readonly #mostSignificantChars: number
  /** The modes but for what has moved since. */
  #modes: ModalState | null = null
  #isPlain = false
  #motion: ModalState['motion'] = 'none'
  #feedMmPerMin = 0
  #mmPerUnit = 1
  readonly #shiftMm = new Float64Array(3)

  constructor(mostSignificantChars: number) {
    this.#mostSignificantChars = mostSignificantChars
  }

  /** Carries a move out in these modes, of which those of the moves before are a part; false when it cannot. */
  take(modes: ModalState, move: PlainMove, line: number): boolean {
    if (this.#modes !== modes) this.#enter(modes)
    if (!this.#isPlain || !this.#isShort(move)) return false
    const motion = this.#motionOf(move)
    const feed = this.#feedOf(move)
    if (motion === null || (motion === 'line' && feed === 0)) return false
    const { step } = this
    this.#motion = motion
    this.#feedMmPerMin = feed
    step.line = line
    step.isRapid = motion === 'rapid'
    step.axes = move.axes
    step.zWord = (move.axes & 4) === 0 ? NaN : (move.axisWords[2] ?? NaN)
    step.feedMmPerMin = feed
    this.#go(move)
    return true
  }

  /** The modes after the moves since the last call of this. */
  leave(modes: ModalState): ModalState {
    if (this.#modes !== modes) return modes
    this.#modes = null
    const [x = NaN, y = NaN, z = NaN] = this.step.toMm
    const position = { X: knownOf(x), Y: knownOf(y), Z: knownOf(z) }
    return { ...modes, motion: this.#motion, feed: this.#feedMmPerMin, position }
  }

  #enter(modes: ModalState): void {
    const { position, offset, toolLengthMm, units, distance, feedMode, cycle } = modes
    const { step } = this
    this.#modes = modes
    this.#isPlain = distance === 'absolute' && feedMode === 'per-minute' && cycle === null
    this.#motion = modes.motion
    this.#feedMmPerMin = modes.feed
    this.#mmPerUnit = units === 'mm' ? 1 : MM_PER_INCH
    this.#shiftMm.set([offset.X, offset.Y, offset.Z + toolLengthMm])
    step.toMm.set([position.X ?? NaN, position.Y ?? NaN, position.Z ?? NaN])
    step.units = units
    step.distance = distance
    step.coordinateSystem = modes.coordinateSystem
  }

  #isShort({ significantChars, rawChars }: PlainMove): boolean {
    return significantChars <= this.#mostSignificantChars && rawChars <= LONGEST_UNREMARKED_CHARS
  }

  #motionOf({ motion }: PlainMove): 'rapid' | 'line' | null {
    if (motion === 0) return 'rapid'
    if (motion === 1) return 'line'
    return this.#motion === 'rapid' || this.#motion === 'line' ? this.#motion : null
  }

  #feedOf({ feed }: PlainMove): number {
    return Number.isNaN(feed) ? this.#feedMmPerMin : feed * this.#mmPerUnit
  }

  #go(move: PlainMove): void {
    const { fromMm, toMm } = this.step
    const shift = this.#shiftMm
    const scale = this.#mmPerUnit
    const { axes, axisWords } = move
    let squared = 0
    for (let axis = 0; axis < 3; axis += 1) {
      const nowMm = toMm[axis] ?? NaN
      const isNamed = (axes & (1 << axis)) !== 0
      const nextMm = isNamed ? (axisWords[axis] ?? NaN) * scale + (shift[axis] ?? 0) : nowMm
      fromMm[axis] = nowMm
      toMm[axis] = nextMm
      const wayMm = nextMm - nowMm
      squared += wayMm * wayMm
    }
    this.step.lengthMm = squared < Number.MAX_VALUE ? Math.sqrt(squared) : lengthBetween(this.step)
  }
}

function knownOf(valueMm: number): number | null {
  return Number.isNaN(valueMm) ? null : valueMm
}

/** A place of X, Y and Z in mm as the rest of the check has it: NaN becomes null. */
export function placeOf([x = NaN, y = NaN, z = NaN]: Float64Array): AxisValues {
  return { X: knownOf(x), Y: knownOf(y), Z: knownOf(z) }
}

/** Where an axis is unknown or a number very large. */
function lengthBetween({ fromMm, toMm }: PlainStep): number {
  return motionLengthMm({ from: placeOf(fromMm), to: placeOf(toMm), arc: null }) ?? NaN
}
