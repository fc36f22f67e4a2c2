import type { Problem } from '#core/contract/problem.ts'
import { success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { StoreBase } from './sqlite-records.repository.ts'

/** A person's yes, as it is given. */
export interface NewApproval {
  readonly planId: string
  readonly planSha256: string
  readonly feasibilitySha256: string
  readonly actor: string
  readonly acknowledgement: string | null
}

/** A person's yes that still stands. */
export interface StandingApproval extends NewApproval {
  readonly approvedAtUtc: string
}

/** Approvals: a yes and its withdrawal are two rows, nothing is ever changed. */
export interface Approvals {
  readonly approve: (approval: NewApproval) => Result<StandingApproval, Problem>
  /** Takes the standing yes back; false when there was none. */
  readonly withdraw: (planId: string, actor: string) => Result<boolean, Problem>
  /** The yes that stands for a plan; whether it fits plan and judgement is for the caller to compare. */
  readonly current: (planId: string) => Result<StandingApproval | null, Problem>
}

interface Row {
  readonly plan_id: string
  readonly kind: 'approved' | 'withdrawn'
  readonly plan_sha256: string
  readonly feasibility_sha256: string
  readonly recorded_at: string
  readonly actor: string
  readonly acknowledgement: string | null
}

/** The approvals of an open database. */
export function createApprovals({ db, guard, nowUtc }: StoreBase): Approvals {
  const add = db.prepare<Row>(
    `INSERT INTO approvals
       (plan_id, kind, plan_sha256, feasibility_sha256, recorded_at, actor, acknowledgement)
     VALUES (:plan_id, :kind, :plan_sha256, :feasibility_sha256, :recorded_at, :actor, :acknowledgement)`,
  )
  const newest = db.prepare<[string], Row>(
    'SELECT * FROM approvals WHERE plan_id = ? ORDER BY sequence DESC LIMIT 1',
  )
  const standing = (planId: string): Row | null => {
    const row = newest.get(planId)
    return row?.kind === 'approved' ? row : null
  }
  return {
    approve: (approval) =>
      guard.transact(() => {
        const row: Row = {
          plan_id: approval.planId,
          kind: 'approved',
          plan_sha256: approval.planSha256,
          feasibility_sha256: approval.feasibilitySha256,
          recorded_at: nowUtc(),
          actor: approval.actor,
          acknowledgement: approval.acknowledgement,
        }
        add.run(row)
        return success(toApproval(row))
      }),
    withdraw: (planId, actor) =>
      guard.transact(() => {
        const row = standing(planId)
        if (row === null) return success(false)
        const recorded_at = nowUtc()
        add.run({ ...row, kind: 'withdrawn', recorded_at, actor, acknowledgement: null })
        return success(true)
      }),
    current: (planId) =>
      guard.read(() => {
        const row = standing(planId)
        return row === null ? null : toApproval(row)
      }),
  }
}

function toApproval(row: Row): StandingApproval {
  return {
    planId: row.plan_id,
    planSha256: row.plan_sha256,
    feasibilitySha256: row.feasibility_sha256,
    approvedAtUtc: row.recorded_at,
    actor: row.actor,
    acknowledgement: row.acknowledgement,
  }
}
