import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { degFromRad, radFromDeg } from '../units/angle.ts'
import type { Plan, RingOf } from './plan.schema.ts'

/** Where a ready-made ring is callipered, degrees from the fingerboard's line. */
export const CALLIPER_ANGLES_DEG = [0, 45, 90, 135] as const

/** A diameter further than this off the mean is a slip of the pen and no ring, as a share of the mean. */
const SLIP_RATIO = 0.05

/** A circle through four diameters, and how far they leave it. */
export interface CircleFit {
  /** Diameter of the fitted circle, d0. */
  readonly diameterMm: number
  readonly largestMm: number
  readonly smallestMm: number
  /** Direction of the largest diameter, 0 to 180 degrees; 0 for a round ring. */
  readonly largestAtDeg: number
  /** Largest less smallest fitted diameter. */
  readonly outOfRoundMm: number
  /** How far a measured diameter leaves the fitted oval, the same at all four. */
  readonly residualMm: number
}

/** A ready-made ring as it is, and what its channel needs. */
export interface BoughtFit {
  readonly outer: CircleFit
  readonly inner: CircleFit
  readonly innerRadiusMm: number
  readonly outerRadiusMm: number
  readonly widthMm: number
  /** How far an edge leaves its fitted circle at the worst place, mm of radius. */
  readonly edgeDeviationMm: number
  /** Clearance at which the ring drops in without being coaxed round: the deviation. */
  readonly neededClearanceMm: number
}

/**
 * Fits d(t) = d0 + a·cos 2t + b·sin 2t to diameters at 0, 45, 90 and 135 degrees. Least squares over
 * these four gives d0 = mean, a = (d0° − d90°)/2, b = (d45° − d135°)/2; what is left over is the same at
 * all four, (d0° + d90° − d45° − d135°)/4.
 */
export function fitCircle(diametersMm: readonly [number, number, number, number]): CircleFit {
  const [at0, at45, at90, at135] = diametersMm
  const diameterMm = (at0 + at45 + at90 + at135) / 4
  const cosine = (at0 - at90) / 2
  const sine = (at45 - at135) / 2
  const swing = Math.hypot(cosine, sine)
  const directionDeg = degFromRad(Math.atan2(sine, cosine)) / 2
  return {
    diameterMm,
    largestMm: diameterMm + swing,
    smallestMm: diameterMm - swing,
    largestAtDeg: swing === 0 ? 0 : (directionDeg + 180) % 180,
    outOfRoundMm: 2 * swing,
    residualMm: Math.abs(at0 + at90 - at45 - at135) / 4,
  }
}

/** Diameter of a fitted ring in a direction, mm. */
export function fittedDiameterMm(fit: CircleFit, angleDeg: number): number {
  const turnRad = 2 * radFromDeg(angleDeg - fit.largestAtDeg)
  return fit.diameterMm + (fit.outOfRoundMm / 2) * Math.cos(turnRad)
}

type Four = readonly [number, number, number, number]

function fourOf(diametersMm: readonly number[]): Four | null {
  const [at0, at45, at90, at135] = diametersMm
  if (at0 === undefined || at45 === undefined || at90 === undefined || at135 === undefined) {
    return null
  }
  return [at0, at45, at90, at135]
}

function lengthProblem(source: string, place: string, diametersMm: Four): DataProblem | null {
  const index = diametersMm.findIndex((diameterMm) => !(diameterMm > 0 && diameterMm < Infinity))
  if (index < 0) return null
  const angle = String(CALLIPER_ANGLES_DEG[index])
  return dataProblem(
    source,
    `${place} at ${angle}°`,
    `${String(diametersMm[index])} is no diameter`,
  )
}

function slipProblem(source: string, place: string, diametersMm: Four): DataProblem | null {
  const sorted = diametersMm.toSorted((a, b) => a - b)
  // the mean of the middle two: one slip cannot pull it along
  const usualMm = ((sorted[1] ?? 0) + (sorted[2] ?? 0)) / 2
  const index = diametersMm.findIndex(
    (diameterMm) => Math.abs(diameterMm - usualMm) > SLIP_RATIO * usualMm,
  )
  if (index < 0) return null
  const angle = String(CALLIPER_ANGLES_DEG[index])
  return dataProblem(
    source,
    `${place} at ${angle}°`,
    `${String(diametersMm[index])} mm is more than ${String(100 * SLIP_RATIO)} % off the others, which are about ${usualMm.toFixed(2)} mm; measure it again`,
  )
}

