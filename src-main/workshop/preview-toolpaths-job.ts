import type { ProgramPreview } from '#core/contract/job.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { UncuttableOperationError } from '#core/toolpath/drawn-cut.ts'
import type { CamWatch } from '../cam/cam-job.ts'
import { type CutContext, measuredToolpaths } from './cut-plan.ts'
import { rememberingPlanner } from './drawn-planner.ts'
import { problem } from './problems.ts'

/** What an operation that cannot be cut whole is answered with; anything else thrown is a defect. */
export function uncuttable(thrown: unknown): Problem {
  if (!(thrown instanceof UncuttableOperationError)) throw thrown
  return problem(
    'blocked',
    thrown.message,
    'Choose a smaller bit for it, change its stepover, or switch it off.',
  )
}

/** Job of the CAM process: the toolpaths of a judged plan with their lengths and times, for looking at. */
export function previewToolpathsJob(
  context: CutContext,
  { tell }: CamWatch,
): Result<readonly ProgramPreview[], Problem> {
  const tellPlanning = (fraction: number) => {
    tell({ phase: 'planning', fraction })
  }
  tellPlanning(0)
  try {
    return success(measuredToolpaths(context, rememberingPlanner(context.plan, tellPlanning)))
  } catch (thrown) {
    return failure(uncuttable(thrown))
  }
}
