import { DistanceGrid } from '../../geometry/distance-grid.ts'
import { ClearedDiscs } from './cleared-discs.ts'

/** Samples along the leading half of the tool's edge. */
const SAMPLES = 48
/** Nodes across a tool's radius. */
const NODES_PER_RADIUS = 20

/** Width of a field's cells for a tool, mm. */
export function fieldCellMm(toolRadiusMm: number): number {
  return toolRadiusMm / NODES_PER_RADIUS
}

/**
 * What a tool has cleared of a pocket, as the distance to the path of its centre so far: material stands
 * where that is more than the tool's radius. The grid answers fast and steers; the discs answer exactly
 * and decide.
 */
export class EngagementField {
  readonly toolRadiusMm: number
  /** Signed distance to the wall, mm, positive inside the pocket. */
  readonly wall: DistanceGrid
  /** Distance to the path, mm. */
  readonly path: DistanceGrid
  readonly discs: ClearedDiscs
  /** Counts cuts; a tile holds the count of the last cut that touched it. */
  private cuts = 0
  private readonly tileMm: number
  private readonly tileColumns: number
  private readonly tiles: Int32Array
  private readonly edgeX = new Float64Array(SAMPLES + 1)
  private readonly edgeY = new Float64Array(SAMPLES + 1)
  private readonly clearBelowMm: number

  constructor(wall: DistanceGrid, toolRadiusMm: number) {
    const { grid } = wall
    this.toolRadiusMm = toolRadiusMm
    this.wall = wall
    this.path = new DistanceGrid(grid, 1e6)
    const box = {
      minXMm: grid.minXMm,
      minYMm: grid.minYMm,
      maxXMm: grid.minXMm + grid.columns * grid.cellMm,
      maxYMm: grid.minYMm + grid.rows * grid.cellMm,
    }
    this.discs = new ClearedDiscs(box, toolRadiusMm)
    this.tileMm = 2.3 * toolRadiusMm
    this.tileColumns = Math.ceil((box.maxXMm - box.minXMm) / this.tileMm) + 3
    const tileRows = Math.ceil((box.maxYMm - box.minYMm) / this.tileMm) + 3
    this.tiles = new Int32Array(this.tileColumns * tileRows)
    // bilinear reads of a distance lie up to h²/8R high; twice that and 0.1 µm count as cleared
    this.clearBelowMm = toolRadiusMm + (grid.cellMm * grid.cellMm) / (4 * toolRadiusMm) + 1e-4
    for (let sample = 0; sample <= SAMPLES; sample += 1) {
      const angleRad = -Math.PI / 2 + (sample * Math.PI) / SAMPLES
      this.edgeX[sample] = Math.cos(angleRad) * toolRadiusMm
      this.edgeY[sample] = Math.sin(angleRad) * toolRadiusMm
    }
  }

  /** Engagement by the grid, radians, of the tool at a place heading along (cosine, sine). */
  engagementRad(xMm: number, yMm: number, cosine: number, sine: number): number {
    const { edgeX, edgeY, path, clearBelowMm } = this
    const cap = this.wall.grid.cellMm
    let total = 0
    let before = 0
    for (let sample = 0; sample <= SAMPLES; sample += 1) {
      const ex = edgeX[sample] as number
      const ey = edgeY[sample] as number
      let f = path.read(xMm + ex * cosine - ey * sine, yMm + ex * sine + ey * cosine) - clearBelowMm
      if (f > cap) f = cap
      if (sample > 0) {
        if (f > 0) total += before > 0 ? 1 : f / (f - before)
        else if (before > 0) total += before / (before - f)
      }
      before = f
    }
    return (total * Math.PI) / SAMPLES
  }

  /** Exact engagement, radians. The tool must lie within the walls. */
  exactRad(xMm: number, yMm: number, headingRad: number): number {
    return this.discs.uncoveredAheadRad(xMm, yMm, headingRad)
  }

  /** True when the tool can stand at a place, or pass, touching at most `toleranceRad` of material. */
  isClearAt(xMm: number, yMm: number, toleranceRad: number): boolean {
    return this.discs.uncoveredRad(xMm, yMm) <= toleranceRad
  }

  /** Notes that the tool went straight from one place to another; its start was noted before. */
  cut(x0: number, y0: number, x1: number, y1: number): void {
    const reachMm = this.toolRadiusMm + 2.5 * this.wall.grid.cellMm
    this.path.lowerToSegment({ x0, y0, x1, y1 }, reachMm)
    const lengthMm = Math.hypot(x1 - x0, y1 - y0)
    const parts = Math.max(1, Math.ceil(lengthMm / (0.12 * this.toolRadiusMm) - 1e-9))
    for (let part = 1; part <= parts; part += 1) {
      const x = x0 + ((x1 - x0) * part) / parts
      const y = y0 + ((y1 - y0) * part) / parts
      this.discs.add(x, y)
      this.touch(x, y)
    }
  }

  /** Notes that the tool went straight over cleared ground: the path is there, nothing more is cleared. */
  goOver(x0: number, y0: number, x1: number, y1: number): void {
    const reachMm = this.toolRadiusMm + 2.5 * this.wall.grid.cellMm
    this.path.lowerToSegment({ x0, y0, x1, y1 }, reachMm)
  }

  /** Notes what a disc larger than the tool has cleared (a helix, or a hole made before). */
  clearDisc(xMm: number, yMm: number, radiusMm: number): void {
    this.discs.addLarge(xMm, yMm, radiusMm)
    this.touch(xMm, yMm)
  }

  private touch(xMm: number, yMm: number): void {
    this.cuts += 1
    this.tiles[this.tileOf(xMm, yMm)] = this.cuts
  }

  private tileOf(xMm: number, yMm: number): number {
    const { minXMm, minYMm } = this.wall.grid
    const column = Math.floor((xMm - minXMm) / this.tileMm) + 1
    return (Math.floor((yMm - minYMm) / this.tileMm) + 1) * this.tileColumns + column
  }

  /** Number of cuts so far, to ask later whether any came near a place. */
  get stamp(): number {
    return this.cuts
  }

  /** True when something within reach of the tool at a place was cut after a stamp was taken. */
  changedNear(xMm: number, yMm: number, stamp: number): boolean {
    const tile = this.tileOf(xMm, yMm)
    for (let row = -this.tileColumns; row <= this.tileColumns; row += this.tileColumns) {
      for (let column = -1; column <= 1; column += 1) {
        if ((this.tiles[tile + row + column] as number) > stamp) return true
      }
    }
    return false
  }
}
