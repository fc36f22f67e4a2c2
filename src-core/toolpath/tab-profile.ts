import { radFromDeg, TURN_RAD } from '../units/angle.ts'

/** Standing bridges round a circle. */
export interface TabLayout {
  readonly count: number
  /** Width of the standing wood at its top, along the circle. */
  readonly widthMm: number
  /** Z of the top of a tab. */
  readonly topZMm: number
  /** Circle of the tool's centre. */
  readonly radiusMm: number
  readonly toolDiameterMm: number
}

/** The way down beside a tab cuts new wood, so it is gentle; the way up cuts none. */
const DOWN_RAMP_RAD = radFromDeg(5)
const UP_RAMP_RAD = radFromDeg(30)

/** A place on one turn: how far round from its start, and the height there. */
export interface ProfileNode {
  readonly sweptRad: number
  readonly zMm: number
}

/** Angle one tab takes of the circle at a floor `zMm`, radians: its top, the bit and both ramps. */
export function tabAngleRad(layout: TabLayout, zMm: number): number {
  const riseMm = Math.max(0, layout.topZMm - zMm)
  const alongMm =
    layout.widthMm +
    layout.toolDiameterMm +
    riseMm / Math.tan(DOWN_RAMP_RAD) +
    riseMm / Math.tan(UP_RAMP_RAD)
  return alongMm / layout.radiusMm
}

/** Angle the slope at the start of a turn takes from `startZMm` down to the floor, radians. */
export function entryAngleRad(layout: TabLayout, startZMm: number, floorZMm: number): number {
  return Math.max(0, startZMm - floorZMm) / Math.tan(DOWN_RAMP_RAD) / layout.radiusMm
}

/** Can the tabs stand at this floor with something left to cut between them? */
export function tabsFit(layout: TabLayout, zMm: number): boolean {
  return layout.count * tabAngleRad(layout, zMm) <= 0.8 * TURN_RAD
}

/**
 * Heights along one turn that starts half-way between two tabs at `startZMm`: down to `floorZMm`, over
 * each tab's top and down again behind it, and once more over the slope it began with. Throws when the tabs leave no room (see `tabsFit`).
 */
export function tabProfile(
  layout: TabLayout,
  startZMm: number,
  floorZMm: number,
): readonly ProfileNode[] {
  if (!tabsFit(layout, floorZMm)) {
    throw new RangeError(
      `${String(layout.count)} tabs of ${String(layout.widthMm)} mm leave no room on a circle of radius ${String(layout.radiusMm)} mm`,
    )
  }
  const { radiusMm, topZMm, count } = layout
  const angleOf = (alongMm: number) => alongMm / radiusMm
  const topRad = angleOf(layout.widthMm + layout.toolDiameterMm)
  const upRad = angleOf((topZMm - floorZMm) / Math.tan(UP_RAMP_RAD))
  const downRad = angleOf((topZMm - floorZMm) / Math.tan(DOWN_RAMP_RAD))
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
