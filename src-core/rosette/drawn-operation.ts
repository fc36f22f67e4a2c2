import { flattenPath, type Loop, loopAreaMm2 } from '../geometry/flatten-path.ts'
import { reversedPath } from '../geometry/outline.ts'
import type { Path } from '../geometry/path.ts'
import { differenceOfLoops, offsetLoops } from '../geometry/polygon-kernel.ts'
import type { PlanOperation } from './plan-operation.schema.ts'
import type { DrawnPath, Plan } from './plan.schema.ts'

/** An operation of a plan with the paths it names. */
export interface DrawnOperation {
  readonly operation: PlanOperation
  /** What the outline is called. */
  readonly name: string
  /** Outer walls counterclockwise, islands clockwise. */
  readonly walls: readonly Path[]
}

/** The operations of a plan in the order they are cut, those that are off left out unless asked for. */
export function drawnOperations(
  { drawnPaths, operations }: Pick<Plan, 'drawnPaths' | 'operations'>,
  { withOff = false }: { readonly withOff?: boolean } = {},
): readonly DrawnOperation[] {
  const byId = new Map(drawnPaths.map((drawn) => [drawn.id, drawn]))
  return operations
    .filter(({ on }) => on || withOff)
    .map((operation) => {
      const [outer, ...islands] = operation.pathIds.map((pathId) => {
        const found = byId.get(pathId)
        if (found === undefined) throw new Error(`no path ${pathId} for operation ${operation.id}`)
        return found
      })
      if (outer === undefined) throw new Error(`operation ${operation.id} names no path`)
      const walls = [outer.path, ...islands.map(({ path }) => reversedPath(path))]
      return { operation, name: outer.name, walls }
    })
}

/** Drawn paths that are to be pockets and that no operation cuts yet. */
export function uncutPockets({
  drawnPaths,
  operations,
}: Pick<Plan, 'drawnPaths' | 'operations'>): readonly DrawnPath[] {
  const named = new Set(operations.flatMap(({ pathIds }) => pathIds))
  return drawnPaths.filter(({ id, use }) => use === 'pocket' && !named.has(id))
}

/** The pocket of a drawn path as it starts: cut as the plan cuts, and nobody has said how deep. */
export function newPocket(
  { cutting, operations }: Pick<Plan, 'cutting' | 'operations'>,
  pathId: string,
): PlanOperation {
  const taken = new Set(operations.map(({ id }) => id))
  let number = 1
  while (taken.has(`pocket-${String(number)}`)) number += 1
  const { toolId, maxDepthPerPassMm, direction, spindleRpm, feedMmPerMin, plungeMmPerMin } = cutting
  return {
    kind: 'pocket',
    id: `pocket-${String(number)}`,
    pathIds: [pathId],
    on: true,
    depthMm: null,
    stockToLeaveMm: 0,
    stepoverRatio: Math.min(0.2, cutting.stepoverRatio),
    rampDeg: 3,
    ...{ toolId, maxDepthPerPassMm, direction, spindleRpm, feedMmPerMin, plungeMmPerMin },
  }
}

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
