import type { ProgramPreview } from '#core/contract/job.contract.ts'
import { OPERATION_KINDS } from '#core/rosette/operation-kinds.ts'
import type { PlanOperation } from '#core/rosette/plan-operation.schema.ts'
import { type PlanCut, planCuts } from '#core/rosette/plan-cuts.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { type PlannedPart, plannedCuts } from '#core/toolpath/planned-cuts.ts'

/** One cut of the job as the list shows it. */
export interface OperationRow extends PlanCut {
  /** Time and way of what was planned; null while there is none. */
  readonly planned: PlannedPart | null
}

/** Every cut of a plan in the order of work, with what is known of its path. */
export function operationRows(
  plan: Plan,
  programs: readonly ProgramPreview[],
  rapidMmPerMin: number,
): readonly OperationRow[] {
  const rows = planCuts(plan)
  const parts = plannedCuts(rows, programs, rapidMmPerMin)
  return rows.map((row) => ({ ...row, planned: parts.get(row.key) ?? null }))
}

/** The plan with one operation changed. */
export function withOperation(
  plan: Plan,
  id: string,
  change: (operation: PlanOperation) => PlanOperation,
): Plan {
  return {
    ...plan,
    operations: plan.operations.map((one) => (one.id === id ? change(one) : one)),
  }
}

/**
 * Index of the operation that is cut before (−1) or after (+1) one in the same stage, which is the order of
 * work; −1 when there is none.
 */
export function neighbourIndex(
  { operations }: Pick<Plan, 'operations'>,
  id: string,
  by: -1 | 1,
): number {
  const index = operations.findIndex((one) => one.id === id)
  const kind = operations[index]?.kind
  if (kind === undefined) return -1
  const { stage } = OPERATION_KINDS[kind]
  const isSame = (one: PlanOperation) => OPERATION_KINDS[one.kind].stage === stage
  return by < 0
    ? operations.findLastIndex((one, at) => at < index && isSame(one))
    : operations.findIndex((one, at) => at > index && isSame(one))
}

/** The plan with an operation one place earlier (−1) or later (+1) in its stage; at the end it stays. */
export function withOperationMoved(plan: Plan, id: string, by: -1 | 1): Plan {
  const index = plan.operations.findIndex((one) => one.id === id)
  const otherIndex = neighbourIndex(plan, id, by)
  const other = plan.operations[otherIndex]
  const moved = plan.operations[index]
  if (other === undefined || moved === undefined) return plan
  const operations = plan.operations.map((one, place) => {
    if (place === index) return other
    return place === otherIndex ? moved : one
  })
  return { ...plan, operations }
}
