import type { StripRoute } from '../../rosette/routes/strip-route.ts'
import type { RingSolution } from '../../rosette/solve-rosette.ts'
import { HEAT_STRAIN } from '../../strips/ring-need.ts'
import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText, percentText } from '../grading.ts'
import type { Rule } from '../rule.ts'

const HOW = {
  cold: 'it bends cold',
  heat: 'it bends with heat',
  'pre-form': 'it must be glued up in a form of its own radius',
} as const

function strainFinding({ ring }: RingSolution, { bending }: StripRoute): Finding {
  const { strain, method } = bending
  const { grade, margin } = gradeAtMost(strain, HEAT_STRAIN, Number.MAX_VALUE)
  return {
    ruleId: 'rosette.bending',
    grade,
    subject: `ring:${ring.id}`,
    sentence: `Bending "${ring.name}" from a straight strip strains it ${percentText(strain)}; ${HOW[method]}.`,
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

function backingFinding({ ring, widthMm }: RingSolution): Finding {
  return {
    ruleId: 'rosette.backing',
    grade: 'YELLOW',
    subject: `ring:${ring.id}`,
    sentence: `"${ring.name}" is ${mmText(widthMm)} of short grain; under 0.6 mm it comes apart when it is planed.`,
    value: widthMm,
    limit: 0.6,
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

/** Strips of angled layers are bent as one piece: how far they may be, and which need a veneer behind. */
export const stripBending: Rule = ({ solution }) =>
  solution.rings.flatMap((solved): readonly Finding[] => {
    const { route } = solved
    // plain lines are bent one by one, which strains nothing
    if (route.kind !== 'strip' || route.weave === null) return []
    return [
      strainFinding(solved, route),
      ...(route.weave.needsBacking ? [backingFinding(solved)] : []),
    ]
  })
