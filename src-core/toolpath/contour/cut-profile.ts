import type { Loop } from '../../geometry/flatten-path.ts'
import { LoopDistance } from '../../geometry/loop-distance.ts'
import { type Path, pathLengthMm } from '../../geometry/path.ts'
import type { Point2 } from '../../geometry/point.ts'
import { loopFromStraight, pathOfLoop } from './closed-loops.ts'
import { fittingLeads, type ScrapSide } from './leads.ts'
import type { HeightNode } from './path-length.ts'
import type { PathWriter } from './path-writer.ts'
import { type PathTabs, standingTabs, tabHeights } from './tabs.ts'

/** A profile along closed loops of the tool's centre. */
export interface ProfileLoops {
  /** Loops in the sense they are cut. */
  readonly centres: readonly Loop[]
  readonly scrap: ScrapSide
  /** Walls that leads may not touch; empty when there are none. */
  readonly walls: readonly Loop[]
  readonly toolRadiusMm: number
  readonly passDepthsMm: readonly number[]
  readonly tabs: PathTabs | null
  readonly leadRadiusMm: number
}

/** Why a loop was not cut. */
export interface ProfileFault {
  readonly kind: 'too-short' | 'no-room-for-tabs'
  readonly at: Point2
}

/** Walls are kept by this in a lead, mm. */
const LEAD_GUARD_MM = 0.0005

/**
 * Cuts along loops of the tool's centre one after another: on to the path by a lead above the work, down
 * along it by the ramp, once round level at every depth and over the tabs, and off it by a lead at the
 * floor. What cannot be cut is given back.
 */
export function cutProfileLoops(
  writer: PathWriter,
  profile: ProfileLoops,
): readonly ProfileFault[] {
  const { walls, toolRadiusMm, leadRadiusMm } = profile
  const distance =
    walls.length === 0 ? null : new LoopDistance(walls, toolRadiusMm + 2 * leadRadiusMm + 1)
  const isFree = ({ xMm, yMm }: Point2) =>
    distance === null || distance.at(xMm, yMm) >= toolRadiusMm + LEAD_GUARD_MM
  const paths = profile.centres.map(profilePath)
  return paths.flatMap((path): readonly ProfileFault[] => {
    const [first] = path
    if (first === undefined) return []
    const kind = tabFault(profile, path, paths) ?? cutLoop(writer, profile, path, isFree)
    return kind === null ? [] : [{ kind, at: first.from }]
  })
}

/** The way of the tool's middle round a loop, begun in the middle of its longest straight. */
export function profilePath(centre: Loop): Path {
  return pathOfLoop(loopFromStraight(centre))
}

/** A tab of which less than this share of its width stands is none. */
const STANDING_SHARE = 0.5

function tabFault(
  { tabs }: Pick<ProfileLoops, 'tabs'>,
  path: Path,
  all: readonly Path[],
): ProfileFault['kind'] | null {
  if (tabs === null) return null
  if (tabHeights(tabs, pathLengthMm(path)) === null) return 'no-room-for-tabs'
  const leastMm = (STANDING_SHARE * tabs.widthMm) / 2
  const isStanding = standingTabs(tabs, path, all).every(({ standsMm }) => standsMm >= leastMm)
  return isStanding ? null : 'no-room-for-tabs'
}

/** Cuts along one loop; says what is in the way of it. */
function cutLoop(
  writer: PathWriter,
  profile: ProfileLoops,
  path: Path,
  isFree: (at: Point2) => boolean,
): ProfileFault['kind'] | null {
  const depthMm = Math.max(0, ...profile.passDepthsMm)
  if (!writer.isLongEnough(path, depthMm + 1)) return 'too-short'
  const above = profile.tabs === null ? null : tabHeights(profile.tabs, pathLengthMm(path))
  const leads = fittingLeads(path, profile.leadRadiusMm, profile.scrap, isFree)
  const [onto, off] = leads === null ? [[], []] : [[leads.onto], [leads.off]]
  for (const { from } of [...onto, ...path].slice(0, 1)) writer.comeDown(from, 0)
  writer.level(onto, 'lead')
  for (const passMm of profile.passDepthsMm) {
    writer.lapsDown(path, -passMm, heightsAbove(above, -passMm))
  }
  writer.level(off, 'lead')
  writer.retract()
  return null
}

/** Tabs only where they stand above the floor of a pass. */
function heightsAbove(
  above: readonly HeightNode[] | null,
  floorZMm: number,
): readonly HeightNode[] | null {
  return above?.some(({ zMm }) => zMm > floorZMm + 1e-9) === true ? above : null
}
