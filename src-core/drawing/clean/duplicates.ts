import { hypotenuse, SEGMENT, SEGMENT_STRIDE, SegmentView } from '../segment-view.ts'
import { byteAt, realAt, wholeAt } from '../typed-arrays.ts'
import { cellHash, CellTable } from './cell-table.ts'
import type { RawDrawing } from './clean-drawing.ts'
import type { Cleaning } from './cleaning.ts'
import type { ChainSegments } from './zero-lengths.ts'

/** Cells are so many tolerances wide: wide enough that few pieces lie near an edge. */
const TOLERANCES_PER_CELL = 64
/** Pieces compared with one before the search for its like gives up; more lie in no honest cell. */
const MOST_COMPARED = 2000

/** Pieces by the middle of their chord and their reach, so that like ones are found without comparing all. */
class LikeSegments {
  private readonly chains: ChainSegments
  private readonly layers: Int32Array
  private readonly toleranceMm: number
  private readonly cellMm: number
  private readonly table: CellTable
  private readonly own = new SegmentView()
  private readonly other = new SegmentView()
  /** What a piece is told from others by: x and y of its middle, and how far it reaches along X and Y. */
  private readonly spread = new Float64Array(4)
  private readonly lows = new Int32Array(4)
  private readonly highs = new Int32Array(4)

  constructor(chains: ChainSegments, layers: Int32Array, toleranceMm: number) {
    this.chains = chains
    this.layers = layers
    this.toleranceMm = toleranceMm
    this.cellMm = TOLERANCES_PER_CELL * toleranceMm
    this.table = new CellTable(chains.segments.count)
  }

  /** Takes a chain in; false, and nothing taken, where every piece of it runs along one that is there. */
  takeIn(chain: number): boolean {
    const first = wholeAt(this.chains.firstSegment, chain)
    const end = wholeAt(this.chains.firstSegment, chain + 1)
    const layer = wholeAt(this.layers, chain)
    let fresh = first
    while (fresh < end && this.has(fresh, layer)) fresh += 1
    for (let index = fresh; index < end; index += 1) this.add(index, layer)
    return fresh < end
  }

  private setSpread(index: number): void {
    const { spread } = this
    const { coordsMm, kinds } = this.chains.segments
    const at = index * SEGMENT_STRIDE
    const fromX = realAt(coordsMm, at)
    const fromY = realAt(coordsMm, at + 1)
    const toX = realAt(coordsMm, at + 2)
    const toY = realAt(coordsMm, at + 3)
    if (fromX === toX && fromY === toY && byteAt(kinds, index) !== SEGMENT.line) {
      const x = realAt(coordsMm, at + 4)
      const y = realAt(coordsMm, at + 5)
      spread[0] = x
      spread[1] = y
      spread[2] = hypotenuse(fromX - x, fromY - y)
      spread[3] = 0
      return
    }
    spread[0] = (fromX + toX) / 2
    spread[1] = (fromY + toY) / 2
    spread[2] = Math.abs(fromX - toX)
    spread[3] = Math.abs(fromY - toY)
  }

  private add(index: number, layer: number): void {
    const { spread, cellMm } = this
    this.setSpread(index)
    const column = Math.floor(realAt(spread, 0) / cellMm)
    const row = Math.floor(realAt(spread, 1) / cellMm)
    const reachX = Math.floor(realAt(spread, 2) / cellMm)
    const reachY = Math.floor(realAt(spread, 3) / cellMm)
    this.table.add(cellHash(column, row, reachHash(reachX, reachY, layer)), index)
  }

  /** True when a piece of the same layer that runs along this one, either way, was added. */
  private has(index: number, layer: number): boolean {
    const { lows, highs, spread } = this
    this.setSpread(index)
    for (let dimension = 0; dimension < 4; dimension += 1) {
      // like pieces are told from these by two tolerances at most
      const value = realAt(spread, dimension)
      lows[dimension] = Math.floor((value - 2 * this.toleranceMm) / this.cellMm)
      highs[dimension] = Math.floor((value + 2 * this.toleranceMm) / this.cellMm)
    }
    this.own.load(this.chains.segments, index)
    for (let column = wholeAt(lows, 0); column <= wholeAt(highs, 0); column += 1) {
      for (let row = wholeAt(lows, 1); row <= wholeAt(highs, 1); row += 1) {
        if (this.isInCells(column, row, layer)) return true
      }
    }
    return false
  }

