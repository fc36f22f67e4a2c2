import { annulusMeanRadiusMm, annulusWidthMm } from '../geometry/annulus.ts'
import { degFromRad } from '../units/angle.ts'
import { bendingStrain } from './bending.ts'
import { type Channel, channelOfRing, type Land, landsOfPlan } from './channel.ts'
import { hiddenArcRad } from './hidden-arc.ts'
import type { Plan, Ring } from './plan.schema.ts'
import { type Route, solveRoute } from './routes/route.ts'
import type { TileSolution } from './routes/tile-route.ts'

export type { TileSolution } from './routes/tile-route.ts'

/** What is worked out of one ring. */
export interface RingSolution {
  readonly ring: Ring
  readonly widthMm: number
  readonly meanRadiusMm: number
  readonly channel: Channel
  /** Arc the fingerboard covers at the ring's outer edge, where it is smallest; null without its width. */
  readonly hiddenArcDeg: number | null
  /** How the ring is produced, and what of. */
  readonly route: Route
  /** The tiles of the route, for what only looks at those; null for every other route. */
  readonly tiles: TileSolution | null
  /** Outer-fibre strain when the ring is bent from a straight strip. */
  readonly bendingStrain: number
}

/** Everything a plan's geometry determines. */
export interface RosetteSolution {
  readonly rings: readonly RingSolution[]
  readonly lands: readonly Land[]
  /** Wood between the soundhole's edge and the innermost channel. */
  readonly soundholeGapMm: number
  readonly totalWidthMm: number
  readonly outerRadiusMm: number
}

function hiddenDeg(plan: Plan, radiusMm: number): number | null {
  return plan.fingerboardWidthMm === null
    ? null
    : degFromRad(hiddenArcRad(radiusMm, plan.fingerboardWidthMm))
}

function solveRing(plan: Plan, ring: Ring): RingSolution {
  const meanRadiusMm = annulusMeanRadiusMm(ring)
  const widthMm = annulusWidthMm(ring)
  const hiddenArcDeg = hiddenDeg(plan, ring.outerRadiusMm)
  const route = solveRoute(plan, ring, hiddenArcDeg)
  return {
    ring,
    widthMm,
    meanRadiusMm,
    channel: channelOfRing(plan, ring),
    hiddenArcDeg,
    route,
    tiles: route.kind === 'tile' ? route.tiles : null,
    bendingStrain: bendingStrain(widthMm, meanRadiusMm),
  }
}

/** Works out everything a plan's geometry determines; the plan has passed `parsePlan`. */
export function solveRosette(plan: Plan): RosetteSolution {
  const rings = plan.rings.map((ring) => solveRing(plan, ring))
  const first = rings[0]
  const last = rings.at(-1)
  if (first === undefined || last === undefined) throw new Error('a plan has at least one ring')
  return {
    rings,
    lands: landsOfPlan(plan),
    soundholeGapMm: first.channel.innerRadiusMm - plan.soundhole.radiusMm,
    totalWidthMm: last.ring.outerRadiusMm - first.ring.innerRadiusMm,
    outerRadiusMm: last.ring.outerRadiusMm,
  }
}
