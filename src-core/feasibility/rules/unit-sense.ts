import { mmText } from '../grading.ts'
import type { Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** Soundholes of instruments from soprano ukulele to the largest guitars, mm across. */
const SMALLEST_HOLE_MM = 35
const LARGEST_HOLE_MM = 130
/** Tops while they are inlaid, mm. */
const THICKEST_TOP_MM = 12

/** Numbers no instrument has: inches typed as millimetres, or the other way. */
export const unitSense: Rule = ({ plan }) => {
  const holeMm = 2 * plan.soundhole.radiusMm
  const isHoleOdd = holeMm < SMALLEST_HOLE_MM || holeMm > LARGEST_HOLE_MM
  const topMm = plan.topThicknessMm
  const isTopOdd = topMm !== null && topMm > THICKEST_TOP_MM
  const finding = (subject: string, sentence: string, value: number, limit: number): Finding => ({
    ruleId: 'plan.units',
    grade: 'YELLOW',
    subject,
    sentence,
    value,
    limit,
    unit: 'mm',
    margin: 0,
    basis: {
      kind: 'community',
      formula: 'soundholes of 44 to 102 mm, tops of 2.5 to 4 mm',
      source:
        'presets of ukuleles and guitars; inches typed as millimetres are 25.4 times too small',
    },
    fix: 'Measure it again, and look at the unit it is typed in.',
  })
  return [
    ...(isHoleOdd
      ? [
          finding(
            'soundhole',
            `The soundhole is ${mmText(holeMm)} across; instruments have ${mmText(SMALLEST_HOLE_MM)} to ${mmText(LARGEST_HOLE_MM)}.`,
            holeMm,
            holeMm < SMALLEST_HOLE_MM ? SMALLEST_HOLE_MM : LARGEST_HOLE_MM,
          ),
        ]
      : []),
    ...(isTopOdd
      ? [
          finding(
            'top',
            `The top is ${mmText(topMm)} thick; soundboards have up to ${mmText(THICKEST_TOP_MM)}.`,
            topMm,
            THICKEST_TOP_MM,
          ),
        ]
      : []),
  ]
}
