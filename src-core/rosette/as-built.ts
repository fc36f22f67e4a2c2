import { annulusMeanRadiusMm, annulusWidthMm } from '../geometry/annulus.ts'
import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { TURN_RAD } from '../units/angle.ts'
import { channelsOfPlan } from './channel.ts'
import { checkPlan } from './parse-plan.ts'
import type { Plan, TileRing } from './plan.schema.ts'
import { nearestTileCount, needsEvenCount } from './ring-options.ts'
import { type RingSolution, type RosetteSolution, solveRosette } from './solve-rosette.ts'

/** What is measured once the log is glued and the first tiles lie in the mock channel. */
export type AsBuilt = NonNullable<TileRing['asBuilt']>

/** What is typed in first: ten tiles, not measured. */
export const AS_BUILT_START: AsBuilt = { logHeightMm: null, laidTiles: 10, laidArcMm: null }

/** A wall of a channel that goes elsewhere. */
export interface MovedWall {
  readonly ringId: string
  readonly ringName: string
  readonly wall: 'inner' | 'outer'
  readonly fromMm: number
  readonly toMm: number
  /** Outwards is positive. */
  readonly movedMm: number
}

/** A ring of tiles at one time: as planned, or as built. */
export interface AsBuiltSide {
  readonly solution: RosetteSolution
  readonly ring: RingSolution
}

/** A plan before and after what was measured. */
export interface AsBuiltOutcome {
  readonly before: AsBuiltSide
  readonly after: AsBuiltSide
  /** The plan solved anew; the measurement is kept in its ring. */
  readonly plan: Plan
  /** Change of the ring's width; its outer edge and everything outside it move by this. */
  readonly widthChangeMm: number
  /** Arc one tile takes up at the ring's middle: measured, or as planned when it was not. */
  readonly tileArcMm: number
  /** Tiles of that arc round the new middle, before rounding. */
  readonly exactTileCount: number
  /** Arc each tile gives up (negative: lacks) so that the new count closes. */
  readonly excessPerTileMm: number
  /** The same over the whole ring: what would stand over, or stay open, if nothing were done. */
  readonly closingErrorMm: number
  /** Change of the angle each column or log is tapered by, degrees. */
  readonly taperChangeDeg: number
  readonly movedWalls: readonly MovedWall[]
}

function sideOf(plan: Plan, ringId: string): AsBuiltSide {
  const solution = solveRosette(plan)
  const ring = solution.rings.find((solved) => solved.ring.id === ringId)
  if (ring === undefined) throw new Error(`no ring ${ringId} in the solution`)
  return { solution, ring }
}

function movedWalls(before: Plan, after: Plan): readonly MovedWall[] {
  const old = channelsOfPlan(before)
  return channelsOfPlan(after).flatMap((channel, index) => {
    const was = old[index]
    if (was === undefined) return []
    const { ringId, ringName } = channel
    const wall = (name: MovedWall['wall'], fromMm: number, toMm: number): readonly MovedWall[] =>
      fromMm === toMm
        ? []
        : [{ ringId, ringName, wall: name, fromMm, toMm, movedMm: toMm - fromMm }]
    return [
      ...wall('inner', was.innerRadiusMm, channel.innerRadiusMm),
      ...wall('outer', was.outerRadiusMm, channel.outerRadiusMm),
    ]
  })
}

/** To a millionth of a millimetre, so that sums of decimals stay decimals in the plan. */
function tidyMm(lengthMm: number): number {
  return Math.round(lengthMm * 1e6) / 1e6
}

/** The ring at its measured width, its inner edge where it was, everything outside moved along. */
function withWidth(plan: Plan, index: number, changeMm: number): Plan {
  return {
    ...plan,
    rings: plan.rings.map((ring, at) => {
      if (at < index) return ring
      return {
        ...ring,
        innerRadiusMm: at === index ? ring.innerRadiusMm : tidyMm(ring.innerRadiusMm + changeMm),
        outerRadiusMm: tidyMm(ring.outerRadiusMm + changeMm),
      }
    }),
  }
}

