import type { Finding } from '../finding.ts'
import { type Graded, mmText } from '../grading.ts'
import type { Rule } from '../rule.ts'

/** Room a wall pass needs beside the bit, mm; with less, both walls are cut at once in one slot. */
export const ONE_PASS_SLOT_MM = 0.05
/** Largest bit, as a share of the channel, that leaves each wall a pass of its own. */
const WALL_PASS_RATIO = 0.85

/** How a bit goes into something of a width, with the end of a sentence about it. */
function gradeToolFit(diameterMm: number, widthMm: number): Graded & { readonly verdict: string } {
  if (diameterMm > widthMm) {
    return { grade: 'RED', margin: 0, verdict: 'does not fit' }
  }
  if (widthMm - diameterMm < ONE_PASS_SLOT_MM) {
    return { grade: 'YELLOW', margin: 0, verdict: 'cuts both walls at once, so one of them tears' }
  }
  const ratio = diameterMm / widthMm
  if (ratio > WALL_PASS_RATIO) {
    const margin = (1 - ratio) / (1 - WALL_PASS_RATIO)
    return { grade: 'YELLOW', margin, verdict: 'leaves little room for a pass along each wall' }
  }
  return {
    grade: 'GREEN',
    margin: (WALL_PASS_RATIO - ratio) / WALL_PASS_RATIO,
    verdict: 'leaves room for a pass along each wall',
  }
}

/** The formula of the rule. */
export const TOOL_FIT_FORMULA = 'D ≤ 0.85·W; W − D ≥ 0.05 mm; D ≤ W'

/** What is judged of a bit in a channel or a pocket. */
export interface ToolFit {
  readonly subject: string
  readonly diameterMm: number
  readonly widthMm: number
  /** The sentence of the finding, round its verdict. */
  readonly say: (verdict: string) => string
  readonly formula: string
}

/** The finding of a bit in something of a width. */
export function toolFitFinding({ subject, diameterMm, widthMm, say, formula }: ToolFit): Finding {
  const { grade, margin, verdict } = gradeToolFit(diameterMm, widthMm)
  const largestMm = WALL_PASS_RATIO * widthMm
  return {
    ruleId: 'router.tool-fits-channel',
    grade,
    subject,
    sentence: say(verdict),
    value: diameterMm,
    limit: largestMm,
    unit: 'mm',
    margin,
    basis: { kind: 'geometry', formula, source: 'inlay practice: separate wall passes' },
    fix: grade === 'GREEN' ? '' : `Use a bit of ${mmText(largestMm)} or less.`,
  }
}

/** The bit fits each channel, best with room for a finishing pass along each wall (D ≤ 0.85·W). */
export const toolFitsChannel: Rule = ({ solution, tool }) => {
  if (tool === null) return []
  return solution.rings.map(({ channel }) =>
    toolFitFinding({
      subject: `ring:${channel.ringId}`,
      diameterMm: tool.diameterMm,
      widthMm: channel.widthMm,
      say: (verdict) =>
        `A ${mmText(tool.diameterMm)} bit in the ${mmText(channel.widthMm)} channel of "${channel.ringName}" ${verdict}.`,
      formula: TOOL_FIT_FORMULA,
    }),
  )
}
