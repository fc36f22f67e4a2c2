import { flattenPath, type Loop } from '../../geometry/flatten-path.ts'
import type { Path } from '../../geometry/path.ts'
import { distanceMm, type Point2 } from '../../geometry/point.ts'
import { expandDrill } from '../basic-moves.ts'
import { RAPID_CLEARANCE_MM } from '../cutting-motion.ts'
import { circleOf } from '../../rosette/drawn-operation.ts'
import { REGION_CHORD_MM, WALL_MM } from '../cut-region.ts'
import { nothingToCut, type Operation } from './operation.ts'
import { atSafeHeight } from './safe-height.ts'
import { NO_HOLE, NOT_CENTRE_CUTTING } from './sentences.ts'

/** The places in an order that goes from each to the nearest not drilled yet. */
function inShortOrder(points: readonly Point2[]): readonly Point2[] {
  const left = [...points]
  const order: Point2[] = []
  let at: Point2 = { xMm: 0, yMm: 0 }
  while (left.length > 0) {
    const from = at
    const next = left.reduce((best, point) =>
      distanceMm(point, from) < distanceMm(best, from) - 1e-9 ? point : best,
    )
    left.splice(left.indexOf(next), 1)
    order.push(next)
    at = next
  }
  return order
}

/** Middles of the circles among paths. */
function middlesOf(paths: readonly Path[]): readonly Point2[] {
  return paths.flatMap((path) => circleOf(path)?.centre ?? [])
}

function discAt({ xMm, yMm }: Point2, radiusMm: number): Loop {
  const [right, left] = [
    { xMm: xMm + radiusMm, yMm },
    { xMm: xMm - radiusMm, yMm },
  ]
  const half = { kind: 'arc', centre: { xMm, yMm }, rotation: 'counterclockwise' } as const
  return flattenPath(
    [
      { ...half, from: right, to: left },
      { ...half, from: left, to: right },
    ],
    REGION_CHORD_MM,
  )
}

/** Drills holes in pecks, each with a full retract, taken apart into moves every controller knows. */
export const drillOperation: Operation<'drill'> = {
  plan: ({ paths, tool, params }, progress) => {
    const points = middlesOf(paths)
    if (points.length === 0) return nothingToCut(NO_HOLE)
    if (!tool.centreCutting) return nothingToCut(NOT_CENTRE_CUTTING)
    const rise = { kind: 'rapid', to: { zMm: params.safeHeightMm } } as const
    const moves = inShortOrder(points).flatMap((at) => [
      ...expandDrill({
        kind: 'drill',
        at,
        clearZMm: Math.min(RAPID_CLEARANCE_MM, params.safeHeightMm),
        bottomZMm: -params.depthMm,
        peckMm: params.peckMm,
        dwellSeconds: params.dwellSeconds,
        feedMmPerMin: params.plungeMmPerMin,
      }),
      rise,
    ])
    progress?.(1)
    const frozen = moves.map((move) => Object.freeze(move))
    return { moves: atSafeHeight(frozen, params.safeHeightMm), reasons: [], notes: [], rest: [] }
  },
  regionsOf: ({ paths, tool, params }) =>
    middlesOf(paths).map((middle) => ({
      allowed: [discAt(middle, tool.diameterMm / 2 + WALL_MM)],
      required: [discAt(middle, tool.diameterMm / 2 - WALL_MM)],
      depthMm: params.depthMm,
      isDrilled: true,
    })),
}
