import type { Material } from '../../library/material.schema.ts'
import type { Finding } from '../finding.ts'
import { operationsOf } from '../operation.ts'
import type { Rule } from '../rule.ts'

function findingOf(subject: string, material: Material): Finding {
  // shell dust is the one that a person must have read about before the spindle turns
  const grave = material.cuttingClass === 'shell'
  return {
    ruleId: 'safety.dust',
    grade: grave ? 'YELLOW' : 'GREEN',
    subject,
    sentence: `${material.name}: ${material.dustWarning}`,
    value: null,
    limit: null,
    unit: '',
    margin: 1,
    basis: {
      kind: 'vendor',
      formula: 'what is known of the dust is said before it is made',
      source: 'material record',
    },
    fix: grave ? 'Have extraction and the mask ready, and say so when you approve.' : '',
  }
}

/** Dust that harms is named; shell dust has to be acknowledged. */
export const dust: Rule = (job) => {
  const seen = new Set<string>()
  return operationsOf(job).flatMap(({ subject, material }): readonly Finding[] => {
    if (material === null || material.dustWarning === '' || seen.has(material.id)) return []
    seen.add(material.id)
    return [findingOf(subject, material)]
  })
}
