import {
  achievedFeedMmPerMin,
  chiploadMm,
  circleFeedLimitMmPerMin,
  CUTTING_WINDOWS,
} from '../cutting-physics.ts'
import type { Finding } from '../finding.ts'
import { gradeWithin, percentText } from '../grading.ts'
import type { Rule } from '../rule.ts'
import { operationsOf } from '../operation.ts'

/**
 * Chip per tooth the machine really achieves on each circle, as a share of the bit's diameter: too thin
 * rubs and burns, too thick breaks the bit.
 */
export const chiploadWindow: Rule = (job) => {
  const { machine } = job
  if (machine === null) return []
  return operationsOf(job)
    .filter(({ smallestPathRadiusMm }) => smallestPathRadiusMm > 0)
    .flatMap((operation): readonly Finding[] => {
      const { tool, material, feedMmPerMin, spindleRpm } = operation
      const flutes = tool?.flutes ?? null
      if (tool === null || flutes === null || material === null) return []
      const window = CUTTING_WINDOWS[material.cuttingClass]
      const limitMmPerMin = circleFeedLimitMmPerMin(machine, operation.smallestPathRadiusMm)
      const achievedMmPerMin = achievedFeedMmPerMin(
        feedMmPerMin,
        machine,
        operation.smallestPathRadiusMm,
      )
      const chipMm = chiploadMm(achievedMmPerMin, spindleRpm, flutes)
      const ratio = chipMm / tool.diameterMm
      const { grade, margin } = gradeWithin(ratio, window)
      const wantedRatio = (window.greenFrom + window.greenTo) / 2
      const wantedFeed = Math.round(wantedRatio * tool.diameterMm * spindleRpm * flutes)
      const clamped =
        achievedMmPerMin < feedMmPerMin
          ? ` (the machine holds ${String(Math.round(achievedMmPerMin))} of the ${String(feedMmPerMin)} mm/min on this circle)`
          : ''
      return [
        {
          ruleId: 'router.chipload',
          grade,
          subject: operation.subject,
          sentence: `${operation.name} is cut with a chip of ${String(Number(chipMm.toFixed(4)))} mm per tooth, ${percentText(ratio)} of the bit's diameter${clamped}; ${percentText(window.greenFrom)} to ${percentText(window.greenTo)} suits ${material.name}.`,
          value: ratio,
          limit: ratio < wantedRatio ? window.greenFrom : window.greenTo,
          unit: 'of D',
          margin,
          basis: {
            kind: 'estimated',
            formula: 'fz = F / (n·z), F ≤ √(a·r) on a circle',
            source: 'small-tool law 3 % of D (PreciseBits), windows estimated around it',
          },
          fix:
            grade === 'GREEN'
              ? ''
              : wantedFeed <= limitMmPerMin
                ? `Set the feed to ${String(wantedFeed)} mm/min.`
                : `Lower the spindle to ${String(Math.round(limitMmPerMin / (wantedRatio * tool.diameterMm * flutes)))} rpm.`,
        },
      ]
    })
}
