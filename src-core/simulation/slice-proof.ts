import { interpretProgram } from '../gcode/interpret.ts'
import type { Motion } from '../gcode/machine-event.ts'
import { blocksOf } from '../gcode/parse-program.ts'
import { halfChordMm } from '../toolpath/saw-slide.ts'

/** A slice may be off by this, mm: the rounding of a program and no more. */
const THICKNESS_MM = 0.005
const ROUNDING_MM = 1e-6
/** Findings after these say nothing new. */
const FINDINGS_KEPT = 10

/** What is sawn, and by what. */
export interface SliceSetup {
  /** Along X from the squared end, across along Y, and down from the top, mm. */
  readonly stock: {
    readonly lengthMm: number
    readonly acrossMm: number
    readonly heightMm: number
  }
  readonly blade: {
    readonly diameterMm: number
    readonly kerfMm: number
    readonly teeth: number
  }
  readonly count: number
  readonly thicknessMm: number
  /** The most one tooth may take, mm. */
  readonly largestBiteMm: number
}

/** Something a program for a slide must not do. */
export interface SliceFinding {
  /** Line of the text; 0 when it belongs to no one line. */
  readonly line: number
  readonly kind:
    | 'rapid-in-stock'
    | 'down-into-stock'
    | 'sideways-in-stock'
    | 'backwards-in-kerf'
    | 'not-through'
    | 'bite'
    | 'thickness'
    | 'count'
    | 'stock-used-up'
    | 'not-followed'
  readonly sentence: string
}

/** What is left of the stock after a program. */
export interface SliceProof {
  readonly findings: readonly SliceFinding[]
  /**
   * Thickness of every slice from the squared end, mm. Where the trim is thinner than a kerf the last slice is
   * what is left, and as much too thick as the trim was.
   */
  readonly slicesMm: readonly number[]
  readonly kerfLossMm: number
  /** Slices and kerfs together, mm. */
  readonly consumedMm: number
  readonly leftMm: number
  /** The most a tooth takes, mm. */
  readonly largestBiteMm: number
}

interface Place {
  readonly x: number
  readonly y: number
  readonly z: number
}

const mm = (value: number) => `${value.toFixed(3)} mm`

/** Saws a stock by the motions of a read-back text. */
class SliceSaw {
  readonly findings: SliceFinding[] = []
  readonly kerfs: number[] = []
  largestBiteMm = 0
  private readonly setup: SliceSetup
  private spindleRpm = 0

  constructor(setup: SliceSetup) {
    this.setup = setup
  }

  add(line: number, kind: SliceFinding['kind'], sentence: string): void {
    if (this.findings.length < FINDINGS_KEPT) this.findings.push({ line, kind, sentence })
  }

  turn(speedRpm: number): void {
    this.spindleRpm = speedRpm
  }

  /** How far the blade reaches before and behind its middle at the stock's top, mm; null above it. */
  private reachMm(zMm: number): number | null {
    return zMm < -ROUNDING_MM ? halfChordMm(this.setup.blade.diameterMm, -zMm) : null
  }

  /** True when the blade meets the stock anywhere on a straight way. */
  private touches(from: Place, to: Place): boolean {
    const { stock, blade } = this.setup
    const reachMm = this.reachMm(Math.min(from.z, to.z))
    if (reachMm === null) return false
    const half = blade.kerfMm / 2
    const [lowX, highX] = [Math.min(from.x, to.x) - half, Math.max(from.x, to.x) + half]
    const [lowY, highY] = [Math.min(from.y, to.y) - reachMm, Math.max(from.y, to.y) + reachMm]
    return (
      highX > ROUNDING_MM &&
      lowX < stock.lengthMm - ROUNDING_MM &&
      highY > ROUNDING_MM &&
      lowY < stock.acrossMm - ROUNDING_MM
    )
  }

  move(motion: Motion, from: Place, to: Place): void {
    const { line } = motion
    if (motion.motion === 'arc') {
      this.add(line, 'not-followed', 'runs along an arc, which no slide does')
      return
    }
    if (!this.touches(from, to)) return
    if (motion.motion === 'rapid') this.add(line, 'rapid-in-stock', 'a rapid in the stock')
    else if (from.x !== to.x) {
      this.add(line, 'sideways-in-stock', 'the blade goes sideways in the stock')
    } else if (from.z !== to.z) {
      this.add(line, 'down-into-stock', 'the blade is lowered or lifted in the stock')
    } else if (to.y < from.y) {
      this.add(line, 'backwards-in-kerf', 'the blade runs backwards in its kerf')
    } else this.saw(motion, from, to)
  }

