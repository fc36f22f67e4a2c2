import type { Finding } from '../finding.ts'
import type { Machine } from '../../library/machine.schema.ts'
import type { Tool } from '../../library/tool.schema.ts'
import { operationsOf } from '../operation.ts'
import type { Rule } from '../rule.ts'

function judge({ spindleRpm, subject }: Cut, tool: Tool, machine: Machine): Finding {
  const { minRpm, maxRpm } = machine.spindle
  const highestRpm = Math.min(maxRpm, tool.maxSpindleRpm ?? maxRpm)
  const nearestRpm = Math.min(Math.max(spindleRpm, minRpm), highestRpm)
  const inside = nearestRpm === spindleRpm
  const bit =
    tool.maxSpindleRpm === null ? '' : `; the bit is marked for ${String(tool.maxSpindleRpm)}`
  return {
    ruleId: 'router.spindle-speed',
    grade: inside ? 'GREEN' : 'RED',
    subject,
    sentence: `The spindle is to turn at ${String(spindleRpm)} rpm; ${machine.name} gives ${String(minRpm)} to ${String(maxRpm)}${bit}.`,
    value: spindleRpm,
    limit: spindleRpm < minRpm ? minRpm : highestRpm,
    unit: 'rpm',
    margin: inside ? 1 : 0,
    basis: {
      kind: 'vendor',
      formula: 'n within the spindle and at most the mark on the bit',
      source: 'machine and tool records',
    },
    fix: inside ? '' : `Set the speed to ${String(nearestRpm)} rpm.`,
  }
}

interface Cut {
  readonly spindleRpm: number
  readonly subject: string
}

/** The speed lies in the spindle's range and under the bit's marked maximum. */
export const spindleSpeed: Rule = (job) => {
  const { machine, plan, tool } = job
  if (machine === null) return []
  const inTop = { spindleRpm: plan.cutting.spindleRpm, subject: `machine:${machine.id}` }
  const ownSpeed = operationsOf(job).filter(
    ({ subject }) => subject.startsWith('shell:') || subject.startsWith('operation:'),
  )
  return [
    ...(tool === null ? [] : [judge(inTop, tool, machine)]),
    ...ownSpeed.flatMap((cut) => (cut.tool === null ? [] : [judge(cut, cut.tool, machine)])),
  ]
}
