import type { Blade } from '../library/blade.schema.ts'
import { findRecord } from '../library/find-record.ts'
import type { Plan } from '../rosette/plan.schema.ts'
import type { JobContext } from './job-context.ts'
import { type SawOperation, sawOperationsOf } from './saw-operation.ts'

/** The saw of a plan: its settings, its blade and what it cuts. */
export interface SawSetUp {
  readonly sawing: NonNullable<Plan['sawing']>
  readonly blade: Blade
  readonly operations: readonly SawOperation[]
}

/** How a job is sawn; null when it is sawn by hand, or with a blade the library does not know. */
export function sawnWith(job: JobContext): SawSetUp | null {
  const { sawing } = job.plan
  if (sawing === null) return null
  const blade = findRecord(job.blades, sawing.bladeId)
  return blade === null ? null : { sawing, blade, operations: sawOperationsOf(job) }
}
