import type { Tool } from '../../library/tool.schema.ts'
import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText } from '../grading.ts'
import { operationsOf } from '../operation.ts'
import type { Rule } from '../rule.ts'

/** Stick-out as a multiple of the diameter: small bits are held at five, chatter climbs beyond. */
const GREEN_RATIO = 5.5
const RED_RATIO = 8

function judge(tool: Tool, stickoutMm: number): Finding {
  const ratio = stickoutMm / tool.diameterMm
  const { grade, margin } = gradeAtMost(ratio, GREEN_RATIO, RED_RATIO)
  const greenMm = Math.floor(GREEN_RATIO * tool.diameterMm * 10) / 10
  return {
    ruleId: 'router.stickout-ratio',
    grade,
    subject: `tool:${tool.id}`,
    sentence: `"${tool.name}" stands ${mmText(stickoutMm)} out of the collet, ${String(Number(ratio.toFixed(2)))} times its diameter.`,
    value: ratio,
    limit: GREEN_RATIO,
    unit: 'ratio',
    margin,
    basis: {
      kind: 'estimated',
      formula: 'L / D: GREEN ≤ 5.5, RED > 8',
      source: 'chatter climbs beyond 4:1 (formulafactory.tools); older system: RED beyond 8',
    },
    fix: grade === 'GREEN' ? '' : `Shorten the stick-out to ${mmText(greenMm)}.`,
  }
}

/** The bit is held short: stick-out against diameter, once for each bit. */
export const stickoutRatio: Rule = (job) => {
  const tools = new Map(
    operationsOf(job).flatMap(({ tool }) => (tool === null ? [] : [[tool.id, tool]])),
  )
  return [...tools.values()].flatMap((tool) =>
    tool.stickoutMm === null ? [] : [judge(tool, tool.stickoutMm)],
  )
}
