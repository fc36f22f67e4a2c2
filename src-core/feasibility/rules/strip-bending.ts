import type { Ring, RingOf } from '../../rosette/plan.schema.ts'
import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText, percentText } from '../grading.ts'
import type { Rule } from '../rule.ts'

/** Outer-fibre strain to which a strip bends cold, and with heat. */
export const COLD_STRAIN = 0.012
export const HEAT_STRAIN = 0.03
/** Angled layers in a strip narrower than this fall apart without a veneer behind them, mm. */
export const UNBACKED_WHEAT_MM = 0.6

/** A plain strip is bent line by line; one of angled layers is bent as one piece. */
function isLaminated(ring: Ring): ring is RingOf<'strip'> {
  return ring.kind === 'strip' && ring.weave.kind !== 'plain'
}

function strainFinding(ring: RingOf<'strip'>, strain: number): Finding {
  const { grade, margin } = gradeAtMost(strain, HEAT_STRAIN, Number.MAX_VALUE)
  const how =
    strain <= COLD_STRAIN
      ? 'it bends cold'
      : strain <= HEAT_STRAIN
        ? 'it bends with heat'
        : 'it must be glued up in a form of its own radius'
  return {
    ruleId: 'rosette.bending',
    grade,
    subject: `ring:${ring.id}`,
    sentence: `Bending "${ring.name}" from a straight strip strains it ${percentText(strain)}; ${how}.`,
    value: strain,
    limit: HEAT_STRAIN,
    unit: 'ratio',
    margin,
    basis: {
      kind: 'estimated',
      formula: 'ε = b / (2·r); 1.2 % cold, 3 % with heat',
      source: 'outer fibre of a bent beam; a formed 1/4" herringbone ring refused 1/8" of opening',
    },
    fix: grade === 'GREEN' ? '' : 'Pre-form it on a plug, or lay it in narrower strips.',
  }
}

function backingFinding(ring: RingOf<'strip'>, widthMm: number): Finding {
  return {
    ruleId: 'rosette.backing',
    grade: 'YELLOW',
    subject: `ring:${ring.id}`,
    sentence: `"${ring.name}" is ${mmText(widthMm)} of short grain; under ${mmText(UNBACKED_WHEAT_MM)} it comes apart when it is planed.`,
    value: widthMm,
    limit: UNBACKED_WHEAT_MM,
    unit: 'mm',
    margin: 0,
    basis: {
      kind: 'community',
      formula: 'w ≥ 0.6 mm, or a backing veneer',
      source: 'Torres replica builders: wheat came apart until a veneer was glued behind',
    },
    fix: 'Glue a backing veneer behind it.',
  }
}

/** Strips of angled layers: how far they may be bent, and which need a veneer behind them. */
export const stripBending: Rule = ({ solution }) =>
  solution.rings.flatMap(({ ring, widthMm, bendingStrain }): readonly Finding[] => {
    if (!isLaminated(ring) || ring.weave.kind === 'plain') return []
    const bare = ring.weave.kind === 'wheat' && !ring.weave.backed && widthMm < UNBACKED_WHEAT_MM
    return [strainFinding(ring, bendingStrain), ...(bare ? [backingFinding(ring, widthMm)] : [])]
  })
