import type { Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** The speed lies in the spindle's range and under the bit's marked maximum. */
export const spindleSpeed: Rule = ({ plan, tool, machine }) => {
  if (tool === null || machine === null) return []
  const { spindleRpm } = plan.cutting
  const { minRpm, maxRpm } = machine.spindle
  const highestRpm = Math.min(maxRpm, tool.maxSpindleRpm ?? maxRpm)
  const inside = spindleRpm >= minRpm && spindleRpm <= highestRpm
  const bit =
    tool.maxSpindleRpm === null ? '' : `; the bit is marked for ${String(tool.maxSpindleRpm)}`
  const finding: Finding = {
    ruleId: 'router.spindle-speed',
    grade: inside ? 'GREEN' : 'RED',
    subject: `machine:${machine.id}`,
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
    fix: inside ? '' : `Set the speed to ${String(spindleRpm < minRpm ? minRpm : highestRpm)} rpm.`,
  }
  return [finding]
}
