import { radFromDeg } from '../../units/angle.ts'
import { depthPasses } from '../../rosette/depth-passes.ts'
import { loopsToClear } from '../contour/contour-floor.ts'
import { planPocket } from '../pocket/plan-pocket.ts'
import { areaRegion } from './area-regions.ts'
import { nothingToCut, type Operation, type PlannedOperation } from './operation.ts'
import { atSafeHeight } from './safe-height.ts'
import { NO_AREA, SLOT_NOTE, uncutSentence } from './sentences.ts'
import { orientedWalls } from './walls.ts'

/** Clears an area down to a floor so that no move engages more of the tool than a straight cut and 3°. */
export const pocketOperation: Operation<'pocket'> = {
  plan: ({ paths, tool, params }, progress): PlannedOperation => {
    if (paths.length === 0) return nothingToCut(NO_AREA)
    const plan = planPocket(
      {
        walls: orientedWalls(paths),
        toolDiameterMm: tool.diameterMm,
        stepoverRatio: params.stepoverRatio,
        stockToLeaveMm: params.stockToLeaveMm,
        passDepthsMm: depthPasses(params.depthMm, params.maxDepthPerPassMm),
        direction: params.direction,
        safeHeightMm: params.safeHeightMm,
        rampRad: radFromDeg(params.rampDeg),
        feeds: {
          cutMmPerMin: params.feedMmPerMin,
          plungeMmPerMin: params.plungeMmPerMin,
        },
      },
      progress,
    )
    return {
      moves: atSafeHeight(plan.moves, params.safeHeightMm),
      reasons: plan.uncut.map((reason) => uncutSentence(reason, tool.diameterMm)),
      notes: plan.usedSlot ? [SLOT_NOTE] : [],
      rest: plan.rest,
    }
  },
  regionsOf: ({ paths, tool, params }) => [
    areaRegion(
      loopsToClear(orientedWalls(paths), params.stockToLeaveMm),
      tool.diameterMm,
      params.depthMm,
    ),
  ],
}
