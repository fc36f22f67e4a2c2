import { linePoints, type Loop } from '../../geometry/flatten-path.ts'
import { differenceOfLoops, offsetLoops, strokedLines } from '../../geometry/polygon-kernel.ts'
import { profilePath } from '../contour/cut-profile.ts'
import { type PathTabs, type StandingTab, standingTabs } from '../contour/tabs.ts'
import { type CutRegion, REGION_CHORD_MM, WALL_MM } from '../cut-region.ts'
import type { ProfileLayout, ProfileRegion } from './profile-layout.ts'

/** How wide a cut along walls is. */
export interface ProfileReach {
  readonly toolRadiusMm: number
  readonly stockToLeaveMm: number
  readonly leadRadiusMm: number
}

/** On the scrap's side from the wall as far as the tool and its leads reach; on a path as wide as the tool. */
function bandOf(
  { loops, side }: ProfileRegion,
  { toolRadiusMm, stockToLeaveMm, leadRadiusMm }: ProfileReach,
  lines: readonly Loop[],
): readonly Loop[] {
  const wallMm = stockToLeaveMm - WALL_MM
  const farMm = stockToLeaveMm + 2 * toolRadiusMm + leadRadiusMm + 2 * WALL_MM
  switch (side) {
    case 'on':
      return strokedLines(lines, toolRadiusMm + WALL_MM)
    case 'outside':
      return differenceOfLoops(offsetLoops(loops, farMm), offsetLoops(loops, wallMm))
    case 'inside':
      return differenceOfLoops(offsetLoops(loops, -wallMm), offsetLoops(loops, -farMm))
  }
}

function discs(
  tabs: readonly StandingTab[],
  radiusMm: (tab: StandingTab) => number,
): readonly Loop[] {
  return tabs.flatMap((tab) => strokedLines([[tab.middle, tab.middle]], radiusMm(tab)))
}

/** Nothing of a tab may go below its top; beside its slopes only the top's height must be reached. */
function tabbedRegions(
  tabs: PathTabs,
  standing: readonly StandingTab[],
  { band, kerf, floorMm }: { band: readonly Loop[]; kerf: readonly Loop[]; floorMm: number },
): readonly CutRegion[] {
  const topMm = -tabs.topZMm
  const stand = discs(standing, ({ standsMm }) => Math.max(0.05, standsMm - 2 * WALL_MM))
  const slopes = discs(standing, ({ reachMm }) => reachMm + tabs.toolDiameterMm)
  return [
    {
      allowed: differenceOfLoops(band, stand),
      required: differenceOfLoops(kerf, slopes),
      depthMm: floorMm,
    },
    ...(topMm > 0 ? [{ allowed: band, required: kerf, depthMm: topMm }] : []),
  ]
}

/** What a cut along walls may take: its own side of them, and below the tops of its tabs none of these. */
export function profileRegions(
  region: ProfileRegion,
  { centres, floorMm, tabs }: ProfileLayout,
  reach: ProfileReach,
): readonly CutRegion[] {
  const paths = centres.map(profilePath)
  const lines = paths.map((path) => linePoints(path, REGION_CHORD_MM))
  const band = bandOf(region, reach, lines)
  const kerf = strokedLines(lines, reach.toolRadiusMm - WALL_MM)
  if (tabs === null) return [{ allowed: band, required: kerf, depthMm: floorMm }]
  const standing = paths.flatMap((path) => standingTabs(tabs, path, paths))
  return tabbedRegions(tabs, standing, { band, kerf, floorMm })
}
