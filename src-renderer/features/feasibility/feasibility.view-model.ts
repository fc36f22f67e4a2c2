import type { Approval } from '#core/contract/job.contract.ts'
import type { FeasibilityReport, Finding } from '#core/feasibility/finding.ts'
import { drawnOperations } from '#core/rosette/drawn-operation.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { formatDecimal, formatLength, formatLengthNumber } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { feasibilityStrings } from './feasibility.strings.ts'

/** Least length of an acknowledgement. */
export const LEAST_ACKNOWLEDGEMENT = 10

/** Decimals a plain number needs to show four digits that matter. */
function plainText(value: number): string {
  const magnitude = Math.abs(value)
  if (Number.isInteger(value) && magnitude < 1e9) return formatDecimal(value, 0)
  return formatDecimal(
    value,
    magnitude >= 1000 ? 0 : magnitude >= 10 ? 1 : magnitude >= 0.1 ? 2 : 4,
  )
}

/** A finding's number with its unit, in the chosen unit where it is a length. */
export function measureText(value: number | null, unit: string, shown: LengthUnit): string | null {
  if (value === null) return null
  if (unit === 'mm') {
    // A hundredth of a millimetre decides at a wall: small lengths get a digit more.
    return formatLength(value, shown, Math.abs(value) < 0.0995 ? 'fine' : 'plain')
  }
  if (unit === 'mm/min') {
    return shown === 'mm'
      ? `${formatDecimal(value, 0)} mm/min`
      : `${formatLengthNumber(value, 'inch')} in/min`
  }
  if (unit === 'of D') return `${formatDecimal(value * 100, 2)} % of D`
  if (unit === 'ratio') return `${formatDecimal(value * 100, 1)} %`
  if (unit === 'mm/tooth' && shown === 'mm') return `${formatDecimal(value, 4)} mm/tooth`
  return `${plainText(value)} ${unit}`.trim()
}

/** The part a finding is about, by the name the maker gave it. */
export function subjectText(subject: string, plan: Plan | null): string {
  const words = feasibilityStrings.subjects
  const ringName = (id = '') => plan?.rings.find((ring) => ring.id === id)?.name ?? id
  const [kind = '', first, second] = subject.split(':')
  if (kind === 'ring') return ringName(first)
  if (kind === 'operation') return operationName(plan, first) ?? words.whole
  if (kind === 'land') return words.between(ringName(first), ringName(second))
  if (kind === 'machine' && second !== undefined) return words.axis(second)
  return words.parts[kind] ?? words.whole
}

function operationName(plan: Plan | null, id: string | undefined): string | undefined {
  if (plan === null) return undefined
  const all = drawnOperations(plan, { withOff: true })
  return all.find(({ operation }) => operation.id === id)?.name
}

/** How many findings there are of each grade. */
export function gradeCounts(report: FeasibilityReport): Record<Finding['grade'], number> {
  const counts = { GREEN: 0, YELLOW: 0, RED: 0, UNKNOWN: 0 }
  for (const finding of report.findings) counts[finding.grade] += 1
  return counts
}

/** Worst grade first, and within a grade the tightest limit first: what decides stands on top. */
export function byTightness(findings: readonly Finding[]): readonly Finding[] {
  const order: readonly Finding['grade'][] = ['UNKNOWN', 'RED', 'YELLOW', 'GREEN']
  return [...findings].sort(
    (a, b) => order.indexOf(a.grade) - order.indexOf(b.grade) || a.margin - b.margin,
  )
}

/** What the person may do about the approval now. */
export type ApprovalState =
  | { readonly kind: 'approved'; readonly approval: Approval }
  | { readonly kind: 'may-approve' }
  | { readonly kind: 'must-acknowledge' }
  | { readonly kind: 'blocked'; readonly why: 'red' | 'unknown' }

/** Works out what may be done: UNKNOWN and RED block, YELLOW wants an acknowledgement. */
export function approvalState(report: FeasibilityReport, approval: Approval | null): ApprovalState {
  if (report.overall === 'RED') return { kind: 'blocked', why: 'red' }
  if (report.overall === 'UNKNOWN') return { kind: 'blocked', why: 'unknown' }
  if (approval !== null) return { kind: 'approved', approval }
  return { kind: report.overall === 'YELLOW' ? 'must-acknowledge' : 'may-approve' }
}
