import { operationsOf } from '../operation.ts'
import { mmText, percentText } from '../grading.ts'
import type { JobContext } from '../job-context.ts'
import { operationKey } from '../../rosette/operation-kinds.ts'
import type { PlanOperation } from '../../rosette/plan-operation.schema.ts'
import type { Plan } from '../../rosette/plan.schema.ts'
import type { Finding } from '../finding.ts'
import type { ChoiceKnob, Knob, NumberKnob } from './knob.ts'

type CuttingNumber = {
  readonly [K in keyof Plan['cutting']]: Plan['cutting'][K] extends number ? K : never
}[keyof Plan['cutting']]

interface CuttingKnob {
  readonly field: CuttingNumber
  readonly ruleIds: readonly string[]
  readonly cost: number
  readonly least: number
  readonly greatest: number
  readonly step: number
  readonly words: (value: number) => string
}

/** Index of the operation on a drawn path that a finding is about; null when it is about something else. */
function operationIndexOf(
  { subject }: Pick<Finding, 'subject'>,
  { plan }: JobContext,
): number | null {
  const index = plan.operations.findIndex(({ id }) => subject === operationKey({ id }))
  return index < 0 ? null : index
}

/** A number of an operation under the name the plan's own cutting has for it; null where it has none. */
function ownNumber(operation: PlanOperation, field: CuttingNumber): number | null {
  const value: unknown = Reflect.get(operation, field)
  return typeof value === 'number' ? value : null
}

/**
 * A number of how the plan is cut, or of the operation a finding is about. Findings about shell speak of
 * the ring's own cutting, not of this.
 */
function cuttingKnob({ field, ruleIds, cost, words, ...range }: CuttingKnob): NumberKnob {
  return {
    kind: 'number',
    ruleIds,
    cost,
    rangeOf: (job, finding) => {
      if (finding.subject.startsWith('shell:')) return null
      const index = operationIndexOf(finding, job)
      const operation = job.plan.operations[index ?? -1]
      if (operation === undefined) return { now: job.plan.cutting[field], ...range }
      const now = ownNumber(operation, field)
      return now === null ? null : { now, ...range }
    },
    editTo: (to, finding, job) => {
      const index = operationIndexOf(finding, job)
      return index === null
        ? { path: ['cutting', field], to, sentence: words(to) }
        : { path: ['operations', index, field], to, sentence: words(to) }
    },
  }
}

/** The bit must still reach the bottom of the deepest cut, with a little to spare. */
const REACH_TO_SPARE_MM = 1

function deepestMm(job: JobContext): number {
  return Math.max(0, ...operationsOf(job).map(({ depthMm }) => depthMm ?? 0))
}

const stickout: NumberKnob = {
  kind: 'number',
  ruleIds: ['router.deflection', 'router.breakage', 'router.stickout-ratio'],
  cost: 1.5,
  rangeOf: (job, { subject }) => {
    const { tool } = job
    if (tool?.stickoutMm == null || subject.startsWith('shell:')) return null
    const operation = job.plan.operations[operationIndexOf({ subject }, job) ?? -1]
    // the plan sets out its own bit only
    if (operation !== undefined && operation.toolId !== tool.id) return null
    const least = Math.max(2, Math.ceil((deepestMm(job) + REACH_TO_SPARE_MM) * 2) / 2)
    return { now: tool.stickoutMm, least, greatest: tool.stickoutMm, step: 0.5 }
  },
  editTo: (to) => ({
    path: ['cutting', 'stickoutMm'],
    to,
    sentence: `Set the bit ${mmText(to)} out of the collet.`,
  }),
}

const otherTool: ChoiceKnob = {
  kind: 'choice',
  ruleIds: ['router.tool-fits-channel', 'router.reach', 'input.known-record', 'pocket.corners'],
  cost: 1,
  editsOf: (job, finding) => {
    const { plan, tools } = job
    if (finding.subject.startsWith('shell:')) return []
    const index = operationIndexOf(finding, job)
    const operation = plan.operations[index ?? -1]
    const now = operation?.toolId ?? plan.cutting.toolId
    const path = operation === undefined ? ['cutting'] : ['operations', index ?? -1]
    return tools
      .filter(({ id }) => id !== now)
      .map(({ id, name }) => ({
        path: [...path, 'toolId'],
        to: id,
        sentence: `Cut with "${name}".`,
      }))
  },
}

/** A shallower pocket for a thinner inlay. */
const pocketDepth: NumberKnob = {
  kind: 'number',
  ruleIds: ['channel.floor', 'router.reach'],
  cost: 1,
  rangeOf: (job, finding) => {
    const operation = job.plan.operations[operationIndexOf(finding, job) ?? -1]
    const now = operation !== undefined && 'depthMm' in operation ? operation.depthMm : null
    return now === null ? null : { now, least: 0.2, greatest: now, step: 0.05 }
  },
  editTo: (to, finding, job) => ({
    path: ['operations', operationIndexOf(finding, job) ?? -1, 'depthMm'],
    to,
    sentence: `Make it ${mmText(to)} deep; an inlay is then as much thinner.`,
  }),
}

/** What of the way a plan is cut a fix may change, with what each costs the person at the machine. */
export const ROUTER_KNOBS: readonly Knob[] = [
  cuttingKnob({
    field: 'feedMmPerMin',
    ruleIds: ['router.chipload', 'router.deflection', 'router.breakage', 'router.entry'],
    cost: 0.6,
    least: 50,
    greatest: 10_000,
    step: 10,
    words: (feed) => `Set the feed to ${String(feed)} mm/min.`,
  }),
  cuttingKnob({
    field: 'spindleRpm',
    ruleIds: ['router.chipload', 'router.spindle-speed'],
    cost: 0.7,
    least: 1000,
    greatest: 60_000,
    step: 100,
    words: (rpm) => `Set the spindle to ${String(rpm)} rpm.`,
  }),
  cuttingKnob({
    field: 'plungeMmPerMin',
    ruleIds: ['router.entry'],
    cost: 0.3,
    least: 10,
    greatest: 5000,
    step: 5,
    words: (feed) => `Set the plunge feed to ${String(feed)} mm/min.`,
  }),
  cuttingKnob({
    field: 'maxDepthPerPassMm',
    ruleIds: ['router.depth-per-pass', 'router.deflection', 'router.breakage'],
    cost: 0.5,
    least: 0.05,
    greatest: 10,
    step: 0.05,
    words: (depthMm) => `Limit the depth per pass to ${mmText(depthMm)}.`,
  }),
  cuttingKnob({
    field: 'stepoverRatio',
    ruleIds: ['router.engagement'],
    cost: 0.3,
    least: 0.05,
    greatest: 0.9,
    step: 0.01,
    words: (ratio) => `Set the stepover to ${percentText(ratio)}.`,
  }),
  cuttingKnob({
    field: 'clearancePerSideMm',
    ruleIds: ['channel.land', 'bought.fit'],
    cost: 0.4,
    least: 0,
    greatest: 0.76,
    step: 0.005,
    words: (clearanceMm) => `Set the glue clearance to ${mmText(clearanceMm)} per side.`,
  }),
  stickout,
  pocketDepth,
  otherTool,
]
