import { ropePitch } from '../../rosette/rope.ts'
import { radFromDeg } from '../../units/angle.ts'
import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText, percentText } from '../grading.ts'
import type { Rule } from '../rule.ts'

/** A change of pitch this small is not seen; four times as much is. */
export const UNSEEN_PITCH_CHANGE = 0.005

/** Rope, herringbone and wheat close on their ring with whole repeats and little change of pitch. */
export const weaveClosure: Rule = ({ solution }) =>
  solution.rings.flatMap(({ ring, meanRadiusMm }): readonly Finding[] => {
    if (ring.kind !== 'strip' || ring.weave.kind === 'plain') return []
    const { lightMm, darkMm, angleDeg } = ring.weave
    const pitch = ropePitch(lightMm, darkMm, radFromDeg(angleDeg), meanRadiusMm)
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
        fix: grade === 'GREEN' ? '' : 'Change the angle or the veneers a little.',
      },
    ]
  })
