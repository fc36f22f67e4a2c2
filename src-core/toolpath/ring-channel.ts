import type { Annulus } from '../geometry/annulus.ts'
import {
  enterAbove,
  type Feeds,
  finishWall,
  fullTurn,
  helixDown,
  linkToRadius,
  returnToSeam,
} from './cutting-motion.ts'
import type { Rotation } from './move.ts'
import type { MoveWriter } from './move-writer.ts'

/** What is to be cut and how. */
export interface ChannelCut {
  /** The walls of the channel. */
  readonly walls: Annulus
  /** Depths of the passes below the top, shallowest first. */
  readonly passDepthsMm: readonly number[]
  readonly toolDiameterMm: number
  readonly stepoverMm: number
  readonly finishAllowanceMm: number
  readonly direction: 'climb' | 'conventional'
  readonly safeHeightMm: number
  readonly feeds: Feeds
}

/** With less room than this both walls are cut at once and there is nothing to finish, mm. */
const SLOT_ROOM_MM = 0.05
/** An allowance this thin would only rub, mm. */
const THINNEST_FINISH_MM = 0.02

/** The circles a tool's centre runs on in one channel. */
export interface ChannelCircles {
  readonly centrelineMm: number
  /** From the centreline towards the outer wall, without the centreline itself. */
  readonly outwardMm: readonly number[]
  /** From the centreline towards the inner wall, without the centreline itself. */
  readonly inwardMm: readonly number[]
  /** Finishing circles on the walls; null when the channel is a one-pass slot. */
  readonly finish: { readonly innerMm: number; readonly outerMm: number } | null
}

function steps(fromMm: number, toMm: number, stepMm: number): readonly number[] {
  const span = toMm - fromMm
  const count = Math.ceil(Math.abs(span) / stepMm - 1e-9)
  return Array.from({ length: count }, (_, index) => fromMm + (span * (index + 1)) / count)
}

/**
 * Lays out the circles: tool centre between r_i + R and r_o − R, roughing short of both by the finish
 * allowance, steps even and never above the stepover. Throws when the tool is wider than the channel.
 */
export function channelCircles(cut: ChannelCut): ChannelCircles {
  const toolRadiusMm = cut.toolDiameterMm / 2
  const innerMm = cut.walls.innerRadiusMm + toolRadiusMm
  const outerMm = cut.walls.outerRadiusMm - toolRadiusMm
  const roomMm = outerMm - innerMm
  if (roomMm < -1e-9) {
    throw new RangeError(
      `a ${String(cut.toolDiameterMm)} mm tool does not fit a channel from ${String(cut.walls.innerRadiusMm)} to ${String(cut.walls.outerRadiusMm)} mm`,
    )
  }
  const centrelineMm = (innerMm + outerMm) / 2
  if (roomMm < SLOT_ROOM_MM) {
    return { centrelineMm, outwardMm: [], inwardMm: [], finish: null }
  }
  const wantedMm = Math.min(cut.finishAllowanceMm, roomMm / 4)
  const allowanceMm = wantedMm < THINNEST_FINISH_MM ? 0 : wantedMm
  return {
    centrelineMm,
    outwardMm: steps(centrelineMm, outerMm - allowanceMm, cut.stepoverMm),
    inwardMm: steps(centrelineMm, innerMm + allowanceMm, cut.stepoverMm),
    finish: { innerMm, outerMm },
  }
}

/** Sense that puts the wood on the right of the tool (climb with a clockwise spindle), or the other. */
function senses(direction: ChannelCut['direction']): {
  readonly outward: Rotation
  readonly inward: Rotation
} {
  return direction === 'climb'
    ? { outward: 'counterclockwise', inward: 'clockwise' }
    : { outward: 'clockwise', inward: 'counterclockwise' }
}

function clearSide(
  writer: MoveWriter,
  circlesMm: readonly number[],
  rotation: Rotation,
  feeds: Feeds,
): void {
  for (const radiusMm of circlesMm) {
    linkToRadius(writer, radiusMm, feeds)
    fullTurn(writer, rotation, feeds)
  }
}

function finishSide(
  writer: MoveWriter,
  side: { readonly clearedMm: number; readonly wallMm: number; readonly rotation: Rotation },
  feeds: Feeds,
): void {
  linkToRadius(writer, side.clearedMm, feeds)
  if (Math.abs(side.clearedMm - side.wallMm) < 1e-9) {
    // nothing was left standing: a second turn on the wall takes what bent away
    fullTurn(writer, side.rotation, feeds)
  } else {
    finishWall(writer, side.wallMm, side.rotation, feeds)
    returnToSeam(writer, side.rotation, feeds)
  }
}

/**
 * Cuts one ring channel: for each pass a helix down the centreline, then circles outwards and inwards;
 * at full depth a finishing pass along each wall. The tool's centre never leaves the band between
 * r_i + R and r_o − R below the top, and ends at the safe height.
 */
export function cutRingChannel(writer: MoveWriter, cut: ChannelCut): void {
  const circles = channelCircles(cut)
  const { outward, inward } = senses(cut.direction)
  const { feeds } = cut
  enterAbove(writer, circles.centrelineMm, cut.safeHeightMm, feeds)
  for (const depthMm of cut.passDepthsMm) {
    linkToRadius(writer, circles.centrelineMm, feeds)
    helixDown(writer, -depthMm, outward, feeds)
    clearSide(writer, circles.outwardMm, outward, feeds)
    linkToRadius(writer, circles.centrelineMm, feeds)
    clearSide(writer, circles.inwardMm, inward, feeds)
  }
  if (circles.finish !== null) {
    const clearedOuterMm = circles.outwardMm.at(-1) ?? circles.centrelineMm
    const clearedInnerMm = circles.inwardMm.at(-1) ?? circles.centrelineMm
    finishSide(
      writer,
      { clearedMm: clearedInnerMm, wallMm: circles.finish.innerMm, rotation: inward },
      feeds,
    )
    finishSide(
      writer,
      { clearedMm: clearedOuterMm, wallMm: circles.finish.outerMm, rotation: outward },
      feeds,
    )
  }
  writer.retract(cut.safeHeightMm)
}
