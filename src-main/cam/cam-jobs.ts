import { importDrawingJob } from '../drawings/import-job.ts'
import { checkProgramJob } from '../workshop/check-program-job.ts'
import { proposeFixesJob } from '../workshop/propose-fixes-job.ts'
import { sliceDrawingJob } from '../drawings/slice-job.ts'
import type { CamJob } from './cam-job.ts'

/** Every kind of job the CAM process does. A new one is one row here. */
export const CAM_JOBS = {
  'drawing.import': importDrawingJob,
  'gcode.check': checkProgramJob,
  'feasibility.fixes': proposeFixesJob,
  'drawing.slice': sliceDrawingJob,
} as const

type Jobs = typeof CAM_JOBS
/** Name of a kind of job. */
export type CamJobName = keyof Jobs
/** What a job is told. */
export type CamOrder<N extends CamJobName> = Jobs[N] extends CamJob<infer O, infer _> ? O : never
/** What a job gives. */
export type CamAnswer<N extends CamJobName> = Jobs[N] extends CamJob<infer _, infer A> ? A : never
