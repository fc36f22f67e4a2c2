import type { Handlers } from '#core/contract/index.ts'
import { type BatchOrder, solveBatch } from '#core/rosette/batch.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { PlanShelf } from '../workshop/plan-shelf.ts'
import { invalidData } from '../workshop/problems.ts'

/** Answers the calls about batches. */
export function batchHandlers(shelf: Pick<PlanShelf, 'open'>): Handlers['batch'] {
  return {
    solve: ({ orders }) => {
      const opened: BatchOrder[] = []
      for (const { planId, rosetteCount, logCount } of orders) {
        const plan = shelf.open(planId)
        if (!plan.ok) return plan
        opened.push({ plan: plan.value.plan, rosetteCount, logCount })
      }
      const batch = solveBatch(opened)
      if (!batch.ok) return failure(invalidData(batch.error))
      const { logs, veneers, parts, missing } = batch.value
      return success({
        ...batch.value,
        logs: [...logs],
        veneers: [...veneers],
        parts: [...parts],
        missing: [...missing],
      })
    },
  }
}
