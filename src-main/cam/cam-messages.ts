import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import type { CamStep } from './cam-job.ts'

/** A job for the CAM process; one at a time, the next after the answer. */
export interface ToCam {
  /** A key of the process's table of jobs. */
  readonly name: string
  readonly order: unknown
}

/** What main says to the job that is at work. */
export interface SaidToJob {
  readonly said: unknown
}

/** The CAM process to main. */
export type FromCam =
  | { readonly kind: 'step'; readonly step: CamStep }
  | {
      readonly kind: 'answer'
      readonly result: Result<unknown, Problem>
      /** What the process holds after the job, MB. */
      readonly heldMb: number
    }
  | { readonly kind: 'defect'; readonly stack: string }
