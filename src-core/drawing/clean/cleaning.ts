import type { Doubt, RawDrawing, Repair } from './clean-drawing.ts'

/** How a drawing is cleaned up. */
export interface CleanOptions {
  readonly joinToleranceMm: number
  readonly curveToleranceMm: number
  /** Ids of repairs, or whole kinds of them, that are not made. */
  readonly repairsOff: readonly string[]
  /** Asked now and then; true stops the clean-up. */
  readonly isOver: () => boolean
  /** Told now and then which share is done. */
  readonly tell: (fraction: number) => void
}

/** A place and how much. */
interface Found {
  readonly layer: number
  readonly x: number
  readonly y: number
  readonly amountMm: number
}

/** Steps between looks at the clock. */
const CLOCK_STEP = 4096

/** The lists a clean-up writes as it goes, and what was switched off. */
export class Cleaning {
  readonly repairs: Repair[] = []
  readonly doubts: Doubt[] = []
  readonly options: CleanOptions
  /** Set when the time is up. */
  isStopped = false
  private readonly layerNames: readonly string[]
  private readonly off: ReadonlySet<string>
  private steps = 0

  constructor({ layerNames }: RawDrawing, options: CleanOptions) {
    this.layerNames = layerNames
    this.options = options
    this.off = new Set(options.repairsOff)
  }

  /** True when a repair may be made; `key` tells it from others of its kind. */
  may(kind: Repair['kind'], key: () => string): boolean {
    if (this.off.size === 0) return true
    return !this.off.has(kind) && !this.off.has(`${kind}:${key()}`)
  }

  /** Lists a repair that was made. */
  repaired(kind: Repair['kind'], key: string, { layer, x, y, amountMm }: Found): void {
    const at = { xMm: x, yMm: y }
    this.repairs.push({ id: `${kind}:${key}`, kind, layer: this.layerOf(layer), at, amountMm })
  }

  /** Lists what is left as it is. */
  doubted(kind: Doubt['kind'], { layer, x, y, amountMm }: Found): void {
    this.doubts.push({ kind, layer: this.layerOf(layer), at: { xMm: x, yMm: y }, amountMm })
  }

  /** Counts work done and looks at the clock now and then; false when it is to stop. */
  goesOn(steps = 1): boolean {
    this.steps += steps
    if (this.steps >= CLOCK_STEP) {
      this.steps = 0
      if (this.options.isOver()) this.isStopped = true
    }
    return !this.isStopped
  }

  private layerOf(layer: number): string {
    return this.layerNames[layer] ?? ''
  }
}
