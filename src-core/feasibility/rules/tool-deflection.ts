import { type BitBending, bitBending } from '../bit-bending.ts'
import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText } from '../grading.ts'
import { operationsOf } from '../operation.ts'
import type { Rule } from '../rule.ts'

/** Bending an inlay wall may show, mm. */
export const GREEN_DEFLECTION_MM = 0.01
/** The common rule for milling, mm; beyond it the wall is no longer where it was planned. */
export const RED_DEFLECTION_MM = 0.025

function fixFor(bending: BitBending): string {
  // δ grows with L³, so this stick-out is exactly GREEN; rounded down to a tenth
  const lengthMm = bending.stickoutMm * Math.cbrt(GREEN_DEFLECTION_MM / bending.deflectionMm)
  const roundedMm = Math.floor(lengthMm * 10) / 10
  return `Shorten the stick-out to ${mmText(roundedMm)}, or take shallower passes.`
}

/** Sideways bending of the bit: GREEN ≤ 0.010 mm, YELLOW ≤ 0.025 mm, else RED. */
export const toolDeflection: Rule = (job) =>
  operationsOf(job).flatMap((operation): readonly Finding[] => {
    const bending = bitBending(job, operation)
    if (bending === null) return []
    const { grade, margin } = gradeAtMost(
      bending.deflectionMm,
      GREEN_DEFLECTION_MM,
      RED_DEFLECTION_MM,
    )
    return [
      {
        ruleId: 'router.deflection',
        grade,
        subject: operation.subject,
        sentence: `${operation.name}: the bit, ${mmText(bending.stickoutMm)} out of the collet, bends ${String(Number(bending.deflectionMm.toFixed(4)))} mm under ${String(Number(bending.forceN.toFixed(2)))} N; ${mmText(GREEN_DEFLECTION_MM)} is unseen in an inlay wall.`,
        value: bending.deflectionMm,
        limit: GREEN_DEFLECTION_MM,
        unit: 'mm',
        margin,
        basis: {
          kind: 'estimated',
          formula: 'δ = F·L³ / (3·E·I), F = kc·ap·fz, kc = 108·ρ/680, d = 0.8·D, E = 580 GPa',
          source: 'cantilever; kc after Palubicki 2021; 0.025 mm common milling limit',
        },
        fix: grade === 'GREEN' ? '' : fixFor(bending),
      },
    ]
  })
