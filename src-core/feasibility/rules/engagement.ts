import { engagementDeg } from '../cutting-physics.ts'
import type { Finding } from '../finding.ts'
import { gradeAtMost, percentText } from '../grading.ts'
import type { Rule } from '../rule.ts'

/** Stepover as a share of the diameter: half of it puts a quarter turn of the bit into the wood. */
const GREEN_RATIO = 0.5
const RED_RATIO = 0.8

/** How much of the bit is in the wood while it widens a channel; the first slot is paid for in depth per pass. */
export const engagement: Rule = ({ plan, tool }) => {
  if (tool === null) return []
  const { stepoverRatio } = plan.cutting
  const { grade, margin } = gradeAtMost(stepoverRatio, GREEN_RATIO, RED_RATIO)
  const angleDeg = engagementDeg(stepoverRatio * tool.diameterMm, tool.diameterMm)
  return [
    {
      ruleId: 'router.engagement',
      grade,
      subject: `tool:${tool.id}`,
      sentence: `A stepover of ${percentText(stepoverRatio)} of the bit's diameter keeps ${String(Math.round(angleDeg))}° of it in the wood; ${percentText(GREEN_RATIO)} is 90°.`,
      value: stepoverRatio,
      limit: GREEN_RATIO,
      unit: 'of D',
      margin,
      basis: {
        kind: 'community',
        formula: 'θ = acos(1 − 2·stepover/D); GREEN ≤ 0.5 D, RED > 0.8 D',
        source: 'roughing advice of 30–50 % for soft materials; older system: warns beyond 70 %',
      },
      fix: grade === 'GREEN' ? '' : `Set the stepover to ${percentText(GREEN_RATIO)} or less.`,
    } satisfies Finding,
  ]
}
