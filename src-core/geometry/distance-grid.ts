import type { Bounds2 } from './bounds.ts'
import type { Loop } from './flatten-path.ts'
import type { Point2 } from './point.ts'

/** Evenly spaced nodes over a rectangle, row after row from its lower left corner. */
export interface Grid {
  readonly minXMm: number
  readonly minYMm: number
  readonly cellMm: number
  readonly columns: number
  readonly rows: number
}

/** The grid that covers a box and at least `marginMm` around it. Throws above 200 million nodes. */
export function gridOver(box: Bounds2, cellMm: number, marginMm: number): Grid {
  const columns = Math.ceil((box.maxXMm - box.minXMm + 2 * marginMm) / cellMm) + 1
  const rows = Math.ceil((box.maxYMm - box.minYMm + 2 * marginMm) / cellMm) + 1
  if (!(columns * rows <= 2e8)) {
    throw new RangeError(
      `${String(columns)} by ${String(rows)} nodes are too many: the limit is 200 million`,
    )
  }
  return { minXMm: box.minXMm - marginMm, minYMm: box.minYMm - marginMm, cellMm, columns, rows }
}

/** Box of some loops. Throws when there is no point. */
export function loopsBounds(loops: readonly Loop[]): Bounds2 {
  let box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { xMm, yMm } of loops.flat()) {
    box = [
      Math.min(box[0], xMm),
      Math.min(box[1], yMm),
      Math.max(box[2], xMm),
      Math.max(box[3], yMm),
    ]
  }
  if (!Number.isFinite(box[0])) throw new RangeError('a region has no points')
  return { minXMm: box[0], minYMm: box[1], maxXMm: box[2], maxYMm: box[3] }
}

/** A straight piece from (x0, y0) to (x1, y1), mm. */
export interface FlatSegment {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

/** Distances at the nodes of a grid, mm. Read between nodes they are bilinear: off by about h²/8r at r mm. */
export class DistanceGrid {
  readonly grid: Grid
  readonly values: Float32Array

  /** Every node starts at `farMm`. */
  constructor(grid: Grid, farMm: number) {
    this.grid = grid
    this.values = new Float32Array(grid.columns * grid.rows).fill(farMm)
  }

  /** Lowers the nodes within `reachMm` of a straight piece to their distance from it. */
  lowerToSegment({ x0, y0, x1, y1 }: FlatSegment, reachMm: number): void {
    const { minXMm, minYMm, cellMm, columns, rows } = this.grid
    const { values } = this
    const firstRow = Math.max(0, Math.ceil((Math.min(y0, y1) - reachMm - minYMm) / cellMm))
    const lastRow = Math.min(rows - 1, Math.floor((Math.max(y0, y1) + reachMm - minYMm) / cellMm))
    const firstColumn = Math.max(0, Math.ceil((Math.min(x0, x1) - reachMm - minXMm) / cellMm))
    const lastColumn = Math.min(
      columns - 1,
      Math.floor((Math.max(x0, x1) + reachMm - minXMm) / cellMm),
    )
    const dx = x1 - x0
    const dy = y1 - y0
    const squared = dx * dx + dy * dy
    const inverse = squared > 0 ? 1 / squared : 0
    for (let row = firstRow; row <= lastRow; row += 1) {
      const py = minYMm + row * cellMm - y0
      let at = row * columns + firstColumn
      for (let column = firstColumn; column <= lastColumn; column += 1, at += 1) {
        const px = minXMm + column * cellMm - x0
        let along = (px * dx + py * dy) * inverse
        along = along < 0 ? 0 : along > 1 ? 1 : along
        const offX = px - along * dx
        const offY = py - along * dy
        const d2 = offX * offX + offY * offY
        const before = values[at] as number
        if (before * before > d2) values[at] = Math.sqrt(d2)
      }
    }
  }

  /** The value at a place, between nodes; −1 outside the grid. */
  read(xMm: number, yMm: number): number {
    const { minXMm, minYMm, cellMm, columns, rows } = this.grid
    const { values } = this
    let u = (xMm - minXMm) / cellMm
    let v = (yMm - minYMm) / cellMm
    if (!(u >= 0 && v >= 0 && u < columns - 1 && v < rows - 1)) return -1
    const column = u | 0
    const row = v | 0
    u -= column
    v -= row
    const at = row * columns + column
    const a = values[at] as number
    const b = values[at + 1] as number
    const c = values[at + columns] as number
    const d = values[at + columns + 1] as number
    return a + (b - a) * u + (c - a) * v + (a - b - c + d) * u * v
  }
}

/** Where every row of a grid crosses the loops, unordered. */
function crossings(loops: readonly Loop[], { minYMm, cellMm, rows }: Grid): readonly number[][] {
  const byRow = Array.from({ length: rows }, (): number[] => [])
  for (const loop of loops) {
    loop.forEach(({ xMm: x0, yMm: y0 }, index) => {
      const { xMm: x1, yMm: y1 } = loop[(index + 1) % loop.length] as Point2
      const low = Math.max(0, Math.floor((Math.min(y0, y1) - minYMm) / cellMm))
      const high = Math.min(rows - 1, Math.ceil((Math.max(y0, y1) - minYMm) / cellMm))
      for (let row = low; row <= high; row += 1) {
        const yMm = minYMm + row * cellMm
        if (y0 > yMm === y1 > yMm) continue
        byRow[row]?.push(x0 + ((x1 - x0) * (yMm - y0)) / (y1 - y0))
      }
    })
  }
  return byRow
}

/** Calls back for every run of nodes inside loops (even-odd): its row, first and last column. */
export function insideRuns(
  loops: readonly Loop[],
  grid: Grid,
  found: (row: number, firstColumn: number, lastColumn: number) => void,
): void {
  const { minXMm, cellMm, columns } = grid
  crossings(loops, grid).forEach((at, row) => {
    at.sort((a, b) => a - b)
    for (let pair = 0; pair + 1 < at.length; pair += 2) {
      const first = Math.max(0, Math.ceil(((at[pair] as number) - minXMm) / cellMm))
      const last = Math.min(columns - 1, Math.floor(((at[pair + 1] as number) - minXMm) / cellMm))
      if (last >= first) found(row, first, last)
    }
  })
}

/**
 * Signed distance from the boundary of a region, mm: positive inside (even-odd), exact at the nodes
 * within `bandMm` of it and ±`bandMm` beyond.
 */
export function signedDistanceGrid(
  loops: readonly Loop[],
  cellMm: number,
  bandMm: number,
): DistanceGrid {
  const grid = gridOver(loopsBounds(loops), cellMm, 4 * cellMm)
  const field = new DistanceGrid(grid, bandMm)
  for (const loop of loops) {
    loop.forEach((from, index) => {
      const to = loop[(index + 1) % loop.length] ?? from
      field.lowerToSegment({ x0: from.xMm, y0: from.yMm, x1: to.xMm, y1: to.yMm }, bandMm)
    })
  }
  const { values } = field
  const inside = new Uint8Array(values.length)
  insideRuns(loops, grid, (row, first, last) => {
    inside.fill(1, row * grid.columns + first, row * grid.columns + last + 1)
  })
  for (let at = 0; at < values.length; at += 1) {
    if (inside[at] === 0) values[at] = -(values[at] as number)
  }
  return field
}
