import { TAB_DOWN_RAMP_RAD, TAB_UP_RAMP_RAD } from '../../rosette/tab-layout.ts'
import type { HeightNode } from './path-length.ts'

/** Tabs evenly along a path. */
export interface PathTabs {
  readonly count: number
  /** Length of a tab's top between the two sides of the cut, mm. */
  readonly widthMm: number
  readonly topZMm: number
  readonly floorZMm: number
  readonly toolDiameterMm: number
}

/**
 * Lowest heights along a path of `lengthMm` that starts half way between two tabs: the floor, and over each
 * tab its top, with a slope up and down again. Null when the tabs leave no room.
 */
export function tabHeights(tabs: PathTabs, lengthMm: number): readonly HeightNode[] | null {
  const riseMm = tabs.topZMm - tabs.floorZMm
  const halfTopMm = (tabs.widthMm + tabs.toolDiameterMm) / 2
  const upMm = riseMm / Math.tan(TAB_UP_RAMP_RAD)
  const downMm = riseMm / Math.tan(TAB_DOWN_RAMP_RAD)
  const pitchMm = lengthMm / tabs.count
  if (halfTopMm + Math.max(upMm, downMm) >= pitchMm / 2) return null
  const nodes = Array.from({ length: tabs.count }, (_, index): readonly HeightNode[] => {
    const middleMm = (index + 0.5) * pitchMm
    return [
      { alongMm: middleMm - halfTopMm - upMm, zMm: tabs.floorZMm },
      { alongMm: middleMm - halfTopMm, zMm: tabs.topZMm },
      { alongMm: middleMm + halfTopMm, zMm: tabs.topZMm },
      { alongMm: middleMm + halfTopMm + downMm, zMm: tabs.floorZMm },
    ]
  })
  return [
    { alongMm: 0, zMm: tabs.floorZMm },
    ...nodes.flat(),
    { alongMm: lengthMm, zMm: tabs.floorZMm },
  ]
}
