import type { Finding } from '../finding.ts'
import { mmText } from '../grading.ts'
import type { Plan } from '../../rosette/plan.schema.ts'
import type { Rule } from '../rule.ts'

interface Verdict {
  readonly ok: boolean
  readonly sentence: string
  readonly value: number
  readonly limit: number
  readonly fix: string
}

function judgeMethod(plan: Plan, topMm: number): Verdict {
  const { method } = plan.soundhole
  if (method.kind === 'onion-skin') {
    const ok = method.skinMm < topMm
    return {
      ok,
      sentence: ok
        ? `The soundhole is cut to leave a skin of ${mmText(method.skinMm)}, sanded through by hand.`
        : `A skin of ${mmText(method.skinMm)} in a ${mmText(topMm)} top leaves nothing to cut.`,
      value: method.skinMm,
      limit: topMm,
      fix: ok ? '' : 'Leave a skin of 0.3 mm.',
    }
  }
  const ok = method.heightMm < topMm
  return {
    ok,
    sentence: ok
      ? `The soundhole is cut through; ${String(method.count)} tabs ${mmText(method.heightMm)} high hold the disc.`
      : `Tabs ${mmText(method.heightMm)} high in a ${mmText(topMm)} top would leave the disc uncut.`,
    value: method.heightMm,
    limit: topMm,
    fix: ok ? '' : `Make the tabs ${mmText(topMm / 3)} high.`,
  }
}

/** The disc of the soundhole stays held until it is freed by hand: a skin or tabs that make sense in this top. */
export const soundholeCut: Rule = ({ plan, tool }) => {
  if (plan.topThicknessMm === null) return []
  const fits = tool === null || tool.diameterMm < 2 * plan.soundhole.radiusMm
  const { ok, ...verdict } = judgeMethod(plan, plan.topThicknessMm)
  const finding: Finding = {
    ruleId: 'soundhole.cut',
    grade: ok && fits ? 'GREEN' : 'RED',
    subject: 'soundhole',
    ...verdict,
    unit: 'mm',
    margin: ok && fits ? 1 : 0,
    basis: {
      kind: 'geometry',
      formula: 'skin < top; tab height < top',
      source: 'a loose disc is thrown by the cutter',
    },
  }
  return [finding]
}
