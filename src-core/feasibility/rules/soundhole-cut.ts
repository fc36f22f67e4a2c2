import type { Finding } from '../finding.ts'
import { mmText } from '../grading.ts'
import type { Plan } from '../../rosette/plan.schema.ts'
import { THROUGH_CUT_MM } from '../../rosette/soundhole-depth.ts'
import { greatestTabCount } from '../../rosette/tab-layout.ts'
import type { Rule } from '../rule.ts'

type SoundholeMethod = Plan['soundhole']['method']

interface Verdict {
  readonly ok: boolean
  readonly sentence: string
  readonly value: number
  readonly limit: number
  readonly unit: string
  readonly fix: string
}

function judgeSkin(
  method: Extract<SoundholeMethod, { kind: 'onion-skin' }>,
  topMm: number,
): Verdict {
  const ok = method.skinMm < topMm
  return {
    ok,
    sentence: ok
      ? `The soundhole is cut to leave a skin of ${mmText(method.skinMm)}, sanded through by hand.`
      : `A skin of ${mmText(method.skinMm)} in a ${mmText(topMm)} top leaves nothing to cut.`,
    value: method.skinMm,
    limit: topMm,
    unit: 'mm',
    fix: ok ? '' : 'Leave a skin of 0.3 mm.',
  }
}

function judgeTabHeight(
  method: Extract<SoundholeMethod, { kind: 'tabs' }>,
  topMm: number,
): Verdict {
  const ok = method.heightMm < topMm
  return {
    ok,
    sentence: ok
      ? `The soundhole is cut through; ${String(method.count)} tabs ${mmText(method.heightMm)} high hold the disc.`
      : `Tabs ${mmText(method.heightMm)} high in a ${mmText(topMm)} top would leave the disc uncut.`,
    value: method.heightMm,
    limit: topMm,
    unit: 'mm',
    fix: ok ? '' : `Make the tabs ${mmText(topMm / 3)} high.`,
  }
}

/** Why tabs of a sound height cannot stand round this hole; null when they can. */
function crowdedTabs(
  method: Extract<SoundholeMethod, { kind: 'tabs' }>,
  circle: { readonly topMm: number; readonly toolDiameterMm: number; readonly radiusMm: number },
): Verdict | null {
  const { topMm, toolDiameterMm, radiusMm } = circle
  const layout = {
    widthMm: method.widthMm,
    topZMm: method.heightMm - topMm,
    radiusMm,
    toolDiameterMm,
  }
  const most = greatestTabCount(layout, -(topMm + THROUGH_CUT_MM))
  if (method.count <= most) return null
  return {
    ok: false,
    sentence: `${String(method.count)} tabs ${mmText(method.widthMm)} wide leave nothing to cut between them; ${String(most)} fit round this soundhole.`,
    value: method.count,
    limit: most,
    unit: 'tabs',
    fix: most >= 2 ? `Use ${String(most)} tabs or fewer.` : 'Make the tabs narrower.',
  }
}

function wideTool(toolDiameterMm: number, largestMm: number): Verdict {
  return {
    ok: false,
    sentence: `A ${mmText(toolDiameterMm)} bit does not fit into the soundhole with its finishing allowance.`,
    value: toolDiameterMm,
    limit: largestMm,
    unit: 'mm',
    fix: `Use a bit under ${mmText(largestMm)}.`,
  }
}

function judgeCut(plan: Plan, topMm: number, toolDiameterMm: number): Verdict {
  const { method, radiusMm } = plan.soundhole
  // roughing is the innermost circle of the cut; it must still be a circle
  const roughMm = radiusMm - toolDiameterMm / 2 - plan.cutting.finishAllowanceMm
  if (roughMm <= 0) {
    return wideTool(toolDiameterMm, 2 * (radiusMm - plan.cutting.finishAllowanceMm))
  }
  if (method.kind === 'onion-skin') return judgeSkin(method, topMm)
  const height = judgeTabHeight(method, topMm)
  return height.ok
    ? (crowdedTabs(method, { topMm, toolDiameterMm, radiusMm: roughMm }) ?? height)
    : height
}

/** The disc of the soundhole stays held until it is freed by hand: a skin or tabs that make sense in this top. */
export const soundholeCut: Rule = ({ plan, tool }) => {
  if (plan.topThicknessMm === null || tool === null) return []
  const { ok, ...verdict } = judgeCut(plan, plan.topThicknessMm, tool.diameterMm)
  const finding: Finding = {
    ruleId: 'soundhole.cut',
    grade: ok ? 'GREEN' : 'RED',
    subject: 'soundhole',
    ...verdict,
    margin: ok ? 1 : 0,
    basis: {
      kind: 'geometry',
      formula: 'skin < top; tab height < top; pitch of the tabs ≥ width + bit + both slopes twice',
      source: 'a loose disc is thrown by the cutter',
    },
  }
  return [finding]
}
