import type { Finding } from '../finding.ts'
import type { JobContext } from '../job-context.ts'
import type { Rule } from '../rule.ts'

interface Measurement {
  readonly subject: string
  readonly what: string
  readonly how: string
  readonly value: number | null
}

function measurements({ plan, tool, topMaterial }: JobContext): readonly Measurement[] {
  const needsKerf = plan.rings.some((ring) => ring.kind === 'tile')
  return [
    {
      subject: 'top',
      what: 'The thickness of the top',
      how: 'calliper it beside the soundhole',
      value: plan.topThicknessMm,
    },
    {
      subject: 'fingerboard',
      what: 'The width of the fingerboard where it crosses the rosette',
      how: 'measure it at the body end',
      value: plan.fingerboardWidthMm,
    },
    ...plan.rings.map((ring) => ({
      subject: `ring:${ring.id}`,
      what: `The thickness of the inlay "${ring.name}"`,
      how: 'calliper a slice or strip of it',
      value: ring.inlayThicknessMm,
    })),
    ...(needsKerf
      ? [
          {
            subject: 'stock',
            what: "The saw's kerf",
            how: 'make one cut in scrap and calliper the slot',
            value: plan.stock.kerfMm,
          },
        ]
      : []),
    ...(tool === null
      ? []
      : [
          {
            subject: `tool:${tool.id}`,
            what: `The stick-out of "${tool.name}"`,
            how: 'measure from the collet to the tip',
            value: tool.stickoutMm,
          },
          {
            subject: `tool:${tool.id}`,
            what: `The flute length of "${tool.name}"`,
            how: 'measure the cutting edges',
            value: tool.fluteLengthMm,
          },
        ]),
    ...(topMaterial === null
      ? []
      : [
          {
            subject: `material:${topMaterial.id}`,
            what: `The density of ${topMaterial.name}`,
            how: 'weigh a squared offcut',
            value: topMaterial.densityKgPerM3,
          },
        ]),
  ]
}

const basis = {
  kind: 'geometry',
  formula: 'an unknown number is never taken for a safe one',
  source: 'RMOS rule',
} as const

/** Everything the other rules need has been measured; what has not is RED: measure it, never guess. */
export const measuredInputs: Rule = (job) => {
  const missing: readonly Finding[] = measurements(job)
    .filter(({ value }) => value === null)
    .map(({ subject, what, how }) => ({
      ruleId: 'input.measured',
      grade: 'RED',
      subject,
      sentence: `${what} has not been measured.`,
      value: null,
      limit: null,
      unit: '',
      margin: 0,
      basis,
      fix: `Measure it: ${how}.`,
    }))
  return missing
}
