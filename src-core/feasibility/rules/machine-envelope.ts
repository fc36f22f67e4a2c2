import { reachesInTop } from '../drawn-reach.ts'
import type { Finding } from '../finding.ts'
import { gradeAtLeast, mmText } from '../grading.ts'
import { operationsOf } from '../operation.ts'
import type { JobContext } from '../job-context.ts'
import type { Rule } from '../rule.ts'

function axisFinding(
  axis: string,
  needMm: number,
  haveMm: number,
  machine: { readonly id: string; readonly name: string },
): Finding {
  const { grade, margin } = gradeAtLeast(haveMm, needMm, needMm)
  return {
    ruleId: 'machine.envelope',
    grade,
    subject: `machine:${machine.id}:${axis}`,
    sentence: `The job needs ${mmText(needMm)} of travel in ${axis}; ${machine.name} has ${mmText(haveMm)}.`,
    value: needMm,
    limit: haveMm,
    unit: 'mm',
    margin,
    basis: {
      kind: 'geometry',
      formula: 'X, Y: twice the outermost tool path; Z: safe height + deepest cut',
      source: 'machine record',
    },
    fix: grade === 'GREEN' ? '' : 'Choose a larger machine or a smaller rosette.',
  }
}

function deepestMm(job: JobContext): number {
  return Math.max(0, ...operationsOf(job).map(({ depthMm }) => depthMm ?? 0))
}

/** The whole job lies inside the machine's travel when its zero can be placed freely. */
export const machineEnvelope: Rule = (job) => {
  const { machine, solution, plan, tool } = job
  if (machine === null || tool === null) return []
  const outermostMm = Math.max(
    ...solution.rings.map(({ channel }) => channel.outerRadiusMm),
    ...reachesInTop(job).map(({ toMm }) => toMm),
  )
  const acrossMm = 2 * (outermostMm - tool.diameterMm / 2)
  const heightMm = plan.cutting.safeHeightMm + deepestMm(job)
  return [
    axisFinding('X', acrossMm, machine.travelMm.x, machine),
    axisFinding('Y', acrossMm, machine.travelMm.y, machine),
    axisFinding('Z', heightMm, machine.travelMm.z, machine),
  ]
}
