import { loopAreaMm2, type Loop } from '../../geometry/flatten-path.ts'
import { type Path, segmentLengthMm } from '../../geometry/path.ts'
import { distanceMm } from '../../geometry/point.ts'
import { offsetLoops, openedLoops } from '../../geometry/polygon-kernel.ts'
import type { Tool } from '../../library/tool.schema.ts'
import { type DrawnOperation, isClosedPath } from '../../rosette/drawn-operation.ts'
import { OPERATION_KINDS, operationKey } from '../../rosette/operation-kinds.ts'
import type { OperationKind, PlanOperationOf } from '../../rosette/plan-operation.schema.ts'
import { pocketShape } from '../../rosette/pocket-shape.ts'
import { engagementDeg } from '../cutting-physics.ts'
import { drawnInTop } from '../drawn-reach.ts'
import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText, percentText } from '../grading.ts'
import { type JobContext, toolOfJob } from '../job-context.ts'
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

type Side = 'inside' | 'outside'
const restKnown = new WeakMap<readonly Loop[], Map<string, number>>()

/** What inside or outside a shape a bit cannot reach, mm²; worked out once for a shape and a bit. */
function restMm2(loops: readonly Loop[], diameterMm: number, side: Side): number {
  const ofShape = restKnown.get(loops) ?? new Map<string, number>()
  restKnown.set(loops, ofShape)
  const key = `${side} ${String(diameterMm)}`
  const before = ofShape.get(key)
  if (before !== undefined) return before
  const radiusMm = diameterMm / 2
  const rest =
    side === 'inside'
      ? areaMm2(loops) - areaMm2(openedLoops(loops, radiusMm))
      : areaMm2(offsetLoops(offsetLoops(loops, radiusMm), -radiusMm)) - areaMm2(loops)
  ofShape.set(key, rest)
  return rest
}

function nounOf({ operation, name }: DrawnOperation): string {
  return `the ${OPERATION_KINDS[operation.kind].noun} "${name}"`
}

function fitFinding(drawn: DrawnOperation, tool: Tool): Finding {
  const widthMm = 2 * pocketShape(drawn.walls).inradiusMm - 2 * drawn.stockToLeaveMm
  return toolFitFinding({
    subject: operationKey(drawn.operation),
    diameterMm: tool.diameterMm,
    widthMm,
    say: (verdict) =>
      `A ${mmText(tool.diameterMm)} bit in ${nounOf(drawn)}, ${mmText(widthMm)} where it is widest, ${verdict}.`,
    formula: `${TOOL_FIT_FORMULA}, W twice the largest circle that fits`,
  })
}

/** Sharp corners stay round: the inlay must be rounded as much, or a smaller bit takes the rest. */
function cornerFinding(drawn: DrawnOperation, tool: Tool, side: Side): readonly Finding[] {
  const { loops, inradiusMm } = pocketShape(drawn.walls)
  if (side === 'inside' && 2 * inradiusMm <= tool.diameterMm) return []
  const rest = restMm2(loops, tool.diameterMm, side)
  const limitMm2 = noRestMm2(drawn.walls, tool.diameterMm / 2)
  const isWhole = rest < limitMm2
  return [
    {
      ruleId: 'pocket.corners',
      grade: isWhole ? 'GREEN' : 'YELLOW',
      subject: operationKey(drawn.operation),
      sentence: isWhole
        ? `The ${mmText(tool.diameterMm)} bit reaches all of ${nounOf(drawn)}.`
        : `In corners and narrow places of ${nounOf(drawn)} ${rest.toFixed(2)} mm² stay that the ${mmText(tool.diameterMm)} bit does not reach.`,
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

function engagementFinding(
  { stepoverRatio, ...operation }: PlanOperationOf<'pocket'>,
  name: string,
  tool: Tool,
): Finding {
  const { grade, margin } = gradeAtMost(stepoverRatio, GREEN_RATIO, RED_RATIO)
  const angleDeg = engagementDeg(stepoverRatio * tool.diameterMm, tool.diameterMm)
  return {
    ruleId: 'router.engagement',
    grade,
    subject: operationKey(operation),
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

/** Whether an operation that is on takes what a pocket leaves in its corners. */
function hasRest({ plan }: JobContext, pocketId: string): boolean {
  return plan.operations.some((one) => one.kind === 'rest' && one.on && one.ofId === pocketId)
}

/** A profile's paths are judged one by one. */
function profileFindings(
  drawn: DrawnOperation,
  side: PlanOperationOf<'profile'>['side'],
  tool: Tool,
): readonly Finding[] {
  if (side === 'on') return []
  const closed = drawn.walls.filter((wall) => isClosedPath(wall))
  const paths = closed.map((wall) => ({ ...drawn, walls: [wall] }))
  const found = paths.flatMap((one) => [
    ...(side === 'inside' ? [fitFinding(one, tool)] : []),
    ...cornerFinding(one, tool, side),
  ])
  // of several paths the worst speaks for each rule
  return [...new Set(found.map(({ ruleId }) => ruleId))].flatMap((ruleId) => {
    const ofRule = found.filter((one) => one.ruleId === ruleId)
    const worst = ofRule.toSorted((a, b) => a.margin - b.margin)[0]
    return worst === undefined ? [] : [worst]
  })
}

/** Areas the bit must have room in. */
const FITTED: readonly OperationKind[] = ['pocket', 'contourPocket', 'inlayFemale']
/** Areas whose corners count as drawn; those of an inlay are as round as its bits in pocket and piece. */
const CORNERED: readonly OperationKind[] = ['pocket', 'contourPocket', 'rest']

function findingsOf(job: JobContext, drawn: DrawnOperation): readonly Finding[] {
  const { operation } = drawn
  const tool = toolOfJob(job, operation.toolId)
  if (tool === null) return []
  if (operation.kind === 'profile') return profileFindings(drawn, operation.side, tool)
  return [
    ...(FITTED.includes(operation.kind) ? [fitFinding(drawn, tool)] : []),
    ...(CORNERED.includes(operation.kind) && !hasRest(job, operation.id)
      ? cornerFinding(drawn, tool, 'inside')
      : []),
    ...(operation.kind === 'pocket' ? [engagementFinding(operation, drawn.name, tool)] : []),
  ]
}

/** The bit fits a drawn cut, reaches its corners or says what stays, and has little of it in the wood at once. */
export const pocketFit: Rule = (job) => drawnInTop(job).flatMap((drawn) => findingsOf(job, drawn))
