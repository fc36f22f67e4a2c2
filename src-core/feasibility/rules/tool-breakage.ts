import { bitBending } from '../bit-bending.ts'
import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText } from '../grading.ts'
import { operationsOf } from '../operation.ts'
import type { Rule } from '../rule.ts'

/** Stress a fluted carbide bit is run at without a thought, and the most it is trusted with, N/mm². */
const GREEN_STRESS_N_PER_MM2 = 600
const RED_STRESS_N_PER_MM2 = 1000

/** The bit does not snap: bending stress at the collet GREEN to 600 N/mm², YELLOW to 1000, else RED. */
export const toolBreakage: Rule = (job) =>
  operationsOf(job).flatMap((operation): readonly Finding[] => {
    const bending = bitBending(job, operation)
    if (bending === null) return []
    const { stressNPerMm2, forceN, stickoutMm } = bending
    const { grade, margin } = gradeAtMost(
      stressNPerMm2,
      GREEN_STRESS_N_PER_MM2,
      RED_STRESS_N_PER_MM2,
    )
    // σ grows with L, so this stick-out is exactly GREEN; rounded down to a tenth
    const safeMm = Math.floor(((stickoutMm * GREEN_STRESS_N_PER_MM2) / stressNPerMm2) * 10) / 10
    return [
      {
        ruleId: 'router.breakage',
        grade,
        subject: operation.subject,
        sentence: `${operation.name}: ${String(Number(forceN.toFixed(2)))} N at the tip put ${String(Math.round(stressNPerMm2))} N/mm² on the bit at the collet; carbide is trusted with ${String(GREEN_STRESS_N_PER_MM2)}.`,
        value: stressNPerMm2,
        limit: GREEN_STRESS_N_PER_MM2,
        unit: 'N/mm²',
        margin,
        basis: {
          kind: 'estimated',
          formula: 'σ = 32·F·L / (π·d³), d = 0.8·D; GREEN ≤ 600, RED > 1000 N/mm²',
          source: 'bending of a cantilever; usual small-bit cuts stay under 540 N/mm²',
        },
        fix:
          grade === 'GREEN'
            ? ''
            : `Shorten the stick-out to ${mmText(safeMm)}, or take shallower passes.`,
      },
    ]
  })
