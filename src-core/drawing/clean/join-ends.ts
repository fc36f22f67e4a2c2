import { hypotenuse, SEGMENT_STRIDE } from '../segment-view.ts'
import { realAt, wholeAt } from '../typed-arrays.ts'
import { cellHash, CellTable } from './cell-table.ts'
import type { RawDrawing } from './clean-drawing.ts'
import type { Cleaning } from './cleaning.ts'
import type { ChainSegments } from './zero-lengths.ts'

/** Ends nearer than this are one point that was rounded, and joining them repairs nothing. */
export const ROUNDED_MM = 1e-6
/** Ends nearer than this and not joined were perhaps meant to meet. */
const NEAR_MISS_MM = 0.5
/** Loose ends compared with one before the search for the nearest gives up. */
const MOST_COMPARED = 256
/** Cells of ends are so many tolerances wide, so that most ends lie in one only. */
const TOLERANCES_PER_CELL = 8

/** What a chain is, as the joining sees it. */
export const CHAIN = { open: 0, closed: 1, dropped: 2 } as const

/** The start of a chain is end 2·chain, its end 2·chain + 1. */
export class ChainEnds {
  private readonly coordsMm: Float64Array
  private readonly firstSegment: Int32Array

  constructor({ segments, firstSegment }: ChainSegments) {
    this.coordsMm = segments.coordsMm
    this.firstSegment = firstSegment
  }

  /** X of an end. */
  x(end: number): number {
    return realAt(this.coordsMm, this.offset(end))
  }

  /** Y of an end. */
  y(end: number): number {
    return realAt(this.coordsMm, this.offset(end) + 1)
  }

  /** How far two ends are apart. */
  gapMm(a: number, b: number): number {
    return hypotenuse(this.x(a) - this.x(b), this.y(a) - this.y(b))
  }

  private offset(end: number): number {
    const chain = end >> 1
    if ((end & 1) === 0) return wholeAt(this.firstSegment, chain) * SEGMENT_STRIDE
    return (wholeAt(this.firstSegment, chain + 1) - 1) * SEGMENT_STRIDE + 2
  }
}

/** The name of a gap between two ends, whichever comes first. */
export function gapKey(a: number, b: number): string {
  const name = (end: number) => `${String(end >> 1)}${(end & 1) === 0 ? 's' : 'e'}`
  return `${name(Math.min(a, b))}-${name(Math.max(a, b))}`
}

/** Points at which ends meet: each end has a node, each node up to two ends and a count of them. */
interface Nodes {
  count: number
  /** Node of each end; −1 for ends of chains that are not joined. */
  readonly ofEnd: Int32Array
  readonly firstEnd: Int32Array
  readonly secondEnd: Int32Array
  readonly ends: Int32Array
}

/** Finds, for each open chain's ends, the node within the tolerance, or makes one. */
class NodeFinder {
  readonly nodes: Nodes
  private readonly ends: ChainEnds
  private readonly layers: Int32Array
  private readonly toleranceMm: number
  private readonly cellMm: number
  private readonly table: CellTable

  constructor(ends: ChainEnds, layers: Int32Array, toleranceMm: number) {
    const most = 2 * layers.length
    this.ends = ends
    this.layers = layers
    this.toleranceMm = toleranceMm
    this.cellMm = TOLERANCES_PER_CELL * toleranceMm
    this.table = new CellTable(most)
    this.nodes = {
      count: 0,
      ofEnd: new Int32Array(most).fill(-1),
      firstEnd: new Int32Array(most),
      secondEnd: new Int32Array(most),
      ends: new Int32Array(most),
    }
  }

  /** Gives an end its node. */
  take(end: number): void {
    const { nodes } = this
    const found = this.find(end)
    if (found < 0) {
      const node = nodes.count
      nodes.count += 1
      nodes.firstEnd[node] = end
      nodes.ends[node] = 1
      nodes.ofEnd[end] = node
      this.table.add(this.hash(this.cell(this.ends.x(end)), this.cell(this.ends.y(end)), end), node)
      return
    }
    if (nodes.ends[found] === 1) nodes.secondEnd[found] = end
    nodes.ends[found] = wholeAt(nodes.ends, found) + 1
    nodes.ofEnd[end] = found
  }

