import { distanceToSegmentMm } from '../../geometry/outline.ts'
import { type Path, type Segment, segmentBounds } from '../../geometry/path.ts'
import type { Point2 } from '../../geometry/point.ts'

/** The walls of a pocket, for exact distances near them. */
export class WallIndex {
  private readonly bins = new Map<string, Segment[]>()
  private readonly binMm: number

  /** Knows every distance up to `reachMm`. Walls are closed paths of lines and arcs. */
  constructor(walls: readonly Path[], reachMm: number) {
    this.binMm = 2 * reachMm
    for (const segment of walls.flat()) {
      const box = segmentBounds(segment)
      const [left, right] = [this.bin(box.minXMm - reachMm), this.bin(box.maxXMm + reachMm)]
      const [low, high] = [this.bin(box.minYMm - reachMm), this.bin(box.maxYMm + reachMm)]
      for (let row = low; row <= high; row += 1) {
        for (let column = left; column <= right; column += 1) {
          const key = `${String(column)}:${String(row)}`
          const found = this.bins.get(key)
          if (found === undefined) this.bins.set(key, [segment])
          else found.push(segment)
        }
      }
    }
  }

  private bin(valueMm: number): number {
    return Math.floor(valueMm / this.binMm)
  }

  /** Distance to the nearest wall, mm; Infinity when none is within reach. */
  distanceMm(point: Point2): number {
    const key = `${String(this.bin(point.xMm))}:${String(this.bin(point.yMm))}`
    let least = Infinity
    for (const segment of this.bins.get(key) ?? []) {
      least = Math.min(least, distanceToSegmentMm(point, segment))
    }
    return least
  }
}
