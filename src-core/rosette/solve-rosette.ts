import { annulusMeanRadiusMm, annulusWidthMm } from '../geometry/annulus.ts'
import { degFromRad, radFromDeg } from '../units/angle.ts'
import { type Channel, channelOfRing, type Land, landsOfPlan } from './channel.ts'
import { HIDDEN_ARC_MARGIN_DEG, hiddenArcRad, visibleTileCount } from './hidden-arc.ts'
import { bendingStrain, type LogPlan, planLog, stripLengthMm } from './log.ts'
import type { TileRing, Plan, Ring } from './plan.schema.ts'
import {
  closureBudgetPerTileMm,
  sacrificialRowsPerSide,
  type TileShape,
  tileShape,
} from './tiles.ts'

/** A closing error this small disappears in the glue line; finer work hides it under the board. */
export const CLOSURE_TOLERANCE_MM = 0.3

/** What is worked out of a ring of tiles. */
export interface TileSolution extends TileShape {
  /** Tiles that must be laid when the ring may stay open under the fingerboard; null without its width. */
  readonly visibleTileCount: number | null
  readonly rowCount: number
  readonly sacrificialRowsPerSide: number
  /** Systematic error per tile that still closes within `CLOSURE_TOLERANCE_MM`. */
  readonly closureBudgetPerTileMm: number
  /** Null when kerf or slice thickness has not been measured. */
  readonly log: LogPlan | null
}

/** What is worked out of one ring. */
export interface RingSolution {
  readonly ring: Ring
  readonly widthMm: number
  readonly meanRadiusMm: number
  readonly channel: Channel
  /** Arc the fingerboard covers at the ring's outer edge, where it is smallest; null without its width. */
  readonly hiddenArcDeg: number | null
  /** Only for rings of tiles. */
  readonly tiles: TileSolution | null
  /** Length of a bent strip with 4 % overlap; what a line or a bent ring is cut to. */
  readonly stripLengthMm: number
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

function solveTiles(plan: Plan, ring: TileRing): TileSolution {
  const shape = tileShape(ring, ring.tileCount, ring.columns)
  const hidden = hiddenDeg(plan, ring.outerRadiusMm)
  const gapRad =
    hidden === null ? null : radFromDeg(Math.max(0, hidden - 2 * HIDDEN_ARC_MARGIN_DEG))
  const { kerfMm, trimMm, spareTiles, veneerMm } = plan.stock
  return {
    ...shape,
    visibleTileCount: gapRad === null ? null : visibleTileCount(ring.tileCount, gapRad),
    rowCount: Math.round(annulusWidthMm(ring) / veneerMm),
    sacrificialRowsPerSide: sacrificialRowsPerSide(shape, veneerMm),
    closureBudgetPerTileMm: closureBudgetPerTileMm(ring.tileCount, CLOSURE_TOLERANCE_MM),
    log:
      kerfMm === null || ring.inlayThicknessMm === null
        ? null
        : planLog({
            tileCount: ring.tileCount,
            spareTiles,
            sliceThicknessMm: ring.inlayThicknessMm,
            kerfMm,
            trimMm,
          }),
  }
}

function solveRing(plan: Plan, ring: Ring): RingSolution {
  const meanRadiusMm = annulusMeanRadiusMm(ring)
  const widthMm = annulusWidthMm(ring)
  return {
    ring,
    widthMm,
    meanRadiusMm,
    channel: channelOfRing(plan, ring),
    hiddenArcDeg: hiddenDeg(plan, ring.outerRadiusMm),
    tiles: ring.kind === 'tile' ? solveTiles(plan, ring) : null,
    stripLengthMm: stripLengthMm(meanRadiusMm),
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
