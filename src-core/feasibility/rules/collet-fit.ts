import type { Machine } from '../../library/machine.schema.ts'
import type { Tool } from '../../library/tool.schema.ts'
import type { Finding } from '../finding.ts'
import { mmText } from '../grading.ts'
import { operationsOf } from '../operation.ts'
import type { Rule } from '../rule.ts'

/** A collet holds a shank that differs by no more than this, mm: 6 mm in 1/4 in (6.35) slips. */
const SAME_SHANK_MM = 0.05

const basis = {
  kind: 'vendor',
  formula: '|collet − shank| ≤ 0.05 mm',
  source: 'router makers: a shank of another size is not gripped along the collet, and slips out',
} as const

function unknown(subject: string, sentence: string, fix: string): Finding {
  return {
    ...{ ruleId: 'router.collet', grade: 'YELLOW', subject, sentence, fix, basis },
    ...{ value: null, limit: null, unit: 'mm', margin: 0 },
  }
}

function judge(tool: Tool, machine: Machine): Finding {
  const subject = `tool:${tool.id}`
  const shankMm = tool.shankDiameterMm ?? null
  const collets = [machine.colletDiameterMm, machine.otherColletDiameterMm].filter(
    (colletMm) => colletMm != null,
  )
  const [first] = collets
  if (shankMm === null) {
    const sentence = `The shank of "${tool.name}" is not on record, so nobody can say whether a collet holds it.`
    return unknown(subject, sentence, 'Calliper the shank, and put it into the bit.')
  }
  if (first === undefined) {
    const sentence = `No collet of ${machine.name} is on record, so nobody can say whether it holds "${tool.name}".`
    return unknown(subject, sentence, 'Read the size off the collet, and put it into the machine.')
  }
  const nearestMm = collets.reduce(
    (best, one) => (Math.abs(one - shankMm) < Math.abs(best - shankMm) ? one : best),
    first,
  )
  const isHeld = Math.abs(nearestMm - shankMm) <= SAME_SHANK_MM
  return {
    ...{ ruleId: 'router.collet', grade: isHeld ? 'GREEN' : 'RED', subject, basis },
    sentence: `"${tool.name}" has a shank of ${mmText(shankMm)}; ${machine.name} has ${collets.length === 1 ? 'a collet' : 'collets'} of ${collets.map(mmText).join(' and ')}.`,
    ...{ value: shankMm, limit: nearestMm, unit: 'mm', margin: isHeld ? 1 : 0 },
    fix: isHeld ? '' : `Get a collet of ${mmText(shankMm)}, or a bit for the collet there is.`,
  }
}

/** Every bit is held by a collet of the machine; what is not on record warns. */
export const colletFit: Rule = (job) => {
  const { machine } = job
  if (machine === null) return []
  const tools = new Map(
    operationsOf(job).flatMap(({ tool }) => (tool === null ? [] : [[tool.id, tool]])),
  )
  return [...tools.values()].map((tool) => judge(tool, machine))
}
