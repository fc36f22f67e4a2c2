import { type FixProposal, proposeFixes } from '#core/feasibility/fixes/solve-fix.ts'
import type { LibraryRecords } from '#core/feasibility/job-context.ts'
import type { Problem } from '#core/contract/problem.ts'
import { type Result, success } from '#core/outcome/result.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'

/** A plan, and all records it may name. */
export interface FixesOrder {
  readonly plan: Plan
  readonly library: LibraryRecords
}

/** Job of the CAM process: solves what would make a plan GREEN. */
export function proposeFixesJob({ plan, library }: FixesOrder): Result<FixProposal, Problem> {
  return success(proposeFixes(plan, library))
}
