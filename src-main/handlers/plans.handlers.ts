import type { Handlers } from '#core/contract/index.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { checkPlan } from '#core/rosette/parse-plan.ts'
import type { ApprovalDesk } from '../workshop/approval-desk.ts'
import { type PlanShelf, planSha256 } from '../workshop/plan-shelf.ts'
import { invalidData } from '../workshop/problems.ts'

/** What the plan calls work with. */
export interface PlansParts {
  readonly shelf: PlanShelf
  readonly approvals: ApprovalDesk
  readonly changed: (planId: string) => void
}

/** Answers the calls about plans. */
export function plansHandlers({ shelf, approvals, changed }: PlansParts): Handlers['plans'] {
  /** Tells every open view of a change that was kept. */
  const told = <T extends { readonly planId: string }>(result: Result<T, Problem>) => {
    if (result.ok) changed(result.value.planId)
    return result
  }
  return {
    list: () => {
      const plans = shelf.list()
      if (!plans.ok) return plans
      const unreadable = shelf.unreadable()
      if (!unreadable.ok) return unreadable
      return success({ plans: [...plans.value], unreadable: [...unreadable.value] })
    },
    open: ({ planId }) => shelf.open(planId),
    save: ({ planId, plan }) => {
      const checked = checkPlan(plan, plan.name)
      if (!checked.ok) return failure(invalidData(checked.error))
      const before = shelf.open(planId)
      if (!before.ok) return before
      const saved = shelf.save(planId, checked.value)
      if (!saved.ok) return saved
      if (planSha256(before.value.plan) !== planSha256(checked.value)) {
        const withdrawn = approvals.withdraw(saved.value.planId)
        if (!withdrawn.ok) return withdrawn
      }
      changed(saved.value.planId)
      return saved
    },
    duplicate: ({ planId, name }) => told(shelf.duplicate(planId, name)),
    importText: ({ fileName, text }) => told(shelf.importText(fileName, text)),
    exportText: ({ planId }) => shelf.exportText(planId),
    archive: ({ planId }) => {
      const archived = told(shelf.lanes.setLane(planId, 'archived', ''))
      return archived.ok ? success({ planId }) : archived
    },
    restore: ({ planId }) => {
      const restored = told(shelf.lanes.setLane(planId, 'experimental', ''))
      return restored.ok ? shelf.open(planId) : restored
    },
    library: () => {
      const entries = shelf.library()
      return entries.ok ? success({ entries: [...entries.value] }) : entries
    },
    create: ({ plan }) => {
      const checked = checkPlan(plan, plan.name)
      return checked.ok ? told(shelf.create(checked.value)) : failure(invalidData(checked.error))
    },
    lanes: ({ planId }) => shelf.lanes.history(planId),
    setLane: ({ planId, lane, reason }) => told(shelf.lanes.setLane(planId, lane, reason)),
    recordOutcome: (outcome) => told(shelf.lanes.recordOutcome(outcome)),
    exportLibrary: ({ planId }) => shelf.exchange.exportText(planId),
    importLibrary: ({ fileName, text }) => {
      const arrived = shelf.exchange.importText(fileName, text)
      if (arrived.ok) for (const planId of arrived.value.planIds) changed(planId)
      return arrived
    },
  }
}