  private find(end: number): number {
    const { toleranceMm } = this
    const [x, y] = [this.ends.x(end), this.ends.y(end)]
    for (
      let column = this.cell(x - toleranceMm);
      column <= this.cell(x + toleranceMm);
      column += 1
    ) {
      for (let row = this.cell(y - toleranceMm); row <= this.cell(y + toleranceMm); row += 1) {
        const node = this.findIn(this.hash(column, row, end), end)
        if (node >= 0) return node
      }
    }
    return -1
  }

  private findIn(hash: number, end: number): number {
    const layer = wholeAt(this.layers, end >> 1)
    for (let node = this.table.first(hash); node >= 0; node = this.table.next(node)) {
      const first = wholeAt(this.nodes.firstEnd, node)
      if (wholeAt(this.layers, first >> 1) !== layer) continue
      if (this.ends.gapMm(first, end) <= this.toleranceMm) return node
    }
    return -1
  }

  private hash(column: number, row: number, end: number): number {
    return cellHash(column, row, wholeAt(this.layers, end >> 1))
  }

  private cell(value: number): number {
    return Math.floor(value / this.cellMm)
  }
}

/** Which end goes on from which: −1 where none does, or more than one. */
export interface Joining {
  readonly partners: Int32Array
}

/** Loose ends that nearly meet: each is compared with those before it, and the nearest is told. */
function tellNearMisses(
  loose: readonly number[],
  ends: ChainEnds,
  layers: Int32Array,
  cleaning: Cleaning,
): void {
  const table = new CellTable(loose.length)
  const { joinToleranceMm } = cleaning.options
  loose.forEach((end, item) => {
    const layer = wholeAt(layers, end >> 1)
    const [x, y] = [ends.x(end), ends.y(end)]
    const [column, row] = [Math.floor(x / NEAR_MISS_MM), Math.floor(y / NEAR_MISS_MM)]
    let nearestMm = Infinity
    let compared = 0
    for (let near = 0; near < 9; near += 1) {
      const hash = cellHash(column + (near % 3) - 1, row + Math.floor(near / 3) - 1, layer)
      let other = table.first(hash)
      while (other >= 0 && compared < MOST_COMPARED) {
        const otherEnd = loose[other] ?? end
        if (wholeAt(layers, otherEnd >> 1) === layer) {
          nearestMm = Math.min(nearestMm, ends.gapMm(end, otherEnd))
        }
        compared += 1
        other = table.next(other)
      }
    }
    if (nearestMm > joinToleranceMm && nearestMm <= NEAR_MISS_MM) {
      cleaning.doubted('near-miss', { layer, x, y, amountMm: nearestMm })
    }
    table.add(cellHash(column, row, layer), item)
  })
}

/**
 * Finds which ends of open chains are laid together: wherever exactly two of a layer meet within the
 * tolerance. Where more meet nobody can say which go together: such branches are told, and so are loose
 * ends that nearly meet.
 */
export function joinEnds(
  raw: RawDrawing,
  chains: ChainSegments,
  states: Uint8Array,
  cleaning: Cleaning,
): Joining {
  const { count, layers } = raw.chains
  const ends = new ChainEnds(chains)
  const finder = new NodeFinder(ends, layers, cleaning.options.joinToleranceMm)
  for (let chain = 0; chain < count && cleaning.goesOn(); chain += 1) {
    if (states[chain] !== CHAIN.open) continue
    finder.take(2 * chain)
    finder.take(2 * chain + 1)
  }
  const { nodes } = finder
  const partners = new Int32Array(2 * count).fill(-1)
  const loose: number[] = []
  for (let node = 0; node < nodes.count; node += 1) {
    const first = wholeAt(nodes.firstEnd, node)
    const second = wholeAt(nodes.secondEnd, node)
    const met = wholeAt(nodes.ends, node)
    if (met === 1) loose.push(first)
    else if (met === 2 && mayJoin(first, second, ends, cleaning)) {
      partners[first] = second
      partners[second] = first
    } else if (met > 2) {
      const layer = wholeAt(layers, first >> 1)
      cleaning.doubted('branch', { layer, x: ends.x(first), y: ends.y(first), amountMm: 0 })
    }
  }
  tellNearMisses(loose, ends, layers, cleaning)
  return { partners }
}

function mayJoin(a: number, b: number, ends: ChainEnds, cleaning: Cleaning): boolean {
  // a chain that could close on itself has done so before
  if (a >> 1 === b >> 1) return false
  return ends.gapMm(a, b) <= ROUNDED_MM || cleaning.may('gap-closed', () => gapKey(a, b))
}
