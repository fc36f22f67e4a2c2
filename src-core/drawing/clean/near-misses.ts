import { hypotenuse } from '../segment-view.ts'
import { realAt, wholeAt } from '../typed-arrays.ts'
import { cellHash, CellTable } from './cell-table.ts'
import type { Cleaning } from './cleaning.ts'

/** Ends nearer than this and not joined were perhaps meant to meet. */
const NEAR_MISS_MM = 0.5
/** Wide enough that most ends look into one or two cells only. */
const CELL_MM = 2
/** Loose ends compared with one before the search for the nearest gives up. */
const MOST_COMPARED = 1024

/** Ends of paths that meet no other. */
export class LooseEnds {
  private readonly x: Float64Array
  private readonly y: Float64Array
  private readonly layers: Int32Array
  private readonly table: CellTable
  private count = 0

  constructor(most: number) {
    this.x = new Float64Array(most)
    this.y = new Float64Array(most)
    this.layers = new Int32Array(most)
    this.table = new CellTable(most)
  }

  /** Takes one in. */
  add(layer: number, x: number, y: number): void {
    this.x[this.count] = x
    this.y[this.count] = y
    this.layers[this.count] = layer
    this.count += 1
  }

  /** Compares each with those of its layer before it; those that nearly meet are told, with the least gap. */
  tellNearMisses(cleaning: Cleaning): void {
    const { joinToleranceMm } = cleaning.options
    for (let end = 0; end < this.count && cleaning.goesOn(); end += 1) {
      const layer = wholeAt(this.layers, end)
      const x = realAt(this.x, end)
      const y = realAt(this.y, end)
      const amountMm = this.nearestMm(x, y, layer)
      if (amountMm > joinToleranceMm && amountMm <= NEAR_MISS_MM) {
        cleaning.doubted('near-miss', { layer, x, y, amountMm })
      }
      this.table.add(cellHash(Math.floor(x / CELL_MM), Math.floor(y / CELL_MM), layer), end)
    }
  }

  private nearestMm(x: number, y: number, layer: number): number {
    const left = Math.floor((x - NEAR_MISS_MM) / CELL_MM)
    const right = Math.floor((x + NEAR_MISS_MM) / CELL_MM)
    const low = Math.floor((y - NEAR_MISS_MM) / CELL_MM)
    const high = Math.floor((y + NEAR_MISS_MM) / CELL_MM)
    let nearestMm = Infinity
    let compared = 0
    for (let column = left; column <= right; column += 1) {
      for (let row = low; row <= high; row += 1) {
        let other = this.table.first(cellHash(column, row, layer))
        while (other >= 0 && compared < MOST_COMPARED) {
          const gapMm = hypotenuse(realAt(this.x, other) - x, realAt(this.y, other) - y)
          if (gapMm < nearestMm && wholeAt(this.layers, other) === layer) nearestMm = gapMm
          compared += 1
          other = this.table.next(other)
        }
      }
    }
    return nearestMm
  }
}