  private saw({ line, feedMmPerMin }: Motion, from: Place, to: Place): void {
    const { stock, blade, largestBiteMm } = this.setup
    const reachMm = this.reachMm(to.z) ?? 0
    const bite = (feedMmPerMin ?? Infinity) / (this.spindleRpm * blade.teeth)
    this.largestBiteMm = Math.max(this.largestBiteMm, bite)
    if (!(bite <= largestBiteMm * 1.001)) {
      const sentence = `each tooth takes ${bite.toFixed(4)} mm, the most is ${largestBiteMm.toFixed(4)} mm`
      this.add(line, 'bite', sentence)
    }
    const isThrough =
      to.z <= -stock.heightMm + ROUNDING_MM &&
      from.y + reachMm <= ROUNDING_MM &&
      // the teeth stand lowest in the middle: all of the blade has to come out behind
      to.y - reachMm >= stock.acrossMm - ROUNDING_MM
    if (isThrough) this.kerfs.push(to.x)
    else this.add(line, 'not-through', `the cut at X ${to.x.toFixed(3)} does not go through`)
  }
}

/** The pieces between the kerfs, from the squared end. */
function piecesOf(kerfs: readonly number[], kerfMm: number): readonly number[] {
  const sorted = kerfs.toSorted((a, b) => a - b)
  return sorted.map((x, index) => {
    const before = sorted[index - 1]
    return x - kerfMm / 2 - (before === undefined ? 0 : before + kerfMm / 2)
  })
}

function judgeSlices(saw: SliceSaw, setup: SliceSetup, slicesMm: readonly number[]): void {
  const { thicknessMm } = setup
  for (const [index, slice] of slicesMm.entries()) {
    if (Math.abs(slice - thicknessMm) <= THICKNESS_MM) continue
    const sentence = `slice ${String(index + 1)} is ${mm(slice)} thick, ${mm(thicknessMm)} is planned`
    saw.add(0, 'thickness', sentence)
  }
}

/** Runs a read-back text through the saw. */
function sawText(text: string, setup: SliceSetup): SliceSaw {
  const saw = new SliceSaw(setup)
  const { events, problems } = interpretProgram(blocksOf(text))
  for (const { line, kind } of problems) {
    saw.add(line, 'not-followed', `cannot be followed (${kind})`)
  }
  // before an axis was named nobody knows where it is: the order of programs has it named high up
  const place = ({ X, Y, Z }: Motion['to']): Place => ({
    x: X ?? Infinity,
    y: Y ?? Infinity,
    z: Z ?? Infinity,
  })
  for (const event of events) {
    if (event.kind === 'spindle') saw.turn(event.direction === 'off' ? 0 : event.speedRpm)
    if (event.kind === 'motion') saw.move(event, place(event.from), place(event.to))
  }
  return saw
}

/**
 * Saws a stock with a posted text, read again word by word: every slice must be as thick as planned, the kerfs
 * in their places, the stock not used up, no tooth may take more than it may, and in the stock the blade only
 * ever goes forwards along the slide.
 */
export function proveSlices(text: string, setup: SliceSetup): SliceProof {
  const saw = sawText(text, setup)
  const { kerfMm } = setup.blade
  const pieces = piecesOf(saw.kerfs, kerfMm)
  const usedMm = pieces.reduce((sum, piece) => sum + piece, 0) + saw.kerfs.length * kerfMm
  const leftMm = setup.stock.lengthMm - usedMm
  // the last slice may be what is left: no thinner than the others, and too thin to be cut once more
  const isRemnantLast =
    pieces.length === setup.count - 1 &&
    leftMm >= setup.thicknessMm - THICKNESS_MM &&
    leftMm <= setup.thicknessMm + kerfMm + THICKNESS_MM
  const slicesMm = isRemnantLast ? [...pieces, leftMm] : pieces
  judgeSlices(saw, setup, pieces)
  if (slicesMm.length !== setup.count) {
    const sentence = `${String(slicesMm.length)} slices of ${String(setup.count)} come off`
    saw.add(0, 'count', sentence)
  }
  if (leftMm < -THICKNESS_MM) {
    saw.add(0, 'stock-used-up', `${mm(usedMm)} are sawn of a stock of ${mm(setup.stock.lengthMm)}`)
  }
  return {
    findings: saw.findings,
    slicesMm,
    kerfLossMm: saw.kerfs.length * kerfMm,
    consumedMm: isRemnantLast ? setup.stock.lengthMm : usedMm,
    leftMm: isRemnantLast ? 0 : leftMm,
    largestBiteMm: saw.largestBiteMm,
  }
}
