import type { Finding } from '../finding.ts'
import { gradeAtLeast, mmText } from '../grading.ts'
import { bladeReachMm } from '../../library/blade-reach.ts'
import { sawnWith } from '../saw-set-up.ts'
import type { Rule } from '../rule.ts'

/** A blade stands proud of the work by this much, mm; with less the teeth scrape instead of cutting through. */
const PROUD_MM = 3

/** The blade reaches through the work: (D − flange)/2 − 1 against its height. */
export const bladeReach: Rule = (job) => {
  const sawn = sawnWith(job)
  if (sawn === null) return []
  const { blade, operations } = sawn
  const { diameterMm, flangeDiameterMm } = blade
  const reachMm = flangeDiameterMm === null ? null : bladeReachMm(diameterMm, flangeDiameterMm)
  if (reachMm === null) {
    return [
      {
        ruleId: 'saw.measured',
        grade: 'RED',
        subject: `blade:${blade.id}`,
        sentence: `The flange of "${blade.name}" is not on record, so nobody can say how deep it cuts.`,
        value: null,
        limit: null,
        unit: '',
        margin: 0,
        basis: {
          kind: 'geometry',
          formula: '(D − flange)/2 − 1',
          source: 'an unknown number is never taken for a safe one',
        },
        fix: 'Calliper the flange, and put it into the blade.',
      },
    ]
  }
  return operations.map(({ subject, name, workHeightMm }): Finding => {
    const { grade, margin } = gradeAtLeast(reachMm, workHeightMm + PROUD_MM, workHeightMm)
    const neededMm = workHeightMm + PROUD_MM
    return {
      ruleId: 'saw.reach',
      grade,
      subject,
      sentence: `${name}: the work is ${mmText(workHeightMm)} high; "${blade.name}" reaches ${mmText(reachMm)} past its flange.`,
      value: reachMm,
      limit: neededMm,
      unit: 'mm',
      margin,
      basis: {
        kind: 'geometry',
        formula: '(D − flange)/2 − 1 ≥ height + 3 mm',
        source: 'blade 3 to 6 mm proud of the work',
      },
      fix:
        grade === 'GREEN'
          ? ''
          : `Fit a blade of ${mmText(Math.ceil(2 * (neededMm + 1) + (blade.flangeDiameterMm ?? 0)))} or more, or lay the work flat.`,
    }
  })
}
