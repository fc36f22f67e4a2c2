import { flattenPath, loopAreaMm2, type Loop } from '../../geometry/flatten-path.ts'
import { reversedPath } from '../../geometry/outline.ts'
import type { Path } from '../../geometry/path.ts'
import type { Point2 } from '../../geometry/point.ts'

/** Chords while it is asked which path lies within which, mm. */
const NESTING_MM = 0.01

/** True when a place lies inside a loop (even-odd). */
export function isInsideLoop({ xMm, yMm }: Point2, loop: Loop): boolean {
  let isInside = false
  let before = loop.at(-1)
  for (const point of loop) {
    if (before !== undefined && before.yMm > yMm !== point.yMm > yMm) {
      const share = (yMm - before.yMm) / (point.yMm - before.yMm)
      if (before.xMm + (point.xMm - before.xMm) * share > xMm) isInside = !isInside
    }
    before = point
  }
  return isInside
}

/**
 * Closed paths as the walls of a pocket: those within an even number of others run counterclockwise, those
 * within an odd number (islands) clockwise. The paths may not cross.
 */
export function orientedWalls(paths: readonly Path[]): readonly Path[] {
  const loops = paths.map((path) => flattenPath(path, NESTING_MM))
  return paths.map((path, index) => {
    const loop = loops[index] ?? []
    const [corner] = loop
    if (corner === undefined) return path
    const depth = loops.filter((other, at) => at !== index && isInsideLoop(corner, other)).length
    const isOuter = depth % 2 === 0
    return loopAreaMm2(loop) > 0 === isOuter ? path : reversedPath(path)
  })
}
