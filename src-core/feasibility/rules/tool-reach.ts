import type { Finding } from '../finding.ts'
import { gradeAtLeast, mmText } from '../grading.ts'
import { operationsOf } from '../operation.ts'
import type { Rule } from '../rule.ts'

/** The flutes reach the bottom of every cut: above them only the shank would rub the wall. */
export const toolReach: Rule = (job) =>
  operationsOf(job).flatMap((operation): readonly Finding[] => {
    const { depthMm, tool } = operation
    const fluteMm = tool?.fluteLengthMm ?? null
    if (tool === null || fluteMm === null || depthMm === null || depthMm <= 0) return []
    const { grade, margin } = gradeAtLeast(fluteMm, depthMm * 1.1, depthMm)
    return [
      {
        ruleId: 'router.reach',
        grade,
        subject: operation.subject,
        sentence: `${operation.name} is ${mmText(depthMm)} deep; the flutes of "${tool.name}" are ${mmText(fluteMm)} long.`,
        value: fluteMm,
        limit: depthMm,
        unit: 'mm',
        margin,
        basis: {
          kind: 'geometry',
          formula: 'flute length ≥ 1.1·depth',
          source: 'the shank must not rub the wall',
        },
        fix: grade === 'GREEN' ? '' : `Use a bit with flutes of ${mmText(depthMm * 1.1)} or more.`,
      },
    ]
  })
