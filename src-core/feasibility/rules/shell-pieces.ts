import type { RingOf } from '../../rosette/plan.schema.ts'
import { divideShell } from '../../rosette/shell-pieces.ts'
import type { Finding } from '../finding.ts'
import { gradeAtLeast, gradeAtMost, mmText } from '../grading.ts'
import type { Rule } from '../rule.ts'

/** Shell thinner than this is sanded through when it is levelled, mm; half of it cannot be handled. */
export const LEAST_SHELL_MM = 1

function sagFinding(ring: RingOf<'shell'>): Finding {
  const { pieceCount, pieceLengthMm, sagMm } = divideShell(ring)
  const { grade, margin } = gradeAtMost(sagMm, ring.maxSagMm, 2 * ring.maxSagMm)
  const pieces = `${String(pieceCount)} ${ring.precurved ? 'curved' : 'straight'} pieces of ${mmText(pieceLengthMm)}`
  return {
    ruleId: 'shell.sag',
    grade,
    subject: `ring:${ring.id}`,
    sentence: ring.precurved
      ? `"${ring.name}" is laid of ${pieces}, each cut to the ring's own curve.`
      : `"${ring.name}" is laid of ${pieces}; the middle of each stands ${mmText(sagMm)} off its circle, ${mmText(ring.maxSagMm)} is allowed.`,
    value: sagMm,
    limit: ring.maxSagMm,
    unit: 'mm',
    margin,
    basis: {
      kind: 'geometry',
      formula: 's = l² / (8·r); l ≤ √(8·r·s)',
      source: 'sagitta of a chord; shell does not bend',
    },
    fix: grade === 'GREEN' ? '' : 'Leave the length of the pieces open, or have them cut curved.',
  }
}

function thicknessFinding(ring: RingOf<'shell'>, thicknessMm: number): Finding {
  const { grade, margin } = gradeAtLeast(thicknessMm, LEAST_SHELL_MM, LEAST_SHELL_MM / 2)
  return {
    ruleId: 'shell.thickness',
    grade,
    subject: `ring:${ring.id}`,
    sentence: `The shell of "${ring.name}" is ${mmText(thicknessMm)} thick; from ${mmText(LEAST_SHELL_MM)} it can be levelled without sanding through.`,
    value: thicknessMm,
    limit: LEAST_SHELL_MM,
    unit: 'mm',
    margin,
    basis: {
      kind: 'vendor',
      formula: 't ≥ 1.0 mm',
      source: 'inlay suppliers: blanks of 0.02" to 0.06", 0.04" and more for flat tops',
    },
    fix: grade === 'GREEN' ? '' : `Use blanks of ${mmText(LEAST_SHELL_MM)} or more.`,
  }
}

/** Pieces of shell follow the circle closely enough, and are thick enough to be levelled. */
export const shellPieces: Rule = ({ plan }) =>
  plan.rings.flatMap((ring): readonly Finding[] => {
    if (ring.kind !== 'shell') return []
    const thicknessMm = ring.inlayThicknessMm
    return [
      sagFinding(ring),
      ...(thicknessMm === null ? [] : [thicknessFinding(ring, thicknessMm)]),
    ]
  })
