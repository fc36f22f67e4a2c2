import { hypotenuse, SegmentView } from '../segment-view.ts'
import { wholeAt } from '../typed-arrays.ts'
import { cellHash, CellTable } from './cell-table.ts'
import type { RawDrawing } from './clean-drawing.ts'
import type { Cleaning } from './cleaning.ts'
import type { ChainSegments } from './zero-lengths.ts'

/** Cells are so many tolerances wide: wide enough that few pieces lie near an edge. */
const TOLERANCES_PER_CELL = 64
/** Pieces compared with one before the search for its like gives up; more lie in no honest cell. */
const MOST_COMPARED = 2000

/** What a piece is told from others by: its middle and how far it reaches along X and Y. */
interface Spread {
  x: number
  y: number
  reachX: number
  reachY: number
}

function setSpread(view: SegmentView, spread: Spread): void {
  const { isWhole } = view
  spread.x = view.middleX
  spread.y = view.middleY
  spread.reachX = isWhole ? view.radius : Math.abs(view.fromX - view.toX)
  spread.reachY = isWhole ? 0 : Math.abs(view.fromY - view.toY)
}

/** Pieces by middle and reach, so that the like ones are found without comparing all. */
class LikeSegments {
  private readonly chains: ChainSegments
  private readonly layerOf: Int32Array
  private readonly toleranceMm: number
  private readonly cellMm: number
  private readonly table: CellTable
  private readonly own = new SegmentView()
  private readonly other = new SegmentView()
  private readonly spread: Spread = { x: 0, y: 0, reachX: 0, reachY: 0 }
  private readonly lows = new Int32Array(4)
  private readonly highs = new Int32Array(4)

  constructor(chains: ChainSegments, layerOf: Int32Array, toleranceMm: number) {
    this.chains = chains
    this.layerOf = layerOf
    this.toleranceMm = toleranceMm
    this.cellMm = TOLERANCES_PER_CELL * toleranceMm
    this.table = new CellTable(chains.segments.count)
  }

  /** True when a piece of the same layer that runs along this one, either way, was added. */
  private has(index: number): boolean {
    this.own.load(this.chains.segments, index)
    setSpread(this.own, this.spread)
    const { x, y, reachX, reachY } = this.spread
    this.setCells(0, x)
    this.setCells(1, y)
    this.setCells(2, reachX)
    this.setCells(3, reachY)
    const [lowX, highX] = [wholeAt(this.lows, 0), wholeAt(this.highs, 0)]
    const [lowY, highY] = [wholeAt(this.lows, 1), wholeAt(this.highs, 1)]
    for (let column = lowX; column <= highX; column += 1) {
      for (let row = lowY; row <= highY; row += 1) {
        if (this.isInCells(column, row, index)) return true
      }
    }
    return false
  }

  /** Takes a stretch of pieces in; false, and nothing taken, where all of them are there already. */
  takeIn(first: number, end: number): boolean {
    let fresh = first
    while (fresh < end && this.has(fresh)) fresh += 1
    for (let index = fresh; index < end; index += 1) {
      if (index === fresh || !this.has(index)) this.add(index)
    }
    return fresh < end
  }

  private add(index: number): void {
    setSpread(this.own.load(this.chains.segments, index), this.spread)
    const { x, y, reachX, reachY } = this.spread
    const reach = Math.imul(this.cell(reachX), 31) + this.cell(reachY)
    this.table.add(cellHash(this.cell(x), this.cell(y), reach), index)
  }

  private isInCells(column: number, row: number, index: number): boolean {
    const [lowX, highX] = [wholeAt(this.lows, 2), wholeAt(this.highs, 2)]
    const [lowY, highY] = [wholeAt(this.lows, 3), wholeAt(this.highs, 3)]
    for (let reachX = lowX; reachX <= highX; reachX += 1) {
      for (let reachY = lowY; reachY <= highY; reachY += 1) {
        const hash = cellHash(column, row, Math.imul(reachX, 31) + reachY)
        if (this.isAmong(hash, index)) return true
      }
    }
    return false
  }

  private isAmong(hash: number, index: number): boolean {
    const layer = wholeAt(this.layerOf, index)
    let compared = 0
    for (let item = this.table.first(hash); item >= 0; item = this.table.next(item)) {
      compared += 1
      if (compared > MOST_COMPARED) return false
      if (wholeAt(this.layerOf, item) === layer && this.isLike(item)) return true
    }
    return false
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

  private cell(value: number): number {
    return Math.floor(value / this.cellMm)
  }

  /** The cells a value may lie in when it is two tolerances off. */
  private setCells(dimension: number, value: number): void {
    this.lows[dimension] = this.cell(value - 2 * this.toleranceMm)
    this.highs[dimension] = this.cell(value + 2 * this.toleranceMm)
  }
}

function layerOfSegments(
  { chains }: RawDrawing,
  { firstSegment, segments }: ChainSegments,
): Int32Array {
  const layers = new Int32Array(segments.count)
  for (let chain = 0; chain < chains.count; chain += 1) {
    const end = wholeAt(firstSegment, chain + 1)
    layers.fill(wholeAt(chains.layers, chain), wholeAt(firstSegment, chain), end)
  }
  return layers
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
  const likes = new LikeSegments(
    chains,
    layerOfSegments(raw, chains),
    cleaning.options.joinToleranceMm,
  )
  const hatch = raw.typeNames.indexOf('HATCH')
  const view = new SegmentView()
  const mark = (chain: number) => {
    const first = wholeAt(chains.firstSegment, chain)
    const end = wholeAt(chains.firstSegment, chain + 1)
    if (likes.takeIn(first, end)) return
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
