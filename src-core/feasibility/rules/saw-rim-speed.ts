import type { Finding } from '../finding.ts'
import { gradeAtMost } from '../grading.ts'
import { cautiousRimMPerS, GREATEST_RIM_M_PER_S, rimSpeedMPerS } from '../saw-physics.ts'
import { sawnWith } from '../saw-set-up.ts'
import type { Rule } from '../rule.ts'

const speed = (mPerS: number) => `${String(Math.round(mPerS))} m/s`

/** Speed of the teeth: RED beyond 100 m/s, YELLOW beyond 65 in exotic and 80 in other wood; slow is no fault. */
export const sawRimSpeed: Rule = (job) => {
  const sawn = sawnWith(job)
  if (sawn === null) return []
  const { blade, sawing, operations } = sawn
  return operations.flatMap(({ subject, name, material }): readonly Finding[] => {
    if (material === null) return []
    const rimMPerS = rimSpeedMPerS(blade.diameterMm, sawing.spindleRpm)
    const limitMPerS = cautiousRimMPerS(material.cuttingClass)
    const { grade, margin } = gradeAtMost(rimMPerS, limitMPerS, GREATEST_RIM_M_PER_S)
    const slow = rimMPerS < 40 ? ' That is slow for a saw, and usual for small ones.' : ''
    const rpm = Math.floor((limitMPerS * 60_000) / (Math.PI * blade.diameterMm))
    return [
      {
        ruleId: 'saw.rim-speed',
        grade,
        subject,
        sentence: `${name}: the teeth run at ${speed(rimMPerS)}; up to ${speed(limitMPerS)} suits ${material.name}.${slow}`,
        value: rimMPerS,
        limit: limitMPerS,
        unit: 'm/s',
        margin,
        basis: {
          kind: 'vendor',
          formula: 'v = π·D·n / 60000; RED > 100 m/s',
          source: 'sealtool.com: at most 100 m/s; centralsaws.com.au: exotic hardwood 40–65 m/s',
        },
        fix: grade === 'GREEN' ? '' : `Set the saw to ${String(rpm)} rpm or less.`,
      },
    ]
  })
}
