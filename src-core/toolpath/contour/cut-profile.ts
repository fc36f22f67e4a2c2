import type { Loop } from '../../geometry/flatten-path.ts'
import { LoopDistance } from '../../geometry/loop-distance.ts'
import { pathLengthMm } from '../../geometry/path.ts'
import type { Point2 } from '../../geometry/point.ts'
import { loopFromStraight, pathOfLoop } from './closed-loops.ts'
import { fittingLeads, type ScrapSide } from './leads.ts'
import type { HeightNode } from './path-length.ts'
import type { PathWriter } from './path-writer.ts'
import { type PathTabs, tabHeights } from './tabs.ts'

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
  const { walls, toolRadiusMm, leadRadiusMm, passDepthsMm } = profile
  const distance =
    walls.length === 0 ? null : new LoopDistance(walls, toolRadiusMm + 2 * leadRadiusMm + 1)
  const isFree = ({ xMm, yMm }: Point2) =>
    distance === null || distance.at(xMm, yMm) >= toolRadiusMm + LEAD_GUARD_MM
  const faults: ProfileFault[] = []
  const depthMm = passDepthsMm.at(-1) ?? 0
  for (const centre of profile.centres) {
    const path = pathOfLoop(loopFromStraight(centre))
    const start = path[0]?.from
    if (start === undefined) continue
    if (!writer.isLongEnough(path, depthMm + 1)) {
      faults.push({ kind: 'too-short', at: start })
      continue
    }
    const above = profile.tabs === null ? null : tabHeights(profile.tabs, pathLengthMm(path))
    if (profile.tabs !== null && above === null) {
      faults.push({ kind: 'no-room-for-tabs', at: start })
      continue
    }
    const leads = fittingLeads(path, leadRadiusMm, profile.scrap, isFree)
    writer.comeDown(leads?.onto.from ?? start, 0)
    if (leads !== null) writer.level([leads.onto], 'lead')
    for (const passMm of passDepthsMm) writer.lapsDown(path, -passMm, heightsAbove(above, -passMm))
    if (leads !== null) writer.level([leads.off], 'lead')
    writer.retract()
  }
  return faults
}

/** Tabs only where they stand above the floor of a pass. */
function heightsAbove(
  above: readonly HeightNode[] | null,
  floorZMm: number,
): readonly HeightNode[] | null {
  return above?.some(({ zMm }) => zMm > floorZMm + 1e-9) === true ? above : null
}
