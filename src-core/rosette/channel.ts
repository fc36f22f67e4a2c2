import { type Annulus, offsetAnnulus } from '../geometry/annulus.ts'
import type { Plan, Ring } from './plan.schema.ts'
import { type Stage, stageOfRing } from './stage.ts'

/** The groove one ring is inlaid in. */
export interface Channel extends Annulus {
  readonly ringId: string
  readonly ringName: string
  readonly stage: Stage
  readonly widthMm: number
  /** Inlay thickness less what stands proud; null when the thickness has not been measured. */
  readonly depthMm: number | null
  /** Wood left under the channel; null when the top or the depth is unknown; negative when cut through. */
  readonly floorMm: number | null
}

/**
 * The channel of one ring: r_i − c to r_o + c, glue clearance c on each side; depth = inlay thickness −
 * proud; floor = top − depth.
 */
export function channelOfRing(plan: Plan, ring: Ring): Channel {
  const walls = offsetAnnulus(ring, plan.cutting.clearancePerSideMm)
  if (walls === null) {
    throw new Error(
      `ring ${ring.id}: clearance ${String(plan.cutting.clearancePerSideMm)} mm leaves no channel at inner radius ${String(ring.innerRadiusMm)} mm`,
    )
  }
  const depthMm = ring.inlayThicknessMm === null ? null : ring.inlayThicknessMm - ring.proudMm
  const floorMm =
    depthMm === null || plan.topThicknessMm === null ? null : plan.topThicknessMm - depthMm
  return {
    ...walls,
    ringId: ring.id,
    ringName: ring.name,
    stage: stageOfRing(ring),
    widthMm: walls.outerRadiusMm - walls.innerRadiusMm,
    depthMm,
    floorMm,
  }
}

/** The channels of all rings, from the inside out. */
export function channelsOfPlan(plan: Plan): readonly Channel[] {
  return plan.rings.map((ring) => channelOfRing(plan, ring))
}

/** The strip of soundboard between two neighbouring channels. */
export interface Land {
  readonly innerRingId: string
  readonly outerRingId: string
  readonly innerRingName: string
  readonly outerRingName: string
  /** Its width, mm; negative where the channels overlap. */
  readonly widthMm: number
  /** Both channels are cut in one stage, so nothing holds the land while the second is cut. */
  readonly sameStage: boolean
}

/** The lands between neighbouring channels, from the inside out. */
export function landsOfPlan(plan: Plan): readonly Land[] {
  const channels = channelsOfPlan(plan)
  return channels.slice(1).map((outer, index) => {
    const inner = channels[index]
    if (inner === undefined) throw new Error(`no channel inside channel ${String(index + 1)}`)
    return {
      innerRingId: inner.ringId,
      outerRingId: outer.ringId,
      innerRingName: inner.ringName,
      outerRingName: outer.ringName,
      widthMm: outer.innerRadiusMm - inner.outerRadiusMm,
      sameStage: inner.stage === outer.stage,
    }
  })
}
