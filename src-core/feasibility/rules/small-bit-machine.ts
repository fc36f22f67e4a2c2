import type { Finding } from '../finding.ts'
import { gradeAtMost, mmText } from '../grading.ts'
import { operationsOf } from '../operation.ts'
import type { Rule } from '../rule.ts'

/** Bits thinner than this break of what a thicker one never notices, mm. */
const SMALL_BIT_MM = 1.5
/** Runout and backlash a vendor of small bits asks for, mm. */
const GREEN_MM = 0.025

interface Precondition {
  readonly ruleId: string
  readonly subject: string
  readonly what: string
  readonly valueMm: number | null
  readonly measure: string
  readonly mend: string
}

const basis = {
  kind: 'vendor',
  formula: 'runout and backlash < 0.025 mm for bits under 1.5 mm',
  source: 'PreciseBits, calibrating feeds and speeds',
} as const

function judge({ ruleId, subject, what, valueMm, measure, mend }: Precondition): Finding {
  if (valueMm === null) {
    return {
      ruleId,
      grade: 'YELLOW',
      subject,
      sentence: `${what} has not been measured; a bit this thin asks for less than ${mmText(GREEN_MM)}.`,
      value: null,
      limit: GREEN_MM,
      unit: 'mm',
      margin: 0,
      basis,
      fix: measure,
    }
  }
  const { grade, margin } = gradeAtMost(valueMm, GREEN_MM, 3 * GREEN_MM)
  return {
    ruleId,
    grade,
    subject,
    sentence: `${what} is ${mmText(valueMm)}; a bit this thin asks for less than ${mmText(GREEN_MM)}.`,
    value: valueMm,
    limit: GREEN_MM,
    unit: 'mm',
    margin,
    basis,
    fix: grade === 'GREEN' ? '' : mend,
  }
}

/** What the maker of small bits demands of spindle and machine before one is put in. */
export const smallBitMachine: Rule = (job) => {
  const small = operationsOf(job).flatMap(({ tool }) =>
    tool !== null && tool.diameterMm < SMALL_BIT_MM ? [tool] : [],
  )
  const tools = new Map(small.map((tool) => [tool.id, tool]))
  if (tools.size === 0 || job.machine === null) return []
  return [
    ...[...tools.values()].map((tool) =>
      judge({
        ruleId: 'router.runout',
        subject: `tool:${tool.id}`,
        what: `The runout of "${tool.name}" in its collet`,
        valueMm: tool.runoutMm,
        measure:
          'Turn the spindle by hand against a dial gauge, and put the reading into the tool.',
        mend: 'Clean collet and nut, or turn the bit in the collet and measure again.',
      }),
    ),
    judge({
      ruleId: 'machine.backlash',
      subject: `machine:${job.machine.id}`,
      what: `The backlash of ${job.machine.name}`,
      valueMm: job.machine.backlashMm,
      measure: 'Jog to a dial gauge from both sides, and put the difference into the machine.',
      mend: 'Adjust the nuts or belts, and measure again.',
    }),
  ]
}
