import type { Rule } from '../rule.ts'

/** A powered saw slide saws strips and slices: it has a blade in its spindle and cuts no rosette. */
export const machineKind: Rule = ({ machine }) => {
  if (machine?.kind !== 'saw-slide') return []
  return [
    {
      ruleId: 'machine.kind',
      grade: 'RED',
      subject: `machine:${machine.id}`,
      sentence: `${machine.name} is a powered saw slide: it saws strips and slices and cannot cut a rosette.`,
      value: null,
      limit: null,
      unit: '',
      margin: 0,
      basis: {
        kind: 'geometry',
        formula: 'a rosette is cut by a router bit',
        source: 'RMOS rule',
      },
      fix: 'Choose a router as the machine of the plan; the slide is chosen where the slices are sawn.',
    },
  ]
}
