import type { Material } from '../library/material.schema.ts'
import type { Machine } from '../library/machine.schema.ts'

/** Young's modulus of sintered carbide, N/mm² (580 GPa, the lower of the published 580–600). */
export const CARBIDE_MODULUS_N_PER_MM2 = 580_000

/** Flutes weaken a bit: it bends like a bar of 0.8 times its diameter. */
export const EFFECTIVE_DIAMETER_RATIO = 0.8

/** Chip thickness per tooth, mm: fz = F / (n·z). */
export function chiploadMm(feedMmPerMin: number, spindleRpm: number, flutes: number): number {
  return feedMmPerMin / (spindleRpm * flutes)
}

/**
 * Specific cutting force of wood across a small tool, N/mm²: kc = 36·(ρ/680), tripled for chips under
 * 0.05 mm and a worn edge. 36 is the middle of 32.0–37.6 N/mm² measured on board at 40–60 m/s
 * (Palubicki, Materials 2021 14 2208); scaling by density is rough, so the result is an estimate.
 */
export function specificForceNPerMm2(densityKgPerM3: number): number {
  return 3 * 36 * (densityKgPerM3 / 680)
}

/** Tangential force on one tooth, N: F = kc·ap·fz, ap the depth of the pass. */
export function cuttingForceN(densityKgPerM3: number, passDepthMm: number, chipMm: number): number {
  return specificForceNPerMm2(densityKgPerM3) * passDepthMm * chipMm
}

/** Sideways bending of the bit at its tip, mm: δ = F·L³ / (3·E·I), I = π·d⁴/64, d = 0.8·D. */
export function deflectionMm(forceN: number, stickoutMm: number, diameterMm: number): number {
  const effectiveMm = EFFECTIVE_DIAMETER_RATIO * diameterMm
  const secondMomentMm4 = (Math.PI * effectiveMm ** 4) / 64
  return (forceN * stickoutMm ** 3) / (3 * CARBIDE_MODULUS_N_PER_MM2 * secondMomentMm4)
}

/** Bending stress where the bit leaves the collet, N/mm²: σ = 32·F·L / (π·d³), d = 0.8·D. */
export function rootStressNPerMm2(forceN: number, stickoutMm: number, diameterMm: number): number {
  const effectiveMm = EFFECTIVE_DIAMETER_RATIO * diameterMm
  return (32 * forceN * stickoutMm) / (Math.PI * effectiveMm ** 3)
}

/**
 * Angle over which the bit is in the wood beside a straight wall, degrees: θ = acos(1 − ae/R), ae the
 * stepover; 180 in a slot.
 */
export function engagementDeg(stepoverMm: number, diameterMm: number): number {
  const ratio = Math.min(1, Math.max(0, stepoverMm / diameterMm))
  return (Math.acos(1 - 2 * ratio) * 180) / Math.PI
}

/**
 * Fastest steady feed on a circle, mm/min: each axis must turn its speed round with its acceleration,
 * so v ≤ √(a·r); and no axis may pass its maximum rate.
 */
export function circleFeedLimitMmPerMin(
  machine: Pick<Machine, 'accelerationMmPerS2' | 'maxRateMmPerMin'>,
  radiusMm: number,
): number {
  const { accelerationMmPerS2: a, maxRateMmPerMin: rate } = machine
  const byAcceleration = 60 * Math.sqrt(Math.min(a.x, a.y) * radiusMm)
  return Math.min(byAcceleration, rate.x, rate.y)
}

/** Feed the machine really holds on a circle, mm/min: what was asked, or its limit there. */
export function achievedFeedMmPerMin(
  askedMmPerMin: number,
  machine: Parameters<typeof circleFeedLimitMmPerMin>[0],
  radiusMm: number,
): number {
  return Math.min(askedMmPerMin, circleFeedLimitMmPerMin(machine, radiusMm))
}

/** Chipload windows as shares of the tool's diameter, and the depth limit, of a class of material. */
export interface CuttingWindow {
  readonly redBelow: number
  readonly greenFrom: number
  readonly greenTo: number
  readonly redAbove: number
  /** GREEN depth per pass as a share of the diameter; YELLOW up to twice that or one diameter. */
  readonly depthRatio: number
}

/**
 * Windows for a 2-flute carbide bit. The 3 % of D start and its 4.5–5.4 % "happier" range are a small-tool
 * vendor's (PreciseBits, fret slotting); the rest are estimates around them. Shell has no reliable chart.
 */
export const CUTTING_WINDOWS: Readonly<Record<Material['cuttingClass'], CuttingWindow>> = {
  softwood: { redBelow: 0.005, greenFrom: 0.02, greenTo: 0.05, redAbove: 0.07, depthRatio: 0.5 },
  hardwood: { redBelow: 0.005, greenFrom: 0.02, greenTo: 0.045, redAbove: 0.06, depthRatio: 0.5 },
  exotic: { redBelow: 0.005, greenFrom: 0.015, greenTo: 0.04, redAbove: 0.055, depthRatio: 0.4 },
  shell: { redBelow: 0.001, greenFrom: 0.002, greenTo: 0.01, redAbove: 0.015, depthRatio: 0.3 },
}
