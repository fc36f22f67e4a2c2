import type { Material } from '../../library/material.schema.ts'
import type { Tool } from '../../library/tool.schema.ts'
import { drawnOperations } from '../../rosette/drawn-operation.ts'
import { OPERATION_KINDS, operationKey } from '../../rosette/operation-kinds.ts'
import type { Plan } from '../../rosette/plan.schema.ts'
import type { Finding } from '../finding.ts'
import type { JobContext } from '../job-context.ts'
import { operationsOf } from '../operation.ts'
import type { Rule } from '../rule.ts'

interface Measurement {
  readonly subject: string
  readonly what: string
  readonly how: string
  readonly value: number | null
}

/** What of a bit the rules need. */
function ofTool(tool: Tool | null): readonly Measurement[] {
  if (tool === null) return []
  return [
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
    {
      subject: `tool:${tool.id}`,
      what: `The number of flutes of "${tool.name}"`,
      how: 'count its cutting edges',
      value: tool.flutes,
    },
  ]
}

function ofMaterial(material: Material | null): readonly Measurement[] {
  if (material === null) return []
  return [
    {
      subject: `material:${material.id}`,
      what: `The density of ${material.name}`,
      how: 'weigh a squared offcut',
      value: material.densityKgPerM3,
    },
  ]
}

/** A ready-made ring is cut for as it is: both of its edges at four places. */
function ofBought(plan: Plan): readonly Measurement[] {
  return plan.rings.flatMap((ring) =>
    ring.kind === 'bought'
      ? [
          {
            subject: `ring:${ring.id}`,
            what: `The outside of the bought ring "${ring.name}"`,
            how: 'calliper it at four places',
            value: ring.outerDiametersMm?.[0] ?? null,
          },
          {
            subject: `ring:${ring.id}`,
            what: `The inside of the bought ring "${ring.name}"`,
            how: 'calliper it at four places',
            value: ring.innerDiametersMm?.[0] ?? null,
          },
        ]
      : [],
  )
}

/** How the depth of an operation is found, by its kind. */
const DEPTH_HOW = {
  pocket: 'calliper its inlay, take off what is to stand proud, and type it on the Toolpath page',
  profile:
    'type on the Toolpath page how deep it is to go; to cut through, 0.3 mm more than the top',
  engrave: 'type on the Toolpath page how deep the line is to be',
  drill: 'type on the Toolpath page how deep the hole is to be',
  inlayMale: 'calliper the board its piece is cut from, and type it on the Toolpath page',
} as const

/** How deep a drawn cut is nobody can see from above. */
function ofDrawn(plan: Plan): readonly Measurement[] {
  return drawnOperations(plan).flatMap((drawn): readonly Measurement[] => {
    const { operation, name, depthMm } = drawn
    const { kind } = operation
    // the rest of a pocket is as deep as the pocket, which is asked for itself
    if (kind === 'rest') return []
    const what = kind === 'inlayMale' ? 'The board of' : 'The depth of'
    const how = kind in DEPTH_HOW ? DEPTH_HOW[kind as keyof typeof DEPTH_HOW] : DEPTH_HOW.pocket
    return [
      {
        subject: operationKey(operation),
        what: `${what} the ${OPERATION_KINDS[kind].noun} "${name}"`,
        how,
        value: depthMm,
      },
    ]
  })
}

/** The cutters and what they cut, each once. */
function ofOperations(job: JobContext): readonly Measurement[] {
  const operations = operationsOf(job)
  const tools = new Set([job.tool, ...operations.map(({ tool }) => tool)])
  const materials = new Set([job.topMaterial, ...operations.map(({ material }) => material)])
  return [...[...tools].flatMap(ofTool), ...[...materials].flatMap(ofMaterial)]
}

function measurements(job: JobContext): readonly Measurement[] {
  const { plan } = job
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
    ...ofBought(plan),
    ...ofDrawn(plan),
    ...ofOperations(job),
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
