import { enterAbove, type Feeds, finishWall, helixDown, linkToRadius } from './cutting-motion.ts'
import type { Rotation } from './move.ts'
import type { TabLayout } from '../rosette/tab-layout.ts'
import type { MoveWriter } from './move-writer.ts'
import { entryAngleRad, tabProfile } from './tab-profile.ts'

/** What is to be cut and how. */
export interface SoundholeCut {
  readonly radiusMm: number
  /** Depths of the passes below the top, shallowest first. */
  readonly passDepthsMm: readonly number[]
  /** Bridges that hold the disc when it is cut through; null when a skin holds it. */
  readonly tabs: {
    readonly count: number
    readonly widthMm: number
    readonly topZMm: number
  } | null
  readonly toolDiameterMm: number
  readonly finishAllowanceMm: number
  readonly direction: 'climb' | 'conventional'
  readonly safeHeightMm: number
  readonly feeds: Feeds
}

interface Turning {
  readonly rotation: Rotation
  readonly feeds: Feeds
}

/** One turn over the tabs to a floor, started and ended half-way between two tabs. */
function turnOverTabs(
  writer: MoveWriter,
  layout: TabLayout,
  floorZMm: number,
  { rotation, feeds }: Turning,
): void {
  const startZMm = writer.position().zMm
  const nodes = tabProfile(layout, startZMm, floorZMm)
  for (const [index, node] of nodes.entries()) {
    const before = nodes[index - 1]
    const sweepRad = before === undefined ? 0 : node.sweptRad - before.sweptRad
    if (before === undefined || sweepRad < 1e-9) continue
    const falling = node.zMm < before.zMm - 1e-9
    const slopeRad = Math.atan((before.zMm - node.zMm) / (sweepRad * layout.radiusMm))
    const rampFeed = Math.min(0.8 * feeds.cutMmPerMin, feeds.plungeMmPerMin / Math.sin(slopeRad))
    writer.turn({
      rotation,
      sweepRad,
      zMm: node.zMm,
      feedMmPerMin: falling ? rampFeed : feeds.cutMmPerMin,
      role: falling ? 'ramp' : 'cut',
    })
  }
  const backRad = entryAngleRad(layout, startZMm, floorZMm)
  if (backRad < 1e-9) return
  // back through the slot just cut, so that every turn starts at the same place and tabs stand in line
  writer.turn({
    rotation: rotation === 'clockwise' ? 'counterclockwise' : 'clockwise',
    sweepRad: backRad,
    zMm: floorZMm,
    feedMmPerMin: feeds.cutMmPerMin,
    role: 'link',
  })
}

function cutWithTabs(
  writer: MoveWriter,
  cut: SoundholeCut,
  tabs: NonNullable<SoundholeCut['tabs']>,
  lineMm: number,
): void {
  const rotation = rotationOf(cut)
  const { feeds } = cut
  const layoutAt = (radiusMm: number): TabLayout => ({
    ...tabs,
    radiusMm,
    toolDiameterMm: cut.toolDiameterMm,
  })
  const roughMm = lineMm - cut.finishAllowanceMm
  // a full turn exactly at the tabs' top first, so that the turns below start from a level floor
  const above = cut.passDepthsMm.filter((depthMm) => -depthMm > tabs.topZMm + 1e-9)
  const below = cut.passDepthsMm.filter((depthMm) => -depthMm < tabs.topZMm - 1e-9)
  for (const depthMm of [...above, -tabs.topZMm]) helixDown(writer, -depthMm, rotation, feeds)
  for (const depthMm of below) {
    turnOverTabs(writer, layoutAt(roughMm), -depthMm, { rotation, feeds })
  }
  linkToRadius(writer, lineMm, feeds)
  turnOverTabs(writer, layoutAt(lineMm), writer.position().zMm, { rotation, feeds })
}

/** Sense that puts the guitar's wood on the right of the tool for climb cutting, or the other. */
function rotationOf(cut: SoundholeCut): Rotation {
  return cut.direction === 'climb' ? 'counterclockwise' : 'clockwise'
}

/**
 * Cuts the soundhole just inside its line; the disc inside is scrap and stays held by a skin or by tabs.
 * Roughing runs short of the line by the finish allowance; the last turn runs on the line at full depth.
 * Throws when the tool does not fit the hole.
 */
export function cutSoundhole(writer: MoveWriter, cut: SoundholeCut): void {
  const lineMm = cut.radiusMm - cut.toolDiameterMm / 2
  const roughMm = lineMm - cut.finishAllowanceMm
  if (roughMm <= 0) {
    throw new RangeError(
      `a ${String(cut.toolDiameterMm)} mm tool does not fit a soundhole of radius ${String(cut.radiusMm)} mm`,
    )
  }
  enterAbove(writer, roughMm, cut.safeHeightMm, cut.feeds)
  if (cut.tabs === null) {
    const rotation = rotationOf(cut)
    for (const depthMm of cut.passDepthsMm) helixDown(writer, -depthMm, rotation, cut.feeds)
    if (cut.finishAllowanceMm > 0) finishWall(writer, lineMm, rotation, cut.feeds)
  } else {
    cutWithTabs(writer, cut, cut.tabs, lineMm)
  }
  writer.retract(cut.safeHeightMm)
}
