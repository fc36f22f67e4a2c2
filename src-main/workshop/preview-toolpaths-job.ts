import type { ProgramPreview } from '#core/contract/job.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { type Result, success } from '#core/outcome/result.ts'
import type { CamWatch } from '../cam/cam-job.ts'
import { type CutContext, measuredToolpaths } from './cut-plan.ts'

/** Job of the CAM process: the toolpaths of a judged plan with their lengths and times, for looking at. */
export function previewToolpathsJob(
  context: CutContext,
  { tell }: CamWatch,
): Result<readonly ProgramPreview[], Problem> {
  tell({ phase: 'planning', fraction: 0 })
  return success(measuredToolpaths(context))
}
