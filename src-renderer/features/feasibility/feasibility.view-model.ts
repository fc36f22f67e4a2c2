import type { Approval } from '#core/contract/job.contract.ts'
import type { FeasibilityReport, Finding } from '#core/feasibility/finding.ts'

/** Least length of an acknowledgement. */
export const LEAST_ACKNOWLEDGEMENT = 10

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
