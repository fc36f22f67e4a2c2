import { flattenPath, type Loop, loopAreaMm2 } from '../geometry/flatten-path.ts'
import type { Path } from '../geometry/path.ts'
import { differenceOfLoops, offsetLoops } from '../geometry/polygon-kernel.ts'

/** Chords of the walls where a shape is judged, mm. */
const CHORD_MM = 0.001
/** Radii are found to this, mm. */
const RADIUS_MM = 0.001

/** What the rules ask of the shape of a pocket. */
export interface PocketShape {
  /** Outer loops counterclockwise, islands clockwise. */
  readonly loops: readonly Loop[]
  readonly areaMm2: number
  /** Radius of the largest circle that fits in, mm. */
  readonly inradiusMm: number
  /** From where to where it lies, measured from the middle of the soundhole, mm. */
  readonly fromMm: number
  readonly toMm: number
}

const known = new WeakMap<Path, { readonly walls: readonly Path[]; readonly shape: PocketShape }>()

/** The shape of a pocket's walls; worked out once for the same paths, for the rules ask hundreds of times. */
export function pocketShape(walls: readonly Path[]): PocketShape {
  const outer = walls[0]
  if (outer === undefined) throw new Error('a pocket has walls')
  const before = known.get(outer)
  // islands are turned round anew each time: only a pocket without them is known by its path
  if (before !== undefined && walls.length === 1 && before.walls.length === 1) return before.shape
  const shape = shapeOf(walls)
  known.set(outer, { walls, shape })
  return shape
}

function shapeOf(walls: readonly Path[]): PocketShape {
  const loops = walls.map((wall) => flattenPath(wall, CHORD_MM))
  const radiiMm = (loops[0] ?? []).map(({ xMm, yMm }) => Math.hypot(xMm, yMm))
  return {
    loops,
    areaMm2: loops.reduce((sum, loop) => sum + loopAreaMm2(loop), 0),
    inradiusMm: inradiusMm(loops),
    fromMm: isAroundOrigin(loops[0] ?? []) ? 0 : nearestToOriginMm(loops[0] ?? []),
    toMm: Math.max(0, ...radiiMm),
  }
}

/** Halves the range of insets until the last that leaves anything is known. */
function inradiusMm(loops: readonly Loop[]): number {
  const reachMm = Math.max(...(loops[0] ?? []).map(({ xMm, yMm }) => Math.abs(xMm) + Math.abs(yMm)))
  let [fits, empty] = [0, 2 * reachMm]
  while (empty - fits > RADIUS_MM) {
    const middle = (fits + empty) / 2
    if (offsetLoops(loops, -middle).length > 0) fits = middle
    else empty = middle
  }
  return fits
}

/** Even-odd: a ray from the origin along +X crosses the loop an odd number of times. */
function isAroundOrigin(loop: Loop): boolean {
  let inside = false
  loop.forEach((from, index) => {
    const to = loop[(index + 1) % loop.length] ?? from
    if (from.yMm > 0 === to.yMm > 0) return
    const share = -from.yMm / (to.yMm - from.yMm)
    if (from.xMm + share * (to.xMm - from.xMm) > 0) inside = !inside
  })
  return inside
}

function nearestToOriginMm(loop: Loop): number {
  let nearest = Infinity
  loop.forEach((from, index) => {
    const to = loop[(index + 1) % loop.length] ?? from
    const [dx, dy] = [to.xMm - from.xMm, to.yMm - from.yMm]
    const squared = dx * dx + dy * dy
    const along = squared === 0 ? 0 : -(from.xMm * dx + from.yMm * dy) / squared
    const share = Math.min(1, Math.max(0, along))
    nearest = Math.min(nearest, Math.hypot(from.xMm + share * dx, from.yMm + share * dy))
  })
  return nearest
}

/** Whether a path lies wholly within another, to a thousandth of a square millimetre. */
export function liesWithin(inner: Path, outer: Path): boolean {
  const outside = differenceOfLoops([flattenPath(inner, CHORD_MM)], [flattenPath(outer, CHORD_MM)])
  return outside.reduce((sum, loop) => sum + Math.abs(loopAreaMm2(loop)), 0) < 1e-3
}
