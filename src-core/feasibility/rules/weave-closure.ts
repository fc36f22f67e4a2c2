import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText, percentText } from '../grading.ts'
import type { Rule } from '../rule.ts'

/** A change of pitch this small is not seen; four times as much is. */
export const UNSEEN_PITCH_CHANGE = 0.005

function closingFix(closedAngleDeg: number | null): string {
  return closedAngleDeg === null
    ? 'Take thinner veneers.'
    : `Set the angle to ${closedAngleDeg.toFixed(2)} degrees.`
}

/** Rope, herringbone and wheat close on their ring with whole repeats and little change of pitch. */
export const weaveClosure: Rule = ({ solution }) =>
  solution.rings.flatMap(({ ring, route }): readonly Finding[] => {
    if (route.kind !== 'strip' || route.weave === null) return []
    const pitch = route.weave
    const change = Math.abs(pitch.changeRatio)
    const { grade, margin } = gradeAtMost(change, UNSEEN_PITCH_CHANGE, 4 * UNSEEN_PITCH_CHANGE)
    return [
      {
        ruleId: 'rosette.pitch',
        grade,
        subject: `ring:${ring.id}`,
        sentence: `"${ring.name}" closes with ${String(pitch.repeatCount)} whole repeats when its pitch goes from ${mmText(pitch.pitchMm)} to ${mmText(pitch.closedPitchMm)}, a change of ${percentText(change)}.`,
        value: change,
        limit: UNSEEN_PITCH_CHANGE,
        unit: 'ratio',
        margin,
        basis: {
          kind: 'geometry',
          formula: "p = (a + b)/sin θ; N = round(2π·r/p); p' = 2π·r/N",
          source: 'no half repeat at the joint',
        },
        fix: grade === 'GREEN' ? '' : closingFix(pitch.closedAngleDeg),
      },
    ]
  })
