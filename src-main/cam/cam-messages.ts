import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import type { CamStep } from './cam-job.ts'

/** Main to the CAM process; one job at a time, the next after the answer. */
export interface ToCam {
  /** A key of the process's table of jobs. */
  readonly name: string
  readonly order: unknown
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
