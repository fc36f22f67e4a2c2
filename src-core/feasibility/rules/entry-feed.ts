import type { Finding } from '../finding.ts'
import { gradeAtMost, percentText } from '../grading.ts'
import { operationsOf } from '../operation.ts'
import type { Rule } from '../rule.ts'

/** Plunge feed as a share of the cutting feed: up to half is usual, above the whole is never meant. */
const GREEN_RATIO = 0.5
const RED_RATIO = 1

/** The bit goes in along its path at 3 degrees or less, never straight down, and slower than it cuts. */
export const entryFeed: Rule = (job) =>
  operationsOf(job).flatMap((operation): readonly Finding[] => {
    if (operation.isDrilled === true) return []
    const ratio = operation.plungeMmPerMin / operation.feedMmPerMin
    const { grade, margin } = gradeAtMost(ratio, GREEN_RATIO, RED_RATIO)
    const best = Math.floor(GREEN_RATIO * operation.feedMmPerMin)
    return [
      {
        ruleId: 'router.entry',
        grade,
        subject: operation.subject,
        sentence: `${operation.name} is entered along its path at 3 degrees or less, never straight down; its plunge feed of ${String(operation.plungeMmPerMin)} mm/min is ${percentText(ratio)} of the cutting feed.`,
        value: ratio,
        limit: GREEN_RATIO,
        unit: 'ratio',
        margin,
        basis: {
          kind: 'community',
          formula: 'plunge 25–50 % of the feed; a bit under 2 mm ramps',
          source: 'CNC ToolKit methodology: plunge 25–50 %, ramp 70–95 %, helix 60–85 %',
        },
        fix: grade === 'GREEN' ? '' : `Set the plunge feed to ${String(best)} mm/min or less.`,
      },
    ]
  })
