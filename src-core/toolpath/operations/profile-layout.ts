import type { Loop } from '../../geometry/flatten-path.ts'
import { offsetLoops } from '../../geometry/polygon-kernel.ts'
import type { PathTabs } from '../contour/tabs.ts'
import type { OperationParams, OperationTool } from './operation.ts'

/** Walls are kept by this, mm: it pays for chords, arc fitting and rounding. */
const WALL_GUARD_MM = 0.0015

/** What every cut along an outline is told. */
export type OutlineParams = OperationParams<'inlayMale' | 'profile'>

/** What is cut along: the region's own walls and on which side of them the tool runs. */
export interface ProfileRegion {
  /** Outer loops counterclockwise, holes clockwise. */
  readonly loops: readonly Loop[]
  readonly side: OperationParams<'profile'>['side']
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

/** Where the tool's middle runs and how deep, with the tabs on its way: what moves and regions share. */
export interface ProfileLayout {
  readonly centres: readonly Loop[]
  readonly floorMm: number
  readonly tabs: PathTabs | null
}

/** The layout of a cut along the walls of a region. */
export function profileLayout(
  region: ProfileRegion,
  tool: OperationTool,
  params: OutlineParams,
): ProfileLayout {
  const offMm = tool.diameterMm / 2 + params.stockToLeaveMm + WALL_GUARD_MM
  const floorMm = floorOf(params)
  const tabs =
    params.tabCount === 0
      ? null
      : {
          count: params.tabCount,
          widthMm: params.tabWidthMm,
          topZMm: Math.min(0, params.tabHeightMm - floorMm),
          floorZMm: -floorMm,
          toolDiameterMm: tool.diameterMm,
        }
  return { centres: centresOf(region, offMm, params.direction === 'climb'), floorMm, tabs }
}

/** Depth of the cut above its onion skin, mm. */
export function floorOf({ depthMm, onionSkinMm }: OutlineParams): number {
  return depthMm - Math.min(onionSkinMm, depthMm / 2)
}

/** Leads of a cut: on the path itself there is no scrap to lead in from. */
export function leadRadiusMm({ side }: ProfileRegion, params: OutlineParams): number {
  return side === 'on' ? 0 : params.leadRadiusMm
}