function tapersBy({ tiles }: RingSolution): number {
  if (tiles === null) return 0
  return tiles.chosenTaper.taper === 'column' ? tiles.columnSledAngleDeg : tiles.includedAngleDeg
}

interface Measured {
  readonly ring: TileRing
  readonly index: number
}

function ringToMeasure(plan: Plan, ringId: string): Result<Measured, DataProblem> {
  const index = plan.rings.findIndex(({ id }) => id === ringId)
  const ring = plan.rings[index]
  return ring?.kind === 'tile'
    ? success({ ring, index })
    : failure(dataProblem(plan.name, `ring "${ringId}"`, 'is not a ring of tiles'))
}

function measureProblem(plan: Plan, { ring, index }: Measured, built: AsBuilt): DataProblem | null {
  const { logHeightMm, laidTiles, laidArcMm } = built
  const place = `rings[${String(index)}].asBuilt`
  if (logHeightMm === null && laidArcMm === null) {
    return dataProblem(plan.name, place, 'has neither a log height nor an arc of laid tiles')
  }
  if (laidTiles > ring.tileCount) {
    return dataProblem(
      plan.name,
      `${place}.laidTiles`,
      `${String(laidTiles)} is above the ${String(ring.tileCount)} tiles of the ring`,
    )
  }
  return null
}

/**
 * Solves a ring of tiles anew from what was measured. The log's height becomes the ring's width: the
 * inner edge stays, the outer edge and every ring outside move by the difference, lands are kept. The
 * tiles laid give w = b/n, and N′ = 2π·r_m / w at the new middle, rounded (to even where neighbours are
 * laid in turn). With only one of the two measured the other stays as planned. Refuses a ring that is not
 * of tiles, nothing measured, and radii that the plan's limits refuse.
 */
export function resolveAsBuilt(
  plan: Plan,
  ringId: string,
  built: AsBuilt,
): Result<AsBuiltOutcome, DataProblem> {
  const found = ringToMeasure(plan, ringId)
  if (!found.ok) return found
  const { ring, index } = found.value
  const problem = measureProblem(plan, found.value, built)
  if (problem !== null) return failure(problem)
  const plannedArcMm = (TURN_RAD * annulusMeanRadiusMm(ring)) / ring.tileCount
  const tileArcMm = built.laidArcMm === null ? plannedArcMm : built.laidArcMm / built.laidTiles
  const widthChangeMm = (built.logHeightMm ?? annulusWidthMm(ring)) - annulusWidthMm(ring)
  const wider = withWidth(plan, index, widthChangeMm)
  const widerRing = wider.rings[index]
  if (widerRing === undefined) throw new Error('the ring keeps its place')
  const circumferenceMm = TURN_RAD * annulusMeanRadiusMm(widerRing)
  const exactTileCount = circumferenceMm / tileArcMm
  const tileCount =
    built.laidArcMm === null
      ? ring.tileCount
      : nearestTileCount(exactTileCount, needsEvenCount(ring))
  const corrected = checkPlan(
    {
      ...wider,
      rings: wider.rings.map((other, at) =>
        at === index ? { ...other, tileCount, asBuilt: built } : other,
      ),
    },
    plan.name,
  )
  if (!corrected.ok) return corrected
  const before = sideOf(plan, ringId)
  const after = sideOf(corrected.value, ringId)
  const closingErrorMm = tileCount * tileArcMm - circumferenceMm
  return success({
    before,
    after,
    plan: corrected.value,
    widthChangeMm,
    tileArcMm,
    exactTileCount,
    excessPerTileMm: closingErrorMm / tileCount,
    closingErrorMm,
    taperChangeDeg: tapersBy(after.ring) - tapersBy(before.ring),
    movedWalls: movedWalls(plan, corrected.value),
  })
}
