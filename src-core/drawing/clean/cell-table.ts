import { wholeAt } from '../typed-arrays.ts'

/** Spreads whole numbers over a table; the factors are those of Teschner et al. (2003) for grid cells. */
export function cellHash(x: number, y: number, z: number): number {
  const mixed = Math.imul(x, 73_856_093) ^ Math.imul(y, 19_349_663) ^ Math.imul(z, 83_492_791)
  return mixed ^ (mixed >>> 15)
}

/**
 * Items by the hash of the cell they lie in: for items numbered below `most`, two arrays and no objects.
 * Items of other cells may come with those asked for; whoever asks compares.
 */
export class CellTable {
  private readonly heads: Int32Array
  private readonly nexts: Int32Array
  private readonly mask: number

  constructor(most: number) {
    let size = 16
    while (size < 2 * most) size *= 2
    this.heads = new Int32Array(size).fill(-1)
    this.nexts = new Int32Array(most)
    this.mask = size - 1
  }

  /** Takes an item in. */
  add(hash: number, item: number): void {
    const slot = hash & this.mask
    this.nexts[item] = wholeAt(this.heads, slot)
    this.heads[slot] = item
  }

  /** The item added last with this hash, or −1. */
  first(hash: number): number {
    return wholeAt(this.heads, hash & this.mask)
  }

  /** The one added before it, or −1. */
  next(item: number): number {
    return wholeAt(this.nexts, item)
  }
}