  private isInCells(column: number, row: number, layer: number): boolean {
    const { lows, highs } = this
    for (let reachX = wholeAt(lows, 2); reachX <= wholeAt(highs, 2); reachX += 1) {
      for (let reachY = wholeAt(lows, 3); reachY <= wholeAt(highs, 3); reachY += 1) {
        if (this.isAmong(cellHash(column, row, reachHash(reachX, reachY, layer)), layer)) {
          return true
        }
      }
    }
    return false
  }

  private isAmong(hash: number, layer: number): boolean {
    let compared = 0
    for (let item = this.table.first(hash); item >= 0; item = this.table.next(item)) {
      compared += 1
      if (compared > MOST_COMPARED) return false
      if (this.isLike(item) && wholeAt(this.layers, this.chainOf(item)) === layer) return true
    }
    return false
  }

  /** The chain a piece is of: the last that begins at it or before. */
  private chainOf(item: number): number {
    const { firstSegment } = this.chains
    let low = 0
    let high = this.layers.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (wholeAt(firstSegment, middle) <= item) low = middle
      else high = middle - 1
    }
    return low
  }

  private isLike(item: number): boolean {
    const { own } = this
    const other = this.other.load(this.chains.segments, item)
    if (own.isWhole || other.isWhole) {
      if (!own.isWhole || !other.isWhole) return false
      const isConcentric = this.isNear(own.centreX - other.centreX, own.centreY - other.centreY)
      return isConcentric && Math.abs(own.radius - other.radius) <= this.toleranceMm
    }
    const isAlike =
      this.isNear(own.fromX - other.fromX, own.fromY - other.fromY) &&
      this.isNear(own.toX - other.toX, own.toY - other.toY)
    const isReversed =
      this.isNear(own.fromX - other.toX, own.fromY - other.toY) &&
      this.isNear(own.toX - other.fromX, own.toY - other.fromY)
    if (!isAlike && !isReversed) return false
    return this.isNear(own.middleX - other.middleX, own.middleY - other.middleY)
  }

  private isNear(dx: number, dy: number): boolean {
    return hypotenuse(dx, dy) <= this.toleranceMm
  }
}

function reachHash(reachX: number, reachY: number, layer: number): number {
  return Math.imul(Math.imul(reachX, 31) + reachY, 31) + layer
}

/**
 * Marks chains whose every piece runs along one of another chain of its layer, with 1; those that have no
 * pieces too. Boundaries of hatches are looked at last, so that the outline they fill is the one that stays.
 */
export function markDuplicates(
  raw: RawDrawing,
  chains: ChainSegments,
  cleaning: Cleaning,
): Uint8Array {
  const { count, types, layers } = raw.chains
  const dropped = new Uint8Array(count)
  const likes = new LikeSegments(chains, layers, cleaning.options.joinToleranceMm)
  const hatch = raw.typeNames.indexOf('HATCH')
  const view = new SegmentView()
  const mark = (chain: number) => {
    const first = wholeAt(chains.firstSegment, chain)
    const end = wholeAt(chains.firstSegment, chain + 1)
    if (likes.takeIn(chain)) return
    const key = String(chain)
    dropped[chain] = first === end || cleaning.may('duplicate', () => key) ? 1 : 0
    if (first === end || dropped[chain] === 0) return
    const { fromX: x, fromY: y } = view.load(chains.segments, first)
    const layer = wholeAt(layers, chain)
    cleaning.repaired('duplicate', key, { layer, x, y, amountMm: 0 })
  }
  for (const isHatch of [false, true]) {
    for (let chain = 0; chain < count && cleaning.goesOn(); chain += 1) {
      if ((wholeAt(types, chain) === hatch) === isHatch) mark(chain)
    }
  }
  return dropped
}
