import type { Grid } from '../geometry/distance-grid.ts'
import type { HeightMap } from './height-map.ts'

/** A patch that should be at its floor and is not. */
export interface RestArea {
  /** Middle of its cells. */
  readonly xMm: number
  readonly yMm: number
  readonly areaMm2: number
  /** Its highest place above the floor. */
  readonly tallestMm: number
}

/** Patches after these say nothing new. */
const AREAS_KEPT = 20

/** Cells that stand too high by so much, by their number. */
export type StandingCells = ReadonlyMap<number, number>

/** Cells of a patch, found from one of them: side by side or corner to corner. */
function patchFrom(seed: number, open: Set<number>, { columns }: Grid): readonly number[] {
  const patch = [seed]
  open.delete(seed)
  // the list grows while it is walked
  for (const cell of patch) {
    for (const down of [-columns, 0, columns]) {
      for (const across of [-1, 0, 1]) {
        const next = cell + down + across
        if (open.delete(next)) patch.push(next)
      }
    }
  }
  return patch
}

/** The patches that standing cells make, the largest first, at most 20 of them. */
export function restAreas({ grid }: HeightMap, standing: StandingCells): readonly RestArea[] {
  const { columns, cellMm, minXMm, minYMm } = grid
  const open = new Set(standing.keys())
  const areas: RestArea[] = []
  for (const seed of standing.keys()) {
    if (!open.has(seed)) continue
    const patch = patchFrom(seed, open, grid)
    let [x, y, tallestMm] = [0, 0, 0]
    for (const cell of patch) {
      x += cell % columns
      y += Math.floor(cell / columns)
      tallestMm = Math.max(tallestMm, standing.get(cell) ?? 0)
    }
    areas.push({
      xMm: minXMm + (x / patch.length) * cellMm,
      yMm: minYMm + (y / patch.length) * cellMm,
      areaMm2: patch.length * cellMm * cellMm,
      tallestMm,
    })
  }
  return areas.sort((a, b) => b.areaMm2 - a.areaMm2).slice(0, AREAS_KEPT)
}
