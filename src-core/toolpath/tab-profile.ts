import {
  greatestTabCount,
  TAB_DOWN_RAMP_RAD,
  TAB_UP_RAMP_RAD,
  type TabLayout,
} from '../rosette/tab-layout.ts'
import { TURN_RAD } from '../units/angle.ts'

/** A place on one turn: how far round from its start, and the height there. */
export interface ProfileNode {
  readonly sweptRad: number
  readonly zMm: number
}

/** Angle the slope at the start of a turn takes from `startZMm` down to the floor, radians. */
export function entryAngleRad(layout: TabLayout, startZMm: number, floorZMm: number): number {
  return Math.max(0, startZMm - floorZMm) / Math.tan(TAB_DOWN_RAMP_RAD) / layout.radiusMm
}

/**
 * Heights along one turn that starts half-way between two tabs at `startZMm`: down to `floorZMm`, over
 * each tab's top and down again behind it, and once more over the slope it began with. Throws when the tabs leave no room (see `greatestTabCount`).
 */
export function tabProfile(
  layout: TabLayout,
  startZMm: number,
  floorZMm: number,
): readonly ProfileNode[] {
  if (layout.count > greatestTabCount(layout, floorZMm)) {
    throw new RangeError(
      `${String(layout.count)} tabs of ${String(layout.widthMm)} mm leave no room on a circle of radius ${String(layout.radiusMm)} mm`,
    )
  }
  const { radiusMm, topZMm, count } = layout
  const angleOf = (alongMm: number) => alongMm / radiusMm
  const topRad = angleOf(layout.widthMm + layout.toolDiameterMm)
  const upRad = angleOf((topZMm - floorZMm) / Math.tan(TAB_UP_RAMP_RAD))
  const downRad = angleOf((topZMm - floorZMm) / Math.tan(TAB_DOWN_RAMP_RAD))
  const entryRad = entryAngleRad(layout, startZMm, floorZMm)
  const pitchRad = TURN_RAD / count
  const tabs = Array.from({ length: count }, (_, index): readonly ProfileNode[] => {
    const middleRad = (index + 0.5) * pitchRad
    const riseEndRad = middleRad - topRad / 2
    const fallStartRad = middleRad + topRad / 2
    return [
      { sweptRad: riseEndRad - upRad, zMm: floorZMm },
      { sweptRad: riseEndRad, zMm: topZMm },
      { sweptRad: fallStartRad, zMm: topZMm },
      { sweptRad: fallStartRad + downRad, zMm: floorZMm },
    ]
  })
  return [
    { sweptRad: 0, zMm: startZMm },
    { sweptRad: entryRad, zMm: floorZMm },
    ...tabs.flat(),
    { sweptRad: TURN_RAD, zMm: floorZMm },
    { sweptRad: TURN_RAD + entryRad, zMm: floorZMm },
  ]
}
