import { loopsBounds } from './distance-grid.ts'
import type { Loop } from './flatten-path.ts'
import type { Point2 } from './point.ts'

/** Exact distances to the nearest edge of some loops, for places near them. */
export class LoopDistance {
  private readonly reachMm: number
  private readonly minXMm: number
  private readonly minYMm: number
  private readonly columns: number
  private readonly bins: number[][]

  /** Knows every distance up to `reachMm`. */
  constructor(loops: readonly Loop[], reachMm: number) {
    const box = loopsBounds(loops)
    this.reachMm = reachMm
    this.minXMm = box.minXMm - 2 * reachMm
    this.minYMm = box.minYMm - 2 * reachMm
    this.columns = Math.ceil((box.maxXMm - box.minXMm) / reachMm) + 5
    const rows = Math.ceil((box.maxYMm - box.minYMm) / reachMm) + 5
    this.bins = Array.from({ length: this.columns * rows }, () => [])
    for (const loop of loops) {
      loop.forEach((from, index) => {
        this.put(from, loop[(index + 1) % loop.length] ?? from)
      })
    }
  }

  private put(from: Point2, to: Point2): void {
    const { reachMm } = this
    const [left, right] = [Math.min(from.xMm, to.xMm), Math.max(from.xMm, to.xMm)]
    const [low, high] = [Math.min(from.yMm, to.yMm), Math.max(from.yMm, to.yMm)]
    const first = Math.floor((left - reachMm - this.minXMm) / reachMm)
    const last = Math.floor((right + reachMm - this.minXMm) / reachMm)
    const bottom = Math.floor((low - reachMm - this.minYMm) / reachMm)
    const top = Math.floor((high + reachMm - this.minYMm) / reachMm)
    for (let row = bottom; row <= top; row += 1) {
      for (let column = first; column <= last; column += 1) {
        this.bins[row * this.columns + column]?.push(from.xMm, from.yMm, to.xMm, to.yMm)
      }
    }
  }

  /** Distance from a place to the nearest edge, mm; Infinity when none is within reach. */
  at(xMm: number, yMm: number): number {
    const column = Math.floor((xMm - this.minXMm) / this.reachMm)
    const row = Math.floor((yMm - this.minYMm) / this.reachMm)
    const bin = this.bins[row * this.columns + column]
    if (bin === undefined || column < 0 || column >= this.columns) return Infinity
    let least2 = Infinity
    for (let edge = 0; edge < bin.length; edge += 4) {
      const x0 = bin[edge] as number
      const y0 = bin[edge + 1] as number
      const dx = (bin[edge + 2] as number) - x0
      const dy = (bin[edge + 3] as number) - y0
      const length2 = dx * dx + dy * dy
      const share = length2 > 0 ? ((xMm - x0) * dx + (yMm - y0) * dy) / length2 : 0
      const along = share < 0 ? 0 : share > 1 ? 1 : share
      const offX = xMm - x0 - along * dx
      const offY = yMm - y0 - along * dy
      const d2 = offX * offX + offY * offY
      if (d2 < least2) least2 = d2
    }
    return Math.sqrt(least2)
  }
}
