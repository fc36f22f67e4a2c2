import type { Finding } from '../finding.ts'
import { gradeAtLeast, mmText } from '../grading.ts'
import type { Rule } from '../rule.ts'

const GREEN_GAP_MM = 2
const RED_GAP_MM = 1

/** Wood between the soundhole's edge and the first channel: makers leave about 3 mm. */
export const soundholeClearance: Rule = ({ solution }) => {
  const gapMm = solution.soundholeGapMm
  const { grade, margin } = gradeAtLeast(gapMm, GREEN_GAP_MM, RED_GAP_MM)
  const finding: Finding = {
    ruleId: 'soundhole.clearance',
    grade,
    subject: 'soundhole',
    sentence: `${mmText(gapMm)} of wood stands between the soundhole and the innermost channel; about 3 mm is usual, ${mmText(GREEN_GAP_MM)} holds.`,
    value: gapMm,
    limit: GREEN_GAP_MM,
    unit: 'mm',
    margin,
    basis: {
      kind: 'community',
      formula: 'gap = inner channel wall − soundhole radius',
      source: 'rosettes start about 3 mm outside the hole (Mottola)',
    },
    fix:
      grade === 'GREEN'
        ? ''
        : `Move the rings out, or make the soundhole ${mmText(2 * (GREEN_GAP_MM - gapMm))} smaller in diameter.`,
  }
  return [finding]
}
