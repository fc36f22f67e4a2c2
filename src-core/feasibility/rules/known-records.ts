import { drawnOperations } from '../../rosette/drawn-operation.ts'
import { operationKey } from '../../rosette/operation-kinds.ts'
import type { Finding } from '../finding.ts'
import type { Rule } from '../rule.ts'

/** Tool, machine and wood of the plan are in the library; one that is not cannot be judged. */
export const knownRecords: Rule = ({ plan, tool, machine, topMaterial, tools, materials }) => {
  const shell = plan.rings.filter((ring) => ring.kind === 'shell')
  const has = (records: readonly { readonly id: string }[], id: string) =>
    records.find((record) => record.id === id) ?? null
  const named = [
    ...shell.flatMap(({ id, cutting, materialId }) => [
      {
        subject: `shell:${id}`,
        what: 'tool',
        id: cutting.toolId,
        found: has(tools, cutting.toolId),
      },
      { subject: `shell:${id}`, what: 'shell', id: materialId, found: has(materials, materialId) },
    ]),
    ...drawnOperations(plan).flatMap(({ operation }) => {
      const subject = operationKey(operation)
      const { toolId } = operation
      const bit = { subject, what: 'tool', id: toolId, found: has(tools, toolId) }
      if (operation.kind !== 'inlayMale') return [bit]
      const { materialId } = operation
      return [bit, { subject, what: 'wood', id: materialId, found: has(materials, materialId) }]
    }),
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
