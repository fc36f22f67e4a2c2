import { distanceMm, type Point2 } from '../../geometry/point.ts'
import { expandDrill } from '../basic-moves.ts'
import { RAPID_CLEARANCE_MM } from '../cutting-motion.ts'
import { type DrillParams, drillSchema } from './along-path.schema.ts'
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

/** Drills holes in pecks, each with a full retract, taken apart into moves every controller knows. */
export const drillOperation: Operation<DrillParams> = {
  id: 'drill',
  takes: 'points',
  schema: drillSchema,
  plan: ({ points }, tool, params, progress) => {
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
        feedMmPerMin: params.plungeFeedMmPerMin,
      }),
      rise,
    ])
    progress?.(1)
    const frozen = moves.map((move) => Object.freeze(move))
    return { moves: atSafeHeight(frozen, params.safeHeightMm), reasons: [], notes: [], rest: [] }
  },
}
