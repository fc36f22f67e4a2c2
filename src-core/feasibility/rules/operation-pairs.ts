import { flattenPath, loopAreaMm2, type Loop } from '../../geometry/flatten-path.ts'
import type { Path } from '../../geometry/path.ts'
import type { Tool } from '../../library/tool.schema.ts'
import { type DrawnOperation, drawnOperations } from '../../rosette/drawn-operation.ts'
import { inlayShape } from '../../rosette/inlay-shape.ts'
import { operationKey } from '../../rosette/operation-kinds.ts'
import type { PlanOperation, PlanOperationOf } from '../../rosette/plan-operation.schema.ts'
import type { Finding } from '../finding.ts'
import { gradeWithin, mmText, percentText } from '../grading.ts'
import { type JobContext, toolOfJob } from '../job-context.ts'
import { operationName } from '../operation.ts'
import type { Rule } from '../rule.ts'

const GEOMETRY = { kind: 'geometry', source: 'the plan' } as const

/** Why the rest of a pocket cannot be taken as it stands; null when it can. */
function restFault(
  { plan }: JobContext,
  { operation, of }: DrawnOperation & { readonly of: PlanOperation },
  [tool, before]: readonly [Tool, Tool],
): { readonly says: string; readonly fix: string } | null {
  const place = (id: string) => plan.operations.findIndex((one) => one.id === id)
  if (!of.on) return { says: 'takes the rest of a pocket that is off', fix: 'Switch it on.' }
  if (place(of.id) > place(operation.id)) {
    return { says: 'is cut before its pocket', fix: 'Move it after the pocket.' }
  }
  if (tool.diameterMm < before.diameterMm) return null
  return {
    says: `is cut with ${mmText(tool.diameterMm)}, no smaller than the ${mmText(before.diameterMm)} of its pocket`,
    fix: `Use a bit under ${mmText(before.diameterMm)}.`,
  }
}

function restFinding(job: JobContext, drawn: DrawnOperation): readonly Finding[] {
  const { operation, of } = drawn
  if (of === null) return []
  const tool = toolOfJob(job, operation.toolId)
  const before = toolOfJob(job, of.toolId)
  if (tool === null || before === null) return []
  const fault = restFault(job, { ...drawn, of }, [tool, before])
  return [
    {
      ruleId: 'rest.after-pocket',
      grade: fault === null ? 'GREEN' : 'RED',
      subject: operationKey(operation),
      sentence: `${operationName(drawn)} ${fault?.says ?? `is cut after it with a smaller bit, ${mmText(tool.diameterMm)}`}.`,
      value: tool.diameterMm,
      limit: before.diameterMm,
      unit: 'mm',
      margin: fault === null ? 1 : 0,
      basis: { ...GEOMETRY, formula: 'D < D of the pocket; after the pocket; the pocket is on' },
      fix: fault?.fix ?? '',
    },
  ]
}

/** Gap round a piece that takes glue and closes; 0 wedges, more shows. */
const CLEARANCE = { redBelow: 0, greenFrom: 0.02, greenTo: 0.12, redAbove: 0.3 } as const

function clearanceFinding(drawn: DrawnOperation, { clearanceMm }: PlanOperationOf<'inlayMale'>) {
  const { grade, margin } = gradeWithin(clearanceMm, CLEARANCE)
  const finding: Finding = {
    ruleId: 'inlay.clearance',
    grade,
    subject: operationKey(drawn.operation),
    sentence: `${operationName(drawn)} stands ${mmText(clearanceMm)} off the wall of its pocket all round; ${mmText(CLEARANCE.greenFrom)} to ${mmText(CLEARANCE.greenTo)} takes glue and closes.`,
    value: clearanceMm,
    limit: clearanceMm < CLEARANCE.greenFrom ? CLEARANCE.greenFrom : CLEARANCE.greenTo,
    unit: 'mm',
    margin,
    basis: {
      kind: 'community',
      formula: 'gap all round = clearance',
      source: 'inlay practice: 0.05 mm a side',
    },
    fix: grade === 'GREEN' ? '' : 'Set the clearance to 0.05 mm.',
  }
  return finding
}

function areaMm2(loops: readonly Loop[]): number {
  return loops.reduce((sum, loop) => sum + loopAreaMm2(loop), 0)
}

/** Chords of a shape, mm. */
const CHORD_MM = 0.001
/** Share of a shape that rounding its corners may take before it is another one. */
const GREEN_LOST = 0.05

const known = new WeakMap<Path, Map<string, number | null>>()