function wallProblem(source: string, outer: Four, inner: Four): DataProblem | null {
  const index = outer.findIndex((diameterMm, at) => diameterMm <= (inner[at] ?? 0))
  if (index < 0) return null
  const angle = String(CALLIPER_ANGLES_DEG[index])
  return dataProblem(
    source,
    `outside diameter at ${angle}°`,
    `${String(outer[index])} mm is not above the inside diameter ${String(inner[index])} mm there`,
  )
}

/**
 * What was callipered on a ready-made ring as circles. Refuses a diameter more than 5 % off the others
 * and an inside that is not inside. `source` is the ring's name.
 */
export function fitBought(
  source: string,
  outerDiametersMm: readonly number[],
  innerDiametersMm: readonly number[],
): Result<BoughtFit, DataProblem> {
  const [outer, inner] = [fourOf(outerDiametersMm), fourOf(innerDiametersMm)]
  if (outer === null || inner === null) {
    return failure(dataProblem(source, '', 'needs four diameters outside and four inside'))
  }
  const problem =
    lengthProblem(source, 'outside diameter', outer) ??
    lengthProblem(source, 'inside diameter', inner) ??
    slipProblem(source, 'outside diameter', outer) ??
    slipProblem(source, 'inside diameter', inner) ??
    wallProblem(source, outer, inner)
  if (problem !== null) return failure(problem)
  const [outerFit, innerFit] = [fitCircle(outer), fitCircle(inner)]
  const deviation = ({ outOfRoundMm, residualMm }: CircleFit) => outOfRoundMm / 4 + residualMm / 2
  const edgeDeviationMm = Math.max(deviation(outerFit), deviation(innerFit))
  return success({
    outer: outerFit,
    inner: innerFit,
    innerRadiusMm: innerFit.diameterMm / 2,
    outerRadiusMm: outerFit.diameterMm / 2,
    widthMm: (outerFit.diameterMm - innerFit.diameterMm) / 2,
    edgeDeviationMm,
    neededClearanceMm: edgeDeviationMm,
  })
}

/** The fit of a plan's bought ring; null while a diameter is not measured. */
export function boughtFitOf(ring: RingOf<'bought'>): Result<BoughtFit, DataProblem> | null {
  const { outerDiametersMm, innerDiametersMm, name } = ring
  if (outerDiametersMm === null || innerDiametersMm === null) return null
  return fitBought(name, outerDiametersMm, innerDiametersMm)
}

function neighbourProblem(plan: Plan, ringId: string, fit: BoughtFit): DataProblem | null {
  const index = plan.rings.findIndex(({ id }) => id === ringId)
  const before = plan.rings[index - 1]
  const after = plan.rings[index + 1]
  const insideMm = before?.outerRadiusMm ?? plan.soundhole.radiusMm
  const place = `ring "${plan.rings[index]?.name ?? ringId}"`
  if (fit.innerRadiusMm < insideMm) {
    const what = before === undefined ? 'the soundhole' : `ring "${before.name}"`
    return dataProblem(
      plan.name,
      place,
      `would begin at ${fit.innerRadiusMm.toFixed(3)} mm, inside ${what}, which reaches to ${String(insideMm)} mm`,
    )
  }
  if (after !== undefined && fit.outerRadiusMm > after.innerRadiusMm) {
    return dataProblem(
      plan.name,
      place,
      `would reach to ${fit.outerRadiusMm.toFixed(3)} mm, over ring "${after.name}", which begins at ${String(after.innerRadiusMm)} mm`,
    )
  }
  return null
}

/**
 * The plan with a bought ring as it was callipered: its diameters are kept and its radii become those of
 * the fitted circles. Refuses what `fitBought` refuses, and a ring that would meet its neighbours.
 */
export function withBoughtRing(
  plan: Plan,
  ringId: string,
  measured: {
    readonly outerDiametersMm: readonly number[]
    readonly innerDiametersMm: readonly number[]
  },
): Result<Plan, DataProblem> {
  const ring = plan.rings.find(({ id }) => id === ringId)
  if (ring?.kind !== 'bought') {
    return failure(dataProblem(plan.name, `ring "${ringId}"`, 'is not a bought ring'))
  }
  const fit = fitBought(ring.name, measured.outerDiametersMm, measured.innerDiametersMm)
  if (!fit.ok) return fit
  const problem = neighbourProblem(plan, ringId, fit.value)
  if (problem !== null) return failure(problem)
  const { innerRadiusMm, outerRadiusMm } = fit.value
  const fitted = {
    ...ring,
    innerRadiusMm,
    outerRadiusMm,
    outerDiametersMm: [...measured.outerDiametersMm],
    innerDiametersMm: [...measured.innerDiametersMm],
  }
  return success({
    ...plan,
    rings: plan.rings.map((other) => (other.id === ringId ? fitted : other)),
  })
}
