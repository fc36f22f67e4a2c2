import { loopAreaMm2, type Loop } from '../../geometry/flatten-path.ts'
import {
  differenceOfLoops,
  intersectionOfLoops,
  offsetLoops,
  openedLoops,
} from '../../geometry/polygon-kernel.ts'
import { depthPasses } from '../../rosette/depth-passes.ts'
import { radFromDeg } from '../../units/angle.ts'
import { loopsToClear, planContours } from '../contour/contour-floor.ts'
import { WALL_MM } from '../cut-region.ts'
import { areaRegion } from './area-regions.ts'
import {
  nothingToCut,
  type Operation,
  type OperationOrder,
  type OperationParams,
  type OperationProgress,
  type OperationTool,
  type PlannedOperation,
} from './operation.ts'
import { NO_AREA, NO_REST, tooNarrowSentence, unreachedSentence } from './sentences.ts'
import { orientedWalls } from './walls.ts'

/** Smaller rests are rounding, mm². */
const LEAST_REST_MM2 = 1e-3
/** A rest region reaches this far into cleared ground, in radii of the smaller tool. */
const OVERLAP_RADII = 2.1

/** Clears loops (outer counterclockwise, holes clockwise) by contours and says what stays. */
export function clearLoops(
  loops: readonly Loop[],
  tool: OperationTool,
  params: OperationParams<'contourPocket' | 'rest' | 'inlayFemale'>,
  progress?: OperationProgress,
): PlannedOperation {
  const toolRadiusMm = tool.diameterMm / 2
  const { writer, unreached } = planContours(
    loops,
    {
      toolRadiusMm,
      stepMm: params.stepoverRatio * tool.diameterMm,
      passDepthsMm: depthPasses(params.depthMm, params.maxDepthPerPassMm),
      direction: params.direction,
      safeHeightMm: params.safeHeightMm,
      rampRad: radFromDeg(params.rampDeg),
      feeds: { cutMmPerMin: params.feedMmPerMin, plungeMmPerMin: params.plungeMmPerMin },
    },
    progress,
  )
  progress?.(1)
  const isCut = writer.moves.some(({ kind }) => kind === 'line' || kind === 'arc')
  const reasons = unreached.map((at) => unreachedSentence(at, tool.diameterMm))
  if (!isCut && reasons.length === 0) return nothingToCut(tooNarrowSentence(tool.diameterMm))
  const rest = differenceOfLoops(loops, openedLoops(loops, toolRadiusMm))
  return {
    moves: isCut ? Object.freeze([...writer.moves]) : [],
    reasons,
    notes: [],
    rest: rest.filter((loop) => Math.abs(loopAreaMm2(loop)) > 1e-4),
  }
}

/** Clears an area by contours at even distances from its walls, from the inside out. */
export const contourPocketOperation: Operation<'contourPocket'> = {
  plan: ({ paths, tool, params }, progress) => {
    if (paths.length === 0) return nothingToCut(NO_AREA)
    const loops = loopsToClear(orientedWalls(paths), params.stockToLeaveMm)
    return clearLoops(loops, tool, params, progress)
  },
  regionsOf: ({ paths, tool, params }) => [
    areaRegion(
      loopsToClear(orientedWalls(paths), params.stockToLeaveMm),
      tool.diameterMm,
      params.depthMm,
    ),
  ],
}

function largerRadiusMm({ params: { otherDiameterMm } }: OperationOrder<'rest'>): number {
  if (otherDiameterMm === null) throw new Error('rest machining needs the tool that went before')
  return otherDiameterMm / 2
}

/** What a tool of `previousRadiusMm` left of a region and one of `radiusMm` can take. */
function reachableRest(
  loops: readonly Loop[],
  previousRadiusMm: number,
  radiusMm: number,
): readonly Loop[] {
  const rest = differenceOfLoops(loops, openedLoops(loops, previousRadiusMm))
  return intersectionOfLoops(rest, openedLoops(loops, radiusMm)).filter(
    (loop) => Math.abs(loopAreaMm2(loop)) > LEAST_REST_MM2,
  )
}

/**
 * What a tool of `previousRadiusMm` left of a region and as much about it as a tool of `radiusMm` needs to
 * get at all of it: every disc of that radius that touches the rest lies within.
 */
export function restRegion(
  loops: readonly Loop[],
  previousRadiusMm: number,
  radiusMm: number,
): readonly Loop[] {
  const reachable = reachableRest(loops, previousRadiusMm, radiusMm)
  if (reachable.length === 0) return []
  return intersectionOfLoops(offsetLoops(reachable, OVERLAP_RADII * radiusMm), loops)
}

/** Clears with a smaller tool what a larger one could not reach. */
export const restOperation: Operation<'rest'> = {
  plan: (order, progress) => {
    const { paths, tool, params } = order
    if (paths.length === 0) return nothingToCut(NO_AREA)
    const loops = loopsToClear(orientedWalls(paths), params.stockToLeaveMm)
    const region = restRegion(loops, largerRadiusMm(order), tool.diameterMm / 2)
    if (region.length === 0) return nothingToCut(NO_REST)
    return clearLoops(region, tool, params, progress)
  },
  regionsOf: (order) => {
    const { paths, tool, params } = order
    const loops = loopsToClear(orientedWalls(paths), params.stockToLeaveMm)
    const rest = reachableRest(loops, largerRadiusMm(order), tool.diameterMm / 2)
    return [
      {
        allowed: offsetLoops(loops, WALL_MM),
        required: offsetLoops(rest, -WALL_MM),
        depthMm: params.depthMm,
      },
    ]
  },
}
