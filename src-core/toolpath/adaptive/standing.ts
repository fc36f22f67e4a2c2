import { insideRuns } from '../../geometry/distance-grid.ts'
import type { Loop } from '../../geometry/flatten-path.ts'
import { openedLoops } from '../../geometry/polygon-kernel.ts'
import type { Point2 } from '../../geometry/point.ts'
import type { EngagementField } from './engagement-field.ts'

/** Why a part of a pocket gets no cut. */
export interface UncutReason {
  /**
   * `too-narrow`: an area of its own, nowhere as wide as the tool. `no-way-in`: the tool fits, and no way in
   * was found that keeps the engagement.
   */
  readonly kind: 'too-narrow' | 'no-way-in'
  /** The roomiest place of it. */
  readonly at: Point2
  /** Room between the walls there, mm. */
  readonly widthMm: number
  readonly areaMm2: number
}

/** Parts smaller than this count only when together they are more than the share below, in squares of the tool's radius. */
const LEAST_PART_RADII2 = 0.02
/**
 * Of what the tool reaches, what may stay standing without a word: a tenth of a percent is promised, and
 * nodes this far apart count a few thin crescents a fifth too small.
 */
const SILENT_SHARE = 0.0008
/** Thinner than this beside a path nothing stands: what a wall may be off, and the guard of a finish, mm. */
const THIN_MM = 0.0065
/** Fewer nodes are the rounding of the field. */
const LEAST_NODES = 4

/** The nodes inside loops, 1 for each. */
function nodesInside(loops: readonly Loop[], field: EngagementField): Uint8Array {
  const { grid, values } = field.wall
  const inside = new Uint8Array(values.length)
  insideRuns(loops, grid, (row, first, last) => {
    inside.fill(1, row * grid.columns + first, row * grid.columns + last + 1)
  })
  return inside
}

/** The parts that hang together of marked nodes; takes the marks away. */
function partsOf(marks: Uint8Array, columns: number): readonly (readonly number[])[] {
  const parts: number[][] = []
  for (let node = 0; node < marks.length; node += 1) {
    if (marks[node] !== 1) continue
    const part = [node]
    marks[node] = 0
    for (let at = 0; at < part.length; at += 1) {
      for (const step of [
        -columns - 1,
        -columns,
        1 - columns,
        -1,
        1,
        columns - 1,
        columns,
        columns + 1,
      ]) {
        const next = (part[at] as number) + step
        if (marks[next] !== 1) continue
        marks[next] = 0
        part.push(next)
      }
    }
    parts.push(part)
  }
  return parts
}

/** The reason for a part: its place is where the walls are furthest. */
function reasonOf(
  kind: UncutReason['kind'],
  part: readonly number[],
  field: EngagementField,
): UncutReason {
  const { grid, values } = field.wall
  const wallMm = (node: number) => values[node] as number
  const best = part.reduce((most, node) => (wallMm(node) > wallMm(most) ? node : most))
  const at = {
    xMm: grid.minXMm + (best % grid.columns) * grid.cellMm,
    yMm: grid.minYMm + Math.floor(best / grid.columns) * grid.cellMm,
  }
  return { kind, at, widthMm: 2 * wallMm(best), areaMm2: part.length * grid.cellMm ** 2 }
}

/**
 * What still stands of a pocket after its strokes, part by part, read from the field and not from what the
 * planner thinks it did: every area of the walls that is nowhere as wide as the tool, and every part the tool
 * reaches that no path came near. Resolved to a cell of the field, R/20; what is left of corners is `rest`.
 */
export function standingParts(
  loops: readonly Loop[],
  field: EngagementField,
): readonly UncutReason[] {
  const { toolRadiusMm, wall, path } = field
  const { columns, cellMm } = wall.grid
  const reachable = nodesInside(openedLoops(loops, toolRadiusMm), field)
  const narrow = partsOf(nodesInside(loops, field), columns).filter((part) =>
    part.every((node) => reachable[node] === 0),
  )
  let reachableCount = 0
  for (let node = 0; node < reachable.length; node += 1) {
    reachableCount += reachable[node] as number
    if ((path.values[node] as number) <= toolRadiusMm + THIN_MM) reachable[node] = 0
  }
  const every = partsOf(reachable, columns)
  const standing = every.filter((part) => part.length >= LEAST_NODES)
  const leastNodes = (LEAST_PART_RADII2 * toolRadiusMm ** 2) / cellMm ** 2
  const isMuch = every.reduce((sum, part) => sum + part.length, 0) > SILENT_SHARE * reachableCount
  return [
    ...narrow.map((part) => reasonOf('too-narrow', part, field)),
    ...standing
      .filter((part) => isMuch || part.length >= leastNodes)
      .map((part) => reasonOf('no-way-in', part, field)),
  ]
}
