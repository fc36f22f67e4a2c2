import { COLD_STRAIN, HEAT_STRAIN } from '../strips/ring-need.ts'

/** How a strip is brought round: cold, with heat, or built up in a form of the ring's own radius. */
export type BendingMethod = 'cold' | 'heat' | 'pre-form'

/** What bending a straight strip round a ring does to it. */
export interface Bending {
  readonly widthMm: number
  /** Outer-fibre strain. */
  readonly strain: number
  readonly method: BendingMethod
}

/** Outer-fibre strain of bending a strip `widthMm` wide to a middle radius r: ε = b / 2r. */
export function bendingStrain(widthMm: number, radiusMm: number): number {
  return widthMm / (2 * radiusMm)
}

/** What bending a strip of a width to a middle radius takes: cold up to 1.2 %, heat up to 3 %. */
export function bendStrip(widthMm: number, radiusMm: number): Bending {
  const strain = bendingStrain(widthMm, radiusMm)
  const method = strain <= COLD_STRAIN ? 'cold' : strain <= HEAT_STRAIN ? 'heat' : 'pre-form'
  return { widthMm, strain, method }
}
