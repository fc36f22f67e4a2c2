import type { Plan } from './plan.schema.ts'

/** How far a through cut goes below the top's underside, into the spoilboard, mm. */
export const THROUGH_CUT_MM = 0.3

/** Depth the soundhole is cut to, mm: short of the skin, or through the top; null without its thickness. */
export function soundholeDepthMm(plan: Plan): number | null {
  const topMm = plan.topThicknessMm
  if (topMm === null) return null
  const { method } = plan.soundhole
  return method.kind === 'onion-skin' ? topMm - method.skinMm : topMm + THROUGH_CUT_MM
}
