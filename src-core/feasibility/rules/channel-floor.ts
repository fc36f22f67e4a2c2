import { drawnOperations } from '../../rosette/drawn-operation.ts'
import { OPERATION_KINDS, operationKey } from '../../rosette/operation-kinds.ts'
import type { Finding } from '../finding.ts'
import { gradeAtLeast, mmText } from '../grading.ts'
import type { JobContext } from '../job-context.ts'
import { operationName } from '../operation.ts'
import type { Rule } from '../rule.ts'

/** Least wood under any channel, mm; below it the top may crack. */
export const THINNEST_FLOOR_MM = 0.7

interface Floor {
  readonly subject: string
  readonly name: string
  readonly part: string
  readonly depthMm: number
}

/** Channels, drawn pockets and engravings whose depth is known; cut-outs and holes may go through. */
function floorsOf({ plan, solution }: JobContext): readonly Floor[] {
  const channels = solution.rings.map(({ channel }) => ({
    subject: `ring:${channel.ringId}`,
    name: `The channel of "${channel.ringName}"`,
    part: 'channel',
    depthMm: channel.depthMm,
  }))
  const pockets = drawnOperations(plan)
    .filter(
      ({ operation: { kind } }) =>
        kind === 'engrave' || OPERATION_KINDS[kind].stage === 'inlay-pockets',
    )
    .map((drawn) => ({
      subject: operationKey(drawn.operation),
      name: operationName(drawn),
      part: OPERATION_KINDS[drawn.operation.kind].noun,
      depthMm: drawn.depthMm,
    }))
  return [...channels, ...pockets].flatMap(({ depthMm, ...cut }) =>
    depthMm === null ? [] : [{ ...cut, depthMm }],
  )
}

/** Wood under each channel and pocket: GREEN from half the top, YELLOW from a third and 0.7 mm, else RED. */
export const channelFloor: Rule = (job) => {
  const topMm = job.plan.topThicknessMm
  if (topMm === null) return []
  const greenMm = topMm / 2
  const yellowMm = Math.max(topMm / 3, THINNEST_FLOOR_MM)
  const limitMm = Math.max(greenMm, yellowMm)
  return floorsOf(job).map(({ subject, name, part, depthMm }): Finding => {
    const floorMm = topMm - depthMm
    const { grade, margin } = gradeAtLeast(floorMm, limitMm, yellowMm)
    return {
      ruleId: 'channel.floor',
      grade,
      subject,
      sentence:
        floorMm <= 0
          ? `${name} would cut through the ${mmText(topMm)} top.`
          : `${name} leaves a floor of ${mmText(floorMm)} in a ${mmText(topMm)} top; half of it is ${mmText(greenMm)}.`,
      value: floorMm,
      limit: limitMm,
      unit: 'mm',
      margin,
      basis: {
        kind: 'community',
        formula: 'floor = top − depth; GREEN ≥ top/2, RED < top/3 or < 0.7 mm',
        source: 'channels of about half the top (Sevy, inlaying the rosette)',
      },
      fix: grade === 'GREEN' ? '' : `Make the ${part} ${mmText(limitMm - floorMm)} shallower.`,
    }
  })
}
