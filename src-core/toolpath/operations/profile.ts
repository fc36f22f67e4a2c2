import { flattenPath, type Loop } from '../../geometry/flatten-path.ts'
import { type Path, pathLengthMm } from '../../geometry/path.ts'
import { depthPasses } from '../../rosette/depth-passes.ts'
import { isClosedPath } from '../../rosette/drawn-operation.ts'
import { radFromDeg } from '../../units/angle.ts'
import { cutProfileLoops, type ProfileFault } from '../contour/cut-profile.ts'
import { PathWriter } from '../contour/path-writer.ts'
import {
  nothingToCut,
  type Operation,
  type OperationParams,
  type OperationTool,
  type PlannedOperation,
} from './operation.ts'
import {
  floorOf,
  leadRadiusMm,
  type OutlineParams,
  profileLayout,
  type ProfileRegion,
} from './profile-layout.ts'
import { profileRegions } from './profile-regions.ts'
import {
  NO_PATH,
  noRoomForTabsSentence,
  noTabsOnOpenSentence,
  openPathSentence,
  tooNarrowSentence,
  tooShortSentence,
} from './sentences.ts'
import { strokeRegion } from './stroke-region.ts'
import { orientedWalls } from './walls.ts'

/** Chords of walls, mm. */
const FLATTEN_MM = 0.0005

function sentenceOf({ kind, at }: ProfileFault, params: Pick<OutlineParams, 'tabCount'>): string {
  return kind === 'too-short' ? tooShortSentence(at) : noRoomForTabsSentence(at, params.tabCount)
}

function writerOf(params: OutlineParams): PathWriter {
  return new PathWriter({
    safeHeightMm: params.safeHeightMm,
    rampRad: radFromDeg(params.rampDeg),
    feeds: { cutMmPerMin: params.feedMmPerMin, plungeMmPerMin: params.plungeMmPerMin },
  })
}

/** Cuts along the walls of a region. */
export function profileLoops(
  region: ProfileRegion,
  tool: OperationTool,
  params: OutlineParams,
): PlannedOperation {
  const { centres, floorMm, tabs } = profileLayout(region, tool, params)
  if (centres.length === 0) return nothingToCut(tooNarrowSentence(tool.diameterMm))
  const writer = writerOf(params)
  const faults = cutProfileLoops(writer, {
    centres,
    scrap: params.direction === 'climb' ? 'left' : 'right',
    walls: region.side === 'on' ? [] : region.loops,
    toolRadiusMm: tool.diameterMm / 2,
    passDepthsMm: depthPasses(floorMm, params.maxDepthPerPassMm),
    tabs,
    leadRadiusMm: leadRadiusMm(region, params),
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
    return start === undefined || isClosedPath(path) ? [] : [openPathSentence(start)]
  })
  const walls = orientedWalls(paths.filter((path) => isClosedPath(path)))
  return { loops: walls.map((wall) => flattenPath(wall, FLATTEN_MM)), reasons }
}

/** Cuts on open paths, there and back down the ramp; they have no sides, and tabs would hold nothing. */
function openPaths(paths: readonly Path[], params: OperationParams<'profile'>): PlannedOperation {
  const writer = writerOf(params)
  const floorMm = floorOf(params)
  const reasons = paths.flatMap((path) => {
    const start = path[0]?.from
    if (start === undefined) return []
    if (params.side !== 'on') return [openPathSentence(start)]
    if (params.tabCount > 0) return [noTabsOnOpenSentence(start)]
    if (pathLengthMm(path) < 1e-3 || !writer.isLongEnough(path, floorMm + 1)) {
      return [tooShortSentence(start)]
    }
    writer.comeDown(start, 0)
    writer.runsDown(path, -floorMm, params.maxDepthPerPassMm)
    writer.retract()
    return []
  })
  return { moves: Object.freeze([...writer.moves]), reasons, notes: [], rest: [] }
}

function openAndClosed(paths: readonly Path[]): {
  readonly open: readonly Path[]
  readonly closed: readonly Path[]
} {
  return {
    open: paths.filter((path) => !isClosedPath(path)),
    closed: paths.filter((path) => isClosedPath(path)),
  }
}

/** Cuts along one side of closed paths, or on paths of any kind, with leads, tabs and an onion skin. */
export const profileOperation: Operation<'profile'> = {
  plan: ({ paths, tool, params }, progress) => {
    if (paths.length === 0) return nothingToCut(NO_PATH)
    const { open, closed } = openAndClosed(paths)
    const { loops } = closedLoops(closed)
    const plans = [
      ...(loops.length === 0 ? [] : [profileLoops({ loops, side: params.side }, tool, params)]),
      ...(open.length === 0 ? [] : [openPaths(open, params)]),
    ]
    progress?.(1)
    return {
      moves: plans.flatMap(({ moves }) => moves),
      reasons: plans.flatMap(({ reasons }) => reasons),
      notes: [],
      rest: [],
    }
  },
  regionsOf: ({ paths, tool, params }) => {
    const { open, closed } = openAndClosed(paths)
    const { loops } = closedLoops(closed)
    const region = { loops, side: params.side }
    return [
      ...(loops.length === 0
        ? []
        : profileRegions(region, profileLayout(region, tool, params), {
            toolRadiusMm: tool.diameterMm / 2,
            stockToLeaveMm: params.stockToLeaveMm,
            leadRadiusMm: leadRadiusMm(region, params),
          })),
      ...(open.length === 0 ? [] : [strokeRegion(open, tool.diameterMm / 2, floorOf(params))]),
    ]
  },
}
