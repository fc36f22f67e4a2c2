import { problemSentence } from '../../outcome/problem.ts'
import { boughtFitOf, type BoughtFit } from '../../rosette/bought-ring.ts'
import type { RingOf } from '../../rosette/plan.schema.ts'
import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText } from '../grading.ts'
import type { Rule } from '../rule.ts'

/** Radii typed beside the diameters may differ from the fitted circles by this much, mm. */
const SAME_MM = 0.005

const basis = {
  kind: 'geometry',
  formula: 'd(t) = d0 + a·cos 2t + b·sin 2t through four diameters',
  source: 'ready-made rings of one model vary from piece to piece',
} as const

function refused(ring: RingOf<'bought'>, sentence: string, fix: string): Finding {
  return {
    ruleId: 'bought.fit',
    grade: 'RED',
    subject: `ring:${ring.id}`,
    sentence,
    value: null,
    limit: null,
    unit: 'mm',
    margin: 0,
    basis,
    fix,
  }
}

function fitFinding(ring: RingOf<'bought'>, fit: BoughtFit, clearanceMm: number): Finding {
  const offMm = Math.max(
    Math.abs(fit.innerRadiusMm - ring.innerRadiusMm),
    Math.abs(fit.outerRadiusMm - ring.outerRadiusMm),
  )
  if (offMm > SAME_MM) {
    return refused(
      ring,
      `The channel of "${ring.name}" is planned ${mmText(offMm)} beside the ring as it was callipered.`,
      'Take the fitted radii over.',
    )
  }
  const { grade, margin } = gradeAtMost(fit.neededClearanceMm, clearanceMm, 2 * clearanceMm)
  return {
    ruleId: 'bought.fit',
    grade,
    subject: `ring:${ring.id}`,
    sentence: `"${ring.name}" leaves its circles by ${mmText(fit.edgeDeviationMm)}; the clearance is ${mmText(clearanceMm)} on each side.`,
    value: fit.neededClearanceMm,
    limit: clearanceMm,
    unit: 'mm',
    margin,
    basis,
    fix:
      grade === 'GREEN'
        ? ''
        : `Set the clearance to ${mmText(Math.ceil(fit.neededClearanceMm * 100) / 100)}, and cut the mock fits first.`,
  }
}

/** A bought ring drops into the channel as it was measured, out of round as it is. */
export const boughtRingFit: Rule = ({ plan }) =>
  plan.rings.flatMap((ring): readonly Finding[] => {
    if (ring.kind !== 'bought') return []
    const fit = boughtFitOf(ring)
    if (fit === null) return []
    return [
      fit.ok
        ? fitFinding(ring, fit.value, plan.cutting.clearancePerSideMm)
        : refused(ring, `${problemSentence(fit.error)}.`, 'Measure it again.'),
    ]
  })
