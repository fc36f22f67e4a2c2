import { ringRows } from '../../rosette/drawn-height.ts'
import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText } from '../grading.ts'
import type { Rule } from '../rule.ts'

/** A log this much off its ring is scraped or shimmed without a trace, and at most, mm. */
const UNSEEN_MM = 0.2
const MOST_MM = 1.5

/**
 * The pattern, glued up of its veneers, is as high as its ring is wide. Glue lines make a log higher
 * than its veneers, which is why the finished log is measured and the ring solved anew.
 */
export const drawnHeight: Rule = ({ plan, solution }) =>
  solution.rings.flatMap(({ ring, widthMm, tiles }): readonly Finding[] => {
    if (ring.kind !== 'tile' || tiles === null || ring.asBuilt?.logHeightMm != null) return []
    const { drawn, excessMm, rowCount } = ringRows(plan, ring)
    if (drawn === null || excessMm === null) return []
    // what the glue adds is expected, and dealt with when the log is measured
    const glueMm = (rowCount - 1) * plan.stock.glueLineMm
    const offMm = Math.min(Math.abs(excessMm), Math.abs(excessMm - glueMm))
    const { grade, margin } = gradeAtMost(offMm, UNSEEN_MM, MOST_MM)
    return [
      {
        ruleId: 'rosette.drawn-height',
        grade,
        subject: `ring:${ring.id}`,
        sentence: `The pattern of "${ring.name}" glues up to ${mmText(drawn.heightMm)}, ${mmText(glueMm)} of it glue; the ring is ${mmText(widthMm)} wide.`,
        value: offMm,
        limit: UNSEEN_MM,
        unit: 'mm',
        margin,
        basis: {
          kind: 'geometry',
          formula: 'H = Σv + (R − 1)·glue',
          source: 'as-built height of a glued log',
        },
        fix:
          grade === 'GREEN'
            ? ''
            : 'Make the ring as wide as the pattern is high, or add and take rows.',
      },
    ]
  })
