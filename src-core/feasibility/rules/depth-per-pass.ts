import { CUTTING_WINDOWS } from '../cutting-physics.ts'
import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText, percentText } from '../grading.ts'
import { operationsOf } from '../operation.ts'
import type { Rule } from '../rule.ts'

/** Depth of each pass against the bit's diameter: GREEN to half of it in soft and hard wood, less in exotics and shell. */
export const depthPerPass: Rule = (job) => {
  return operationsOf(job).flatMap((operation): readonly Finding[] => {
    const { tool, material } = operation
    if (tool === null || material === null || operation.passDepthMm === null) return []
    const { depthRatio } = CUTTING_WINDOWS[material.cuttingClass]
    const greenMm = depthRatio * tool.diameterMm
    const { grade, margin } = gradeAtMost(operation.passDepthMm, greenMm, 2 * greenMm)
    return [
      {
        ruleId: 'router.depth-per-pass',
        grade,
        subject: operation.subject,
        sentence: `${operation.name} is cut ${mmText(operation.passDepthMm)} deep per pass; ${percentText(depthRatio)} of the bit's diameter is ${mmText(greenMm)}.`,
        value: operation.passDepthMm,
        limit: greenMm,
        unit: 'mm',
        margin,
        basis: {
          kind: 'community',
          formula: `ap ≤ ${String(depthRatio)}·D`,
          source: 'slotting depth 0.25–0.5 D for 1/8" bits (Onefinity and Probit charts)',
        },
        fix: grade === 'GREEN' ? '' : `Limit the depth per pass to ${mmText(greenMm)}.`,
      },
    ]
  })
}
