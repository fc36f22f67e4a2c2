import type { Tool } from '../../library/tool.schema.ts'
import { circleOf, type DrawnOperation, drawnOperations } from '../../rosette/drawn-operation.ts'
import { operationKey } from '../../rosette/operation-kinds.ts'
import type { PlanOperationOf } from '../../rosette/plan-operation.schema.ts'
import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText } from '../grading.ts'
import { toolOfJob } from '../job-context.ts'
import { operationName } from '../operation.ts'
import type { Rule } from '../rule.ts'

/** A hole is as drawn within this, mm. */
const SAME_MM = 0.05
/** Bite before chips must come out, in diameters. */
const GREEN_PECK = 2
const RED_PECK = 4

function sizeFinding(drawn: DrawnOperation, tool: Tool): Finding {
  const offMm = drawn.walls.map((wall) => {
    const drawnMm = 2 * (circleOf(wall)?.radiusMm ?? 0)
    return { drawnMm, byMm: Math.abs(drawnMm - tool.diameterMm) }
  })
  const worst = offMm.toSorted((a, b) => b.byMm - a.byMm)[0] ?? { drawnMm: 0, byMm: 0 }
  const isSame = worst.byMm <= SAME_MM
  return {
    ruleId: 'drill.diameter',
    grade: isSame ? 'GREEN' : 'YELLOW',
    subject: operationKey(drawn.operation),
    sentence: isSame
      ? `${operationName(drawn)} is drilled with ${mmText(tool.diameterMm)}, as it is drawn.`
      : `${operationName(drawn)} is drawn ${mmText(worst.drawnMm)} wide and becomes as wide as the bit, ${mmText(tool.diameterMm)}.`,
    value: worst.byMm,
    limit: SAME_MM,
    unit: 'mm',
    margin: isSame ? 1 - worst.byMm / SAME_MM : 0.5,
    basis: {
      kind: 'geometry',
      formula: '|drawn diameter − D| ≤ 0.05 mm',
      source: 'a drilled hole is as wide as its bit',
    },
    fix: isSame ? '' : `Use a bit of ${mmText(worst.drawnMm)}, or cut a profile inside the circle.`,
  }
}

function plungeFinding(drawn: DrawnOperation, tool: Tool): Finding {
  return {
    ruleId: 'drill.centre-cutting',
    grade: tool.centreCutting ? 'GREEN' : 'RED',
    subject: operationKey(drawn.operation),
    sentence: tool.centreCutting
      ? `"${tool.name}" cuts at its middle and can go straight down.`
      : `"${tool.name}" does not cut at its middle and cannot go straight down.`,
    value: null,
    limit: null,
    unit: '',
    margin: tool.centreCutting ? 1 : 0,
    basis: { kind: 'vendor', formula: 'the bit cuts at its middle', source: 'tool record' },
    fix: tool.centreCutting ? '' : 'Use a bit that cuts at its middle.',
  }
}

function peckFinding(
  drawn: DrawnOperation,
  { peckMm }: PlanOperationOf<'drill'>,
  tool: Tool,
): readonly Finding[] {
  if (drawn.depthMm === null) return []
  const biteMm = Math.min(drawn.depthMm, peckMm ?? drawn.depthMm)
  const ratio = biteMm / tool.diameterMm
  const { grade, margin } = gradeAtMost(ratio, GREEN_PECK, RED_PECK)
  return [
    {
      ruleId: 'drill.peck',
      grade,
      subject: operationKey(drawn.operation),
      sentence: `${operationName(drawn)} is drilled ${mmText(biteMm)} deep before the chips come out, ${String(Number(ratio.toFixed(2)))} times the bit's diameter.`,
      value: ratio,
      limit: GREEN_PECK,
      unit: 'ratio',
      margin,
      basis: {
        kind: 'community',
        formula: 'peck / D; GREEN ≤ 2, RED > 4',
        source: 'chips of a deeper bite clog the flutes and burn',
      },
      fix: grade === 'GREEN' ? '' : `Drill in pecks of ${mmText(GREEN_PECK * tool.diameterMm)}.`,
    },
  ]
}

/** Holes are as wide as drawn, drilled with a bit that can, in pecks that clear. */
export const drilledHoles: Rule = (job) =>
  drawnOperations(job.plan).flatMap((drawn): readonly Finding[] => {
    const { operation } = drawn
    const tool = toolOfJob(job, operation.toolId)
    if (operation.kind !== 'drill' || tool === null) return []
    return [
      sizeFinding(drawn, tool),
      plungeFinding(drawn, tool),
      ...peckFinding(drawn, operation, tool),
    ]
  })
