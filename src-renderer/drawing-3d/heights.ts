import { channelsOfPlan } from '#core/rosette/channel.ts'
import type { Plan, Ring } from '#core/rosette/plan.schema.ts'

/** What is drawn where a thickness has not been measured, mm; the view says so. */
export const ASSUMED_INLAY_MM = 1.8
/** What is drawn for a top that has not been measured, mm. */
export const ASSUMED_TOP_MM = 3.4

/** From where to where a ring stands in the top, mm; 0 is the top's face. */
export interface StandingHeights {
  readonly bottomMm: number
  readonly topMm: number
}

/** Heights of a ring before it is scraped. */
export function heightsOf(ring: Ring): StandingHeights {
  const thicknessMm = ring.inlayThicknessMm ?? ASSUMED_INLAY_MM
  return { bottomMm: ring.proudMm - thicknessMm, topMm: ring.proudMm }
}

/** True when something drawn stands for a length that has not been measured. */
export function isAssumed(plan: Plan): boolean {
  return (
    plan.topThicknessMm === null ||
    plan.rings.some(({ inlayThicknessMm }) => inlayThicknessMm === null)
  )
}

/** A point of the top's section: distance from the centre and height, mm. */
export type ProfilePoint = readonly [radiusMm: number, zMm: number]

/**
 * The section of the top from the soundhole outwards: its face with every channel, then back underneath.
 * Where channels overlap, the deeper one counts.
 */
export function topProfile(plan: Plan, reachMm: number): readonly ProfilePoint[] {
  const thicknessMm = plan.topThicknessMm ?? ASSUMED_TOP_MM
  const steps = floorSteps(plan, reachMm)
  const face = steps.flatMap(({ fromMm, toMm, zMm }): ProfilePoint[] => [
    [fromMm, zMm],
    [toMm, zMm],
  ])
  const first = steps[0]?.fromMm ?? 0
  return [[first, -thicknessMm], ...face, [reachMm, -thicknessMm], [first, -thicknessMm]]
}

/** A stretch of the top's face at one height. */
export interface FloorStep {
  readonly fromMm: number
  readonly toMm: number
  readonly zMm: number
}

/** The top's face from the soundhole's edge outwards: wood at 0, channels at their floors. */
export function floorSteps(plan: Plan, reachMm: number): readonly FloorStep[] {
  const thicknessMm = plan.topThicknessMm ?? ASSUMED_TOP_MM
  const holeMm = plan.soundhole.radiusMm
  const channels = channelsOfPlan(plan).map(({ innerRadiusMm, outerRadiusMm, depthMm }) => ({
    fromMm: Math.max(holeMm, innerRadiusMm),
    toMm: outerRadiusMm,
    zMm: -Math.min(thicknessMm, depthMm ?? ASSUMED_INLAY_MM),
  }))
  const edges = [
    ...new Set([holeMm, reachMm, ...channels.flatMap(({ fromMm, toMm }) => [fromMm, toMm])]),
  ].sort((a, b) => a - b)
  return edges.slice(1).flatMap((toMm, index): FloorStep[] => {
    const fromMm = edges[index] ?? holeMm
    const middle = (fromMm + toMm) / 2
    const over = channels.filter((channel) => middle > channel.fromMm && middle < channel.toMm)
    return [{ fromMm, toMm, zMm: Math.min(0, ...over.map(({ zMm }) => zMm)) }]
  })
}
