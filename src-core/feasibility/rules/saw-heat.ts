import type { Finding } from '../finding.ts'
import { gradeAtMost } from '../grading.ts'
import { biteMm, BITE_WINDOWS, heatIndex, rimSpeedMPerS } from '../saw-physics.ts'
import { sawnWith } from '../saw-set-up.ts'
import type { Rule } from '../rule.ts'

/** Heat index that leaves no mark, and that which the bite rule has refused long before. */
const GREEN_INDEX = 0.5
const MOST_INDEX = 5

/** Rubbing teeth heat the cut: a heuristic that warns and never blocks, for the bite rule does. */
export const sawHeat: Rule = (job) => {
  const sawn = sawnWith(job)
  if (sawn === null) return []
  const { blade, sawing, operations } = sawn
  const window = BITE_WINDOWS[blade.kind]
  return operations.flatMap(({ subject, name, material }): readonly Finding[] => {
    if (material === null) return []
    const index = heatIndex({
      biteMm: biteMm(sawing.feedMmPerMin, sawing.spindleRpm, blade.teeth),
      window,
      rimSpeedMPerS: rimSpeedMPerS(blade.diameterMm, sawing.spindleRpm),
      // what is not known burns like the worst there is on record
      burnFactor: material.burnFactor ?? 1.4,
    })
    const { grade, margin } = gradeAtMost(index, GREEN_INDEX, MOST_INDEX)
    return [
      {
        ruleId: 'saw.heat',
        grade: grade === 'RED' ? 'YELLOW' : grade,
        subject,
        sentence: `${name}: the heat index is ${String(Number(index.toFixed(2)))}; up to ${String(GREEN_INDEX)} leaves no burn.`,
        value: index,
        limit: GREEN_INDEX,
        unit: '',
        margin,
        basis: {
          kind: 'estimated',
          formula: 'max(0, 1 − fz/fz_min) · v/30 · burn factor · 1.1 for glue lines',
          source:
            'heuristic; burn factors of the older system: ebony 1.4, rosewood 1.3, maple 1, spruce 0.7',
        },
        fix: grade === 'GREEN' ? '' : 'Feed faster or turn slower, until every tooth bites.',
      },
    ]
  })
}
