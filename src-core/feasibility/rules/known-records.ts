import type { Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** Tool, machine and wood of the plan are in the library; one that is not cannot be judged. */
export const knownRecords: Rule = ({ plan, tool, machine, topMaterial }) => {
  const named = [
    { subject: `tool:${plan.cutting.toolId}`, what: 'tool', id: plan.cutting.toolId, found: tool },
    {
      subject: `machine:${plan.cutting.machineId}`,
      what: 'machine',
      id: plan.cutting.machineId,
      found: machine,
    },
    {
      subject: `material:${plan.topMaterialId}`,
      what: 'wood',
      id: plan.topMaterialId,
      found: topMaterial,
    },
  ]
  return named
    .filter(({ found }) => found === null)
    .map(({ subject, what, id }): Finding => ({
      ruleId: 'input.known-record',
      grade: 'RED',
      subject,
      sentence: `The library has no ${what} "${id}".`,
      value: null,
      limit: null,
      unit: '',
      margin: 0,
      basis: {
        kind: 'geometry',
        formula: 'what is not in the library cannot be judged',
        source: 'RMOS rule',
      },
      fix: `Choose a ${what} from the library.`,
    }))
}
