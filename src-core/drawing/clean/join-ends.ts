import { hypotenuse, SEGMENT_STRIDE } from '../segment-view.ts'
import { realAt, wholeAt } from '../typed-arrays.ts'
import { cellHash, CellTable } from './cell-table.ts'
import type { RawDrawing } from './clean-drawing.ts'
import type { Cleaning } from './cleaning.ts'
import { LooseEnds } from './near-misses.ts'
import type { ChainSegments } from './zero-lengths.ts'

/** Ends nearer than this are one point that was rounded, and joining them repairs nothing. */
export const ROUNDED_MM = 1e-6
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

/** Points at which ends meet: each has up to two ends and a count of them. */
interface Nodes {
  count: number
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
  /** Where the first end of each node is. */
  private readonly nodeX: Float64Array
  private readonly nodeY: Float64Array

  constructor(ends: ChainEnds, layers: Int32Array, toleranceMm: number) {
    const most = 2 * layers.length
    this.nodeX = new Float64Array(most)
    this.nodeY = new Float64Array(most)
    this.ends = ends
    this.layers = layers
    this.toleranceMm = toleranceMm
    this.cellMm = TOLERANCES_PER_CELL * toleranceMm
    this.table = new CellTable(most)
    this.nodes = {
      count: 0,
      firstEnd: new Int32Array(most),
      secondEnd: new Int32Array(most),
      ends: new Int32Array(most),
    }
  }

  /** Gives an end its node. */
  take(end: number): void {
    const { nodes } = this
    const x = this.ends.x(end)
    const y = this.ends.y(end)
    const layer = wholeAt(this.layers, end >> 1)
    const found = this.find(x, y, layer)
    if (found < 0) {
      const node = nodes.count
      nodes.count += 1
      nodes.firstEnd[node] = end
      nodes.ends[node] = 1
      this.nodeX[node] = x
      this.nodeY[node] = y
      this.table.add(cellHash(this.cell(x), this.cell(y), layer), node)
      return
    }
    if (nodes.ends[found] === 1) nodes.secondEnd[found] = end
    nodes.ends[found] = wholeAt(nodes.ends, found) + 1
  }

  private find(x: number, y: number, layer: number): number {
    const { toleranceMm } = this
    const left = this.cell(x - toleranceMm)
    const right = this.cell(x + toleranceMm)
    const low = this.cell(y - toleranceMm)
    const high = this.cell(y + toleranceMm)
    for (let column = left; column <= right; column += 1) {
      for (let row = low; row <= high; row += 1) {
        let node = this.table.first(cellHash(column, row, layer))
        while (node >= 0 && !this.isAt(node, x, y, layer)) node = this.table.next(node)
        if (node >= 0) return node
      }
    }
    return -1
  }

  private isAt(node: number, x: number, y: number, layer: number): boolean {
    const dx = realAt(this.nodeX, node) - x
    const dy = realAt(this.nodeY, node) - y
    const isNear = hypotenuse(dx, dy) <= this.toleranceMm
    return isNear && wholeAt(this.layers, wholeAt(this.nodes.firstEnd, node) >> 1) === layer
  }

  private cell(value: number): number {
    return Math.floor(value / this.cellMm)
  }
}

/** Which end goes on from which: −1 where none does, or more than one. */
export interface Joining {
  readonly partners: Int32Array
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
  const loose = new LooseEnds(nodes.count)
  for (let node = 0; node < nodes.count; node += 1) {
    const first = wholeAt(nodes.firstEnd, node)
    const second = wholeAt(nodes.secondEnd, node)
    const met = wholeAt(nodes.ends, node)
    if (met === 1) loose.add(wholeAt(layers, first >> 1), ends.x(first), ends.y(first))
    else if (met === 2 && mayJoin(first, second, ends, cleaning)) {
      partners[first] = second
      partners[second] = first
    } else if (met > 2) {
      const layer = wholeAt(layers, first >> 1)
      cleaning.doubted('branch', { layer, x: ends.x(first), y: ends.y(first), amountMm: 0 })
    }
  }
  loose.tellNearMisses(cleaning)
  return { partners }
}

function mayJoin(a: number, b: number, ends: ChainEnds, cleaning: Cleaning): boolean {
  // a chain that could close on itself has done so before
  if (a >> 1 === b >> 1) return false
  return ends.gapMm(a, b) <= ROUNDED_MM || cleaning.may('gap-closed', () => gapKey(a, b))
}
