import { flattenPath, type Loop } from '../../geometry/flatten-path.ts'
import type { Path } from '../../geometry/path.ts'
import { offsetLoops } from '../../geometry/polygon-kernel.ts'
import { depthPasses } from '../../rosette/depth-passes.ts'
import { radFromDeg } from '../../units/angle.ts'
import { cutProfileLoops, type ProfileFault } from '../contour/cut-profile.ts'
import { PathWriter } from '../contour/path-writer.ts'
import { type ProfileParams, profileSchema } from './along-path.schema.ts'
import { isClosed } from './engrave.ts'
import {
  nothingToCut,
  type Operation,
  type OperationTool,
  type PlannedOperation,
} from './operation.ts'
import {
  NO_AREA,
  noRoomForTabsSentence,
  openPathSentence,
  tooNarrowSentence,
  tooShortSentence,
} from './sentences.ts'
import { orientedWalls } from './walls.ts'

/** Walls are kept by this, mm: it pays for chords, arc fitting and rounding. */
const WALL_GUARD_MM = 0.0015
const FLATTEN_MM = 0.0005

/** What is cut along: the region's own walls and on which side of them the tool runs. */
export interface ProfileRegion {
  /** Outer loops counterclockwise, holes clockwise. */
  readonly loops: readonly Loop[]
  readonly side: ProfileParams['side']
}

function sentenceOf({ kind, at }: ProfileFault, params: Pick<ProfileParams, 'tabCount'>): string {
  return kind === 'too-short' ? tooShortSentence(at) : noRoomForTabsSentence(at, params.tabCount)
}

/** Loops of the tool's centre as they are run: with climb the work is on the right of the tool. */
function centresOf(
  { loops, side }: ProfileRegion,
  offMm: number,
  isClimb: boolean,
): readonly Loop[] {
  if (side === 'on') return isClimb ? loops : loops.map((loop) => loop.toReversed())
  const centres = offsetLoops(loops, side === 'outside' ? offMm : -offMm)
  const isReversed = (side === 'outside') === isClimb
  return isReversed ? centres.map((loop) => loop.toReversed()) : centres
}

/** Cuts along the walls of a region. */
export function profileLoops(
  region: ProfileRegion,
  tool: OperationTool,
  params: Omit<ProfileParams, 'side'>,
): PlannedOperation {
  const toolRadiusMm = tool.diameterMm / 2
  const isClimb = params.direction === 'climb'
  const offMm = toolRadiusMm + params.stockToLeaveMm + WALL_GUARD_MM
  const centres = centresOf(region, offMm, isClimb)
  if (centres.length === 0) return nothingToCut(tooNarrowSentence(tool.diameterMm))
  const floorMm = params.depthMm - Math.min(params.onionSkinMm, params.depthMm / 2)
  const writer = new PathWriter({
    safeHeightMm: params.safeHeightMm,
    rampRad: radFromDeg(params.rampDeg),
    feeds: { cutMmPerMin: params.cutFeedMmPerMin, plungeMmPerMin: params.plungeFeedMmPerMin },
  })
  const faults = cutProfileLoops(writer, {
    centres,
    scrap: isClimb ? 'left' : 'right',
    walls: region.side === 'on' ? [] : region.loops,
    toolRadiusMm,
    passDepthsMm: depthPasses(floorMm, params.maxDepthPerPassMm),
    tabs:
      params.tabCount === 0
        ? null
        : {
            count: params.tabCount,
            widthMm: params.tabWidthMm,
            topZMm: Math.min(0, params.tabHeightMm - floorMm),
            floorZMm: -floorMm,
            toolDiameterMm: tool.diameterMm,
          },
    leadRadiusMm: region.side === 'on' ? 0 : params.leadRadiusMm,
  })
  return {
    moves: Object.freeze([...writer.moves]),
    reasons: faults.map((fault) => sentenceOf(fault, params)),
    notes: [],
    rest: [],
  }
}

/** Closed paths as walls of a region, and sentences for those that are open. */
export function closedLoops(paths: readonly Path[]): {
  readonly loops: readonly Loop[]
  readonly reasons: readonly string[]
} {
  const reasons = paths.flatMap((path) => {
    const start = path[0]?.from
    return start === undefined || isClosed(path) ? [] : [openPathSentence(start)]
  })
  const walls = orientedWalls(paths.filter((path) => isClosed(path)))
  return { loops: walls.map((wall) => flattenPath(wall, FLATTEN_MM)), reasons }
}

/** Cuts along one side of closed paths, or on them, with leads, tabs and an onion skin. */
export const profileOperation: Operation<ProfileParams> = {
  id: 'profile',
  takes: 'closed-paths',
  schema: profileSchema,
  plan: ({ paths }, tool, params, progress) => {
    if (paths.length === 0) return nothingToCut(NO_AREA)
    const { loops, reasons } = closedLoops(paths)
    const plan =
      loops.length === 0
        ? { moves: [], reasons: [], notes: [], rest: [] }
        : profileLoops({ loops, side: params.side }, tool, params)
    progress?.(1)
    return { ...plan, reasons: [...reasons, ...plan.reasons] }
  },
}
