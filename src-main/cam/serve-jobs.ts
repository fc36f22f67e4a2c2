import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result } from '#core/outcome/result.ts'
import {
  openMainChannel,
  stackOf,
  tenTimesASecond,
  workInBackground,
} from '../apart/main-channel.ts'
import type { CamJob, CamStep } from './cam-job.ts'
import type { FromCam, ToCam } from './cam-messages.ts'
import { MEMORY_LIMIT_MB, outOfMemory } from './memory-limit.ts'

const BYTES_PER_MB = 1_048_576

/** The process holds more memory than it may. */
class OverMemory extends Error {
  readonly heldMb: number
  constructor(heldMb: number) {
    super(`the process holds ${String(heldMb)} MB`)
    this.heldMb = heldMb
  }
}

/** A table of jobs by name, whatever their orders and answers are. */
export type JobTable = Readonly<Record<string, CamJob<never, unknown>>>

/** Does one job; too much memory is a problem of the job, and any defect is thrown on. */
async function work(
  { jobs, limitMb }: { readonly jobs: JobTable; readonly limitMb: number },
  { name, order }: ToCam,
  tell: (step: CamStep) => void,
): Promise<Result<unknown, Problem>> {
  const job = jobs[name] as unknown as CamJob<unknown, unknown>
  try {
    return await job(order, { tell })
  } catch (thrown) {
    if (thrown instanceof OverMemory) return failure(outOfMemory(limitMb, thrown.heldMb))
    throw thrown
  }
}

/**
 * Makes this process one that does jobs for main, one after the other, until main ends it or is gone.
 * A job that tells how far it is while the process holds more than `limitMb` ends there.
 */
export function serveJobs(jobs: JobTable, limitMb = MEMORY_LIMIT_MB): void {
  workInBackground()
  const post = openMainChannel(
    (order) => {
      const tell = tenTimesASecond((step: CamStep) => {
        const heldMb = Math.round(process.memoryUsage.rss() / BYTES_PER_MB)
        if (heldMb > limitMb) throw new OverMemory(heldMb)
        post({ kind: 'step', step } satisfies FromCam)
      })
      work({ jobs, limitMb }, order as ToCam, tell).then(
        (result) => {
          post({ kind: 'answer', result } satisfies FromCam)
        },
        (defect: unknown) => {
          post({ kind: 'defect', stack: stackOf(defect) } satisfies FromCam)
        },
      )
    },
    () => {
      process.exit(0)
    },
  )
}
