import type { Finding } from '../finding.ts'
import { mmText } from '../grading.ts'
import { sawnWith } from '../saw-set-up.ts'
import type { Rule } from '../rule.ts'

/** Pieces smaller than this are never held by hand at a running blade, mm. */
const LEAST_LENGTH_MM = 50
const LEAST_WIDTH_MM = 6

/** Small pieces ride on a sled with a zero-clearance insert and a stop; fingers stay away from the blade. */
export const sawHoldDown: Rule = (job) => {
  const sawn = sawnWith(job)
  if (sawn === null) return []
  const { sawing, operations } = sawn
  return operations.map(({ subject, name, sliceMm, pieceWidthMm, pieceLengthMm }): Finding => {
    // the slice that comes off is the smaller part, whatever the stock
    const smallestMm = Math.min(sliceMm ?? 0, pieceWidthMm)
    const isSmall = smallestMm < LEAST_WIDTH_MM || pieceLengthMm < LEAST_LENGTH_MM
    const grade = isSmall && !sawing.withSled ? 'RED' : 'GREEN'
    return {
      ruleId: 'saw.hold-down',
      grade,
      subject,
      sentence: `${name}: what comes off is ${mmText(smallestMm)} wide, and is ${sawing.withSled ? 'cut on a sled against a stop' : 'held by hand'}.`,
      value: smallestMm,
      limit: LEAST_WIDTH_MM,
      unit: 'mm',
      margin: grade === 'GREEN' ? 1 : 0,
      basis: {
        kind: 'community',
        formula: 'pieces under 50 mm long or 6 mm wide: sled, zero-clearance insert, stop block',
        source: 'Nautical Research Journal 2019, thin strip jig; Cumpiano, throat plate',
      },
      fix:
        grade === 'GREEN'
          ? ''
          : 'Saw on a sled with a zero-clearance insert and a stop block, and say so in the plan.',
    }
  })
}
