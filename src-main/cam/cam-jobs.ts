import { importDrawingJob } from '../drawings/import-job.ts'
import { checkProgramJob } from '../workshop/check-program-job.ts'
import { compareSetUpsJob } from '../workshop/compare-set-ups-job.ts'
import { cutRunJob } from '../workshop/cut-run-job.ts'
import { previewToolpathsJob } from '../workshop/preview-toolpaths-job.ts'
import { planResumeJob, studyProgramJob } from '../workshop/job/study-job.ts'
import { proposeFixesJob } from '../workshop/propose-fixes-job.ts'
import { simulateProgramJob } from '../workshop/simulate-program-job.ts'
import { sliceDrawingJob } from '../drawings/slice-job.ts'
import type { CamJob } from './cam-job.ts'

/** Every kind of job the CAM process does. A new one is one row here. */
export const CAM_JOBS = {
  'drawing.import': importDrawingJob,
  'gcode.check': checkProgramJob,
  'gcode.study': studyProgramJob,
  'gcode.resume': planResumeJob,
  'feasibility.fixes': proposeFixesJob,
  'drawing.slice': sliceDrawingJob,
  'run.cut': cutRunJob,
  'toolpath.compare': compareSetUpsJob,
  'toolpath.preview': previewToolpathsJob,
  'toolpath.simulate': simulateProgramJob,
} as const

/** What a job may hold where that is less than the rest may, its process included, MB. */
export const JOB_MEMORY_MB: Readonly<Partial<Record<CamJobName, number>>> = {
  'run.cut': 500,
  'toolpath.compare': 500,
  'toolpath.preview': 500,
  'toolpath.simulate': 500,
}

/**
 * Jobs that follow something which comes in from outside and wait for it most of the time: each has a
 * process of its own beside those that may be at work at once.
 */
export const FOLLOWING_JOBS: ReadonlySet<string> = new Set<CamJobName>(['gcode.check'])

type Jobs = typeof CAM_JOBS
/** Name of a kind of job. */
export type CamJobName = keyof Jobs
/** What a job is told. */
export type CamOrder<N extends CamJobName> = Jobs[N] extends CamJob<infer O, infer _> ? O : never
/** What a job gives. */
export type CamAnswer<N extends CamJobName> = Jobs[N] extends CamJob<infer _, infer A> ? A : never
