import type { Bounds2 } from '#core/geometry/bounds.ts'
import type { Point3 } from '#core/geometry/point.ts'
import { HeightMap } from '#core/simulation/height-map.ts'
import { type CutPath, PATH_ROLES } from './cut-path.ts'

/** A block and the tool that carves it. */
export interface Carving {
  readonly path: CutPath
  readonly toolRadiusMm: number
  readonly box: Bounds2
  readonly cellMm: number
}

/** Snapshots over the whole time; going back costs at most one stretch between two of them. */
const SNAPSHOTS = 20
const RAPID = PATH_ROLES.indexOf('rapid')

/** The block as it is at any time: carved forward, or from the snapshot before. */
export class Carver {
  /** How much of the tool's width each piece of the way took, 0 to 255. */
  readonly engagement: Uint8Array
  private readonly carving: Carving
  private readonly snapshots: { readonly pieces: number; readonly heights: Float32Array }[] = []
  private map: HeightMap
  /** Whole pieces that are cut in `map`. */
  private pieces = 0

  /** Carves all of it once: that tells the engagement, and takes the snapshots. */
  constructor(carving: Carving) {
    this.carving = carving
    this.map = new HeightMap(carving.box, carving.cellMm)
    const { path, toolRadiusMm, cellMm } = carving
    this.engagement = new Uint8Array(path.count)
    const perSnapshot = Math.max(1, Math.ceil(path.count / SNAPSHOTS))
    this.snapshots.push({ pieces: 0, heights: this.map.heights.slice() })
    while (this.pieces < path.count) {
      const piece = this.pieces
      const lowered = this.cut(piece, 1)
      const lengthMm = this.lengthMm(piece)
      const widthMm = lengthMm < cellMm / 10 ? 0 : (lowered * cellMm * cellMm) / lengthMm
      this.engagement[piece] = Math.round(255 * Math.min(1, widthMm / (2 * toolRadiusMm)))
      this.pieces += 1
      if (this.pieces % perSnapshot === 0) {
        this.snapshots.push({ pieces: this.pieces, heights: this.map.heights.slice() })
      }
    }
  }

  /** Cells of the block: rows from the lowest Y, columns from the lowest X. */
  get grid(): HeightMap['grid'] {
    return this.map.grid
  }

  /** Heights of the block when the program has run for so long; Z 0 is its top. */
  at(seconds: number): Float32Array {
    const { path } = this.carving
    const whole = piecesBefore(path.endSeconds, seconds)
    this.goTo(whole)
    const heights = this.map.heights.slice()
    const share = whole < path.count ? this.shareOf(whole, seconds) : 0
    if (share <= 0) return heights
    this.cut(whole, share)
    const shown = this.map.heights.slice()
    // what is cut of a piece is not remembered: the next time it is longer
    this.restore(heights, whole)
    return shown
  }

  /** Cuts on to so many whole pieces, or back from the snapshot before them. */
  private goTo(whole: number): void {
    const before = this.snapshots.findLast(({ pieces }) => pieces <= whole)
    if (before !== undefined && (this.pieces > whole || before.pieces > this.pieces)) {
      this.restore(before.heights, before.pieces)
    }
    while (this.pieces < whole) {
      this.cut(this.pieces, 1)
      this.pieces += 1
    }
  }

  /** A map of its own each time: one remembers where its tool stood last. */
  private restore(heights: Float32Array, pieces: number): void {
    this.map = new HeightMap(this.carving.box, this.carving.cellMm)
    this.map.heights.set(heights)
    this.pieces = pieces
  }

  private shareOf(piece: number, seconds: number): number {
    const { endSeconds } = this.carving.path
    const startSeconds = piece === 0 ? 0 : (endSeconds[piece - 1] ?? 0)
    const lasts = (endSeconds[piece] ?? 0) - startSeconds
    return lasts <= 0 ? 0 : Math.min(1, (seconds - startSeconds) / lasts)
  }

  private end(piece: number, offset: 0 | 3): Point3 {
    const { endsMm } = this.carving.path
    const at = 6 * piece + offset
    return { xMm: endsMm[at] ?? 0, yMm: endsMm[at + 1] ?? 0, zMm: endsMm[at + 2] ?? 0 }
  }

  private lengthMm(piece: number): number {
    const [from, to] = [this.end(piece, 0), this.end(piece, 3)]
    return Math.hypot(to.xMm - from.xMm, to.yMm - from.yMm)
  }

  /** Cuts the first share of a piece; how many cells it lowered. */
  private cut(piece: number, share: number): number {
    const { path, toolRadiusMm } = this.carving
    const [from, end] = [this.end(piece, 0), this.end(piece, 3)]
    if (path.roles[piece] === RAPID || Math.min(from.zMm, end.zMm) >= 0) return 0
    const to = {
      xMm: from.xMm + (end.xMm - from.xMm) * share,
      yMm: from.yMm + (end.yMm - from.yMm) * share,
      zMm: from.zMm + (end.zMm - from.zMm) * share,
    }
    return this.map.sweep(from, to, toolRadiusMm).loweredCells
  }
}

/** How many pieces have ended by a time, by halving. */
function piecesBefore(endSeconds: Float32Array, seconds: number): number {
  let [low, high] = [0, endSeconds.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((endSeconds[middle] ?? 0) <= seconds) low = middle + 1
    else high = middle
  }
  return low
}
