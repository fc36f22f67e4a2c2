import type { Finding } from '../finding.ts'
import { gradeAtLeast, mmText } from '../grading.ts'
import type { Rule } from '../rule.ts'

/** Least wood under any channel, mm; below it the top may crack. */
export const THINNEST_FLOOR_MM = 0.7

/** Wood under each channel: GREEN from half the top, YELLOW from a third and 0.7 mm, else RED. */
export const channelFloor: Rule = ({ plan, solution }) => {
  const topMm = plan.topThicknessMm
  if (topMm === null) return []
  return solution.rings.flatMap(({ channel }): readonly Finding[] => {
    const { floorMm } = channel
    if (floorMm === null) return []
    const greenMm = topMm / 2
    const yellowMm = Math.max(topMm / 3, THINNEST_FLOOR_MM)
    const { grade, margin } = gradeAtLeast(floorMm, Math.max(greenMm, yellowMm), yellowMm)
    const lackMm = Math.max(greenMm, yellowMm) - floorMm
    return [
      {
        ruleId: 'channel.floor',
        grade,
        subject: `ring:${channel.ringId}`,
        sentence:
          floorMm <= 0
            ? `The channel of "${channel.ringName}" would cut through the ${mmText(topMm)} top.`
            : `The channel of "${channel.ringName}" leaves a floor of ${mmText(floorMm)} in a ${mmText(topMm)} top; half of it is ${mmText(greenMm)}.`,
        value: floorMm,
        limit: Math.max(greenMm, yellowMm),
        unit: 'mm',
        margin,
        basis: {
          kind: 'community',
          formula: 'floor = top − depth; GREEN ≥ top/2, RED < top/3 or < 0.7 mm',
          source: 'channels of about half the top (Sevy, inlaying the rosette)',
        },
        fix: grade === 'GREEN' ? '' : `Make the channel ${mmText(lackMm)} shallower.`,
      },
    ]
  })
}