/**
 * Share of a drawn shape that two bits cannot cut, null when nothing is left of it; worked out once for the
 * same path, for the rules ask hundreds of times.
 */
function lostShare(walls: readonly Path[], pocketMm: number, pieceMm: number): number | null {
  const outer = walls[0] ?? []
  const ofPath = known.get(outer) ?? new Map<string, number | null>()
  known.set(outer, ofPath)
  const key = `${String(pocketMm)} ${String(pieceMm)}`
  // islands are turned round anew each time: only a shape without them is known by its path
  const before = walls.length === 1 ? ofPath.get(key) : undefined
  if (before !== undefined) return before
  const loops = walls.map((wall) => flattenPath(wall, CHORD_MM))
  const shape = inlayShape(loops, pocketMm / 2, pieceMm / 2)
  const lost = shape.length === 0 ? null : Math.abs(1 - areaMm2(shape) / areaMm2(loops))
  ofPath.set(key, lost)
  return lost
}

/** How much of the drawn shape two bits leave. */
function shapeFinding(
  job: JobContext,
  drawn: DrawnOperation,
  [tool, other]: readonly [Tool, Tool],
): Finding {
  // the pocket's own paths, which are the same ones each time
  const pocket = drawnOperations(job.plan, { withOff: true }).find(
    ({ operation }) => operation.id === drawn.of?.id,
  )
  const lost = lostShare((pocket ?? drawn).walls, other.diameterMm, tool.diameterMm)
  const fits = lost !== null && lost <= GREEN_LOST
  const grade = lost === null ? 'RED' : fits ? 'GREEN' : 'YELLOW'
  return {
    ruleId: 'inlay.shape',
    grade,
    subject: operationKey(drawn.operation),
    sentence:
      lost === null
        ? `${operationName(drawn)} is nowhere as wide as the bit of its pocket, ${mmText(other.diameterMm)}.`
        : `${operationName(drawn)} and its pocket are cut to one shape, corners rounded for bits of ${mmText(tool.diameterMm)} and ${mmText(other.diameterMm)}: ${percentText(lost)} off the drawing.`,
    value: lost,
    limit: GREEN_LOST,
    unit: 'ratio',
    margin: fits ? 1 - lost / GREEN_LOST : 0,
    basis: {
      ...GEOMETRY,
      formula: 'corners that stand out ≥ R of the pocket, hollow ones ≥ R of the piece',
    },
    fix: grade === 'GREEN' ? '' : 'Use smaller bits for pocket and piece.',
  }
}

function proudFinding(drawn: DrawnOperation, pocketDepthMm: number, boardMm: number): Finding {
  const proudMm = boardMm - pocketDepthMm
  const isProud = proudMm >= 0
  return {
    ruleId: 'inlay.proud',
    grade: isProud ? 'GREEN' : 'YELLOW',
    subject: operationKey(drawn.operation),
    sentence: isProud
      ? `${operationName(drawn)} stands ${mmText(proudMm)} proud of its pocket, to be scraped flush.`
      : `${operationName(drawn)} lies ${mmText(-proudMm)} below the top in its pocket.`,
    value: proudMm,
    limit: 0,
    unit: 'mm',
    margin: isProud ? 1 : 0,
    basis: { ...GEOMETRY, formula: 'board − depth of the pocket ≥ 0' },
    fix: isProud ? '' : `Make the pocket ${mmText(boardMm)} deep or less.`,
  }
}

function inlayFindings(
  job: JobContext,
  drawn: DrawnOperation,
  operation: PlanOperationOf<'inlayMale'>,
): readonly Finding[] {
  const { of } = drawn
  if (of?.kind !== 'inlayFemale') return []
  const tool = toolOfJob(job, operation.toolId)
  const other = toolOfJob(job, of.toolId)
  return [
    clearanceFinding(drawn, operation),
    ...(tool === null || other === null ? [] : [shapeFinding(job, drawn, [tool, other])]),
    ...(of.depthMm === null || operation.depthMm === null
      ? []
      : [proudFinding(drawn, of.depthMm, operation.depthMm)]),
  ]
}

/** Operations that belong to another one: a rest after its pocket with a smaller bit, a piece that fits its pocket. */
export const operationPairs: Rule = (job) =>
  drawnOperations(job.plan).flatMap((drawn) => {
    const { operation } = drawn
    if (operation.kind === 'rest') return restFinding(job, drawn)
    return operation.kind === 'inlayMale' ? inlayFindings(job, drawn, operation) : []
  })
