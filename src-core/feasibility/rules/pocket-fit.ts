import { loopAreaMm2, type Loop } from '../../geometry/flatten-path.ts'
import { type Path, segmentLengthMm } from '../../geometry/path.ts'
import { distanceMm } from '../../geometry/point.ts'
import { openedLoops } from '../../geometry/polygon-kernel.ts'
import type { Tool } from '../../library/tool.schema.ts'
import { type DrawnOperation, drawnOperations, pocketShape } from '../../rosette/drawn-operation.ts'
import { engagementDeg } from '../cutting-physics.ts'
import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText, percentText } from '../grading.ts'
import { toolOfJob } from '../job-context.ts'
import type { Rule } from '../rule.ts'
import { TOOL_FIT_FORMULA, toolFitFinding } from './tool-fits-channel.ts'

/** Less than this in a corner is not seen, mm². */
const NO_REST_MM2 = 0.01
/** A bit of an arc's own radius seems to leave this much of every millimetre of it: the arc is seen as chords. */
const REST_OF_ARCS_MM = 0.001

/** A bit this much wider than an arc still counts as of its radius, mm. */
const SAME_RADIUS_MM = 0.01

/** What may stay of a pocket before a corner counts as not reached, mm². */
function noRestMm2(walls: readonly Path[], radiusMm: number): number {
  const tightMm = walls
    .flat()
    .filter(
      (segment) =>
        segment.kind === 'arc' &&
        distanceMm(segment.centre, segment.from) <= radiusMm + SAME_RADIUS_MM,
    )
    .reduce((sum, segment) => sum + segmentLengthMm(segment), 0)
  return NO_REST_MM2 + REST_OF_ARCS_MM * tightMm
}

function areaMm2(loops: readonly Loop[]): number {
  return loops.reduce((sum, loop) => sum + loopAreaMm2(loop), 0)
}

const restKnown = new WeakMap<readonly Loop[], Map<number, number>>()

/** What of a pocket a bit cannot reach, mm²; worked out once for a shape and a bit. */
function restMm2(loops: readonly Loop[], diameterMm: number): number {
  const ofShape = restKnown.get(loops) ?? new Map<number, number>()
  restKnown.set(loops, ofShape)
  const before = ofShape.get(diameterMm)
  if (before !== undefined) return before
  const rest = areaMm2(loops) - areaMm2(openedLoops(loops, diameterMm / 2))
  ofShape.set(diameterMm, rest)
  return rest
}

function fitFinding({ operation, name, walls }: DrawnOperation, tool: Tool): Finding {
  const widthMm = 2 * pocketShape(walls).inradiusMm - 2 * operation.stockToLeaveMm
  return toolFitFinding({
    subject: `pocket:${operation.id}`,
    diameterMm: tool.diameterMm,
    widthMm,
    say: (verdict) =>
      `A ${mmText(tool.diameterMm)} bit in the pocket "${name}", ${mmText(widthMm)} where it is widest, ${verdict}.`,
    formula: `${TOOL_FIT_FORMULA}, W twice the largest circle that fits`,
  })
}

/** Sharp corners stay round: the inlay must be rounded as much, or a smaller bit takes the rest. */
function cornerFinding({ operation, name, walls }: DrawnOperation, tool: Tool): readonly Finding[] {
  const { loops, inradiusMm } = pocketShape(walls)
  if (2 * inradiusMm <= tool.diameterMm) return []
  const rest = restMm2(loops, tool.diameterMm)
  const limitMm2 = noRestMm2(walls, tool.diameterMm / 2)
  const isWhole = rest < limitMm2
  return [
    {
      ruleId: 'pocket.corners',
      grade: isWhole ? 'GREEN' : 'YELLOW',
      subject: `pocket:${operation.id}`,
      sentence: isWhole
        ? `The ${mmText(tool.diameterMm)} bit reaches all of the pocket "${name}".`
        : `In corners and narrow places of the pocket "${name}" ${rest.toFixed(2)} mm² stay that the ${mmText(tool.diameterMm)} bit does not reach.`,
      value: rest,
      limit: limitMm2,
      unit: 'mm²',
      margin: isWhole ? 1 : 0.5,
      basis: {
        kind: 'geometry',
        formula: 'rest = pocket − (pocket opened by the radius of the bit)',
        source: 'a round bit leaves inside corners with its own radius',
      },
      fix: isWhole
        ? ''
        : `Round the corners of the inlay to ${mmText(tool.diameterMm / 2)}, or use a smaller bit.`,
    },
  ]
}

/** The same limits as where a channel is widened. */
const GREEN_RATIO = 0.3
const RED_RATIO = 0.5

function engagementFinding({ operation, name }: DrawnOperation, tool: Tool): Finding {
  const { stepoverRatio } = operation
  const { grade, margin } = gradeAtMost(stepoverRatio, GREEN_RATIO, RED_RATIO)
  const angleDeg = engagementDeg(stepoverRatio * tool.diameterMm, tool.diameterMm)
  return {
    ruleId: 'router.engagement',
    grade,
    subject: `pocket:${operation.id}`,
    sentence: `In the pocket "${name}" at most ${String(Math.round(angleDeg + 3))}° of the bit are in the wood, for a stepover of ${percentText(stepoverRatio)}.`,
    value: stepoverRatio,
    limit: GREEN_RATIO,
    unit: 'of D',
    margin,
    basis: {
      kind: 'community',
      formula: 'θ = acos(1 − 2·stepover/D) + 3°; GREEN ≤ 0.3 D, RED > 0.5 D',
      source: 'wood and composites: 50 to 60° of engagement for roughing',
    },
    fix: grade === 'GREEN' ? '' : `Set the stepover to ${percentText(GREEN_RATIO)} or less.`,
  }
}

/** The bit fits a drawn pocket, reaches its corners or says what stays, and has little of it in the wood at once. */
export const pocketFit: Rule = (job) =>
  drawnOperations(job.plan).flatMap((drawn): readonly Finding[] => {
    const tool = toolOfJob(job, drawn.operation.toolId)
    if (tool === null) return []
    return [fitFinding(drawn, tool), ...cornerFinding(drawn, tool), engagementFinding(drawn, tool)]
  })
