import type { Approval } from '#core/contract/job.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { mayProceed } from '#core/feasibility/evaluate.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { Store } from '../store/store.ts'
import type { Judgement } from './judge.ts'
import { problem } from './problems.ts'
import type { Surroundings } from './surroundings.ts'

/** A YELLOW job wants a reason of at least so many characters. */
export const LEAST_ACKNOWLEDGEMENT_CHARACTERS = 10

/** Where a person says yes to a judged plan, and takes it back. */
export interface ApprovalDesk {
  /** The yes given to exactly this plan with exactly this judgement, else null. */
  readonly standing: (planId: string, judgement: Judgement) => Result<Approval | null, Problem>
  readonly approve: (
    planId: string,
    judgement: Judgement,
    acknowledgement: string | null,
  ) => Result<Approval, Problem>
  readonly withdraw: (planId: string) => Result<{ planId: string }, Problem>
}

/** Why a judged plan may never be approved as it is (RED, UNKNOWN); null when it may. */
export function judgementRefusal({ report }: Judgement): Problem | null {
  if (mayProceed(report.overall, true)) return null
  const worst = report.findings[0]
  return problem(
    'blocked',
    `The job is ${report.overall} and cannot be approved: ${worst?.sentence ?? 'nothing was judged.'}`,
    worst?.fix ?? '',
  )
}

/** Why a judged plan may not be approved with this acknowledgement; null when it may. */
export function approvalRefusal(
  judgement: Judgement,
  acknowledgement: string | null,
): Problem | null {
  const never = judgementRefusal(judgement)
  if (never !== null) return never
  const acknowledged = (acknowledgement ?? '').trim().length >= LEAST_ACKNOWLEDGEMENT_CHARACTERS
  if (mayProceed(judgement.report.overall, acknowledged)) return null
  const worst = judgement.report.findings[0]?.sentence ?? ''
  return problem(
    'blocked',
    `The job is YELLOW and wants a reason of ${String(LEAST_ACKNOWLEDGEMENT_CHARACTERS)} characters or more: ${worst}`,
    'Write why you go on (--ack on the command line), or mend what is YELLOW.',
  )
}

/** The desk over a store. */
export function createApprovalDesk(
  store: Store,
  surroundings: Pick<Surroundings, 'actor'>,
): ApprovalDesk {
  return {
    standing: (planId, judgement) => {
      const current = store.approvals.current(planId)
      if (!current.ok) return current
      const given = current.value
      const fits =
        given !== null &&
        given.planSha256 === judgement.planSha256 &&
        given.feasibilitySha256 === judgement.feasibilitySha256
      if (!fits) return success(null)
      const { planSha256, feasibilitySha256, approvedAtUtc, acknowledgement } = given
      return success({
        planSha256,
        feasibilitySha256,
        approvedAtUtc,
        actor: given.actor,
        acknowledgement,
      })
    },
    approve: (planId, judgement, acknowledgement) => {
      const refusal = approvalRefusal(judgement, acknowledgement)
      if (refusal !== null) return failure(refusal)
      const { planSha256, feasibilitySha256 } = judgement
      const { actor } = surroundings
      const given = store.approvals.approve({
        planId,
        planSha256,
        feasibilitySha256,
        actor,
        acknowledgement,
      })
      if (!given.ok) return given
      const { approvedAtUtc } = given.value
      return success({ planSha256, feasibilitySha256, approvedAtUtc, actor, acknowledgement })
    },
    withdraw: (planId) => {
      const withdrawn = store.approvals.withdraw(planId, surroundings.actor)
      return withdrawn.ok ? success({ planId }) : withdrawn
    },
  }
}
