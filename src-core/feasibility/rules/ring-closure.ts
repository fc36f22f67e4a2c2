import type { Finding } from '../finding.ts'
import { gradeAtLeast, mmText } from '../grading.ts'
import { HIDDEN_ARC_MARGIN_DEG } from '../../rosette/hidden-arc.ts'
import { radFromDeg } from '../../units/angle.ts'
import type { Rule } from '../rule.ts'

/** A systematic error per tile that careful hand work makes, mm; all errors of one sign add up. */
export const HAND_ERROR_PER_TILE_MM = 0.02

/** Tapered tiles close the ring: what they miss by adds up tile after tile and must fit under the fingerboard. */
export const ringClosure: Rule = ({ solution }) =>
  solution.rings.flatMap(({ ring, tiles, hiddenArcDeg, meanRadiusMm }): readonly Finding[] => {
    if (tiles === null || hiddenArcDeg === null) return []
    const errorMm = tiles.tileCount * HAND_ERROR_PER_TILE_MM
    const coveredDeg = Math.max(0, hiddenArcDeg - 2 * HIDDEN_ARC_MARGIN_DEG)
    const coveredMm = radFromDeg(coveredDeg) * meanRadiusMm
    const { grade, margin } = gradeAtLeast(coveredMm, errorMm, errorMm / 2)
    return [
      {
        ruleId: 'rosette.closure',
        grade: grade === 'RED' ? 'YELLOW' : grade,
        subject: `ring:${ring.id}`,
        sentence: `${String(tiles.tileCount)} tiles that are each ${mmText(HAND_ERROR_PER_TILE_MM)} off miss by ${mmText(errorMm)}; the fingerboard covers ${mmText(coveredMm)} of the ring.`,
        value: errorMm,
        limit: coveredMm,
        unit: 'mm',
        margin,
        basis: {
          kind: 'geometry',
          formula: 'N·e ≤ hidden arc less 2° at each side',
          source: 'errors of one sign add up; makers leave a gap under the fingerboard',
        },
        fix:
          grade === 'GREEN'
            ? ''
            : 'Lay ten tiles in a mock channel, measure their arc and correct the taper before slicing.',
      },
    ]
  })
