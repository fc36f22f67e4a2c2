import type { Finding } from '../finding.ts'
import { gradeWithin, mmText } from '../grading.ts'
import { biteMm, BITE_WINDOWS } from '../saw-physics.ts'
import { sawnWith } from '../saw-set-up.ts'
import type { Rule } from '../rule.ts'

function fixFor(grade: string, feedMmPerMin: number): string {
  if (grade === 'GREEN') return ''
  return `Feed the wood at ${String(Math.round(feedMmPerMin))} mm/min.`
}

/** Wood each tooth takes: too little rubs and burns, too much tears the cells out. */
export const sawBite: Rule = (job) => {
  const sawn = sawnWith(job)
  if (sawn === null) return []
  const { blade, sawing, operations } = sawn
  const window = BITE_WINDOWS[blade.kind]
  return operations.map(({ subject, name }): Finding => {
    const bite = biteMm(sawing.feedMmPerMin, sawing.spindleRpm, blade.teeth)
    const { grade, margin } = gradeWithin(bite, window)
    const edgeMm = bite < window.greenFrom ? window.greenFrom : window.greenTo
    return {
      ruleId: 'saw.bite',
      grade,
      subject,
      sentence: `${name}: each tooth takes ${String(Number(bite.toFixed(4)))} mm; ${mmText(window.greenFrom)} to ${mmText(window.greenTo)} cuts without burning or tearing.`,
      value: bite,
      limit: edgeMm,
      unit: 'mm/tooth',
      margin,
      basis: {
        kind: blade.kind === 'fine' ? 'estimated' : 'community',
        formula: 'fz = F / (n·z)',
        source:
          blade.kind === 'fine'
            ? 'estimated for slitting blades of 0.5 mm; vendors of big blades say 0.3–0.5 mm'
            : 'older system, saw table: 0.03–0.15 mm, widened for hand-fed small saws of 0.004–0.012 mm',
      },
      fix: fixFor(grade, edgeMm * sawing.spindleRpm * blade.teeth),
    }
  })
}
