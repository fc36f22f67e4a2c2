import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result } from '#core/outcome/result.ts'
import {
  openMainChannel,
  stackOf,
  tenTimesASecond,
  workInBackground,
} from '../apart/main-channel.ts'
import type { CamJob, CamStep, CamWatch } from './cam-job.ts'
import type { FromCam, SaidToJob, ToCam } from './cam-messages.ts'
import { MEMORY_LIMIT_MB, outOfMemory } from './memory-limit.ts'

const BYTES_PER_MB = 1_048_576
/** Behind the screen and the machine's engine, but a person waits for programs: not behind everything. */
const NICENESS = 5

/** The process holds more memory than it may. */
class OverMemory extends Error {
  override readonly name = 'OverMemory'
  readonly problem: Problem
  constructor(limitMb: number, heldMb: number) {
    const problem = outOfMemory(limitMb, heldMb)
    super(problem.message)
    this.problem = problem
  }
}

function heldMbNow(): number {
  return Math.round(process.memoryUsage.rss() / BYTES_PER_MB)
}

/** What was said to a job and not heard yet, or who waits for the next of it. */
class Hearing {
  readonly #said: unknown[] = []
  #listener: ((said: unknown) => void) | null = null

  say(said: unknown): void {
    const listener = this.#listener
    this.#listener = null
    if (listener === null) this.#said.push(said)
    else listener(said)
  }

  readonly hear = (): Promise<unknown> =>
    new Promise((resolve) => {
      if (this.#said.length > 0) resolve(this.#said.shift())
      else this.#listener = resolve
    })
}

/** A table of jobs by name, whatever their orders and answers are. */
export type JobTable = Readonly<Record<string, CamJob<never, unknown>>>

/** Does one job; too much memory is a problem of the job, and any defect is thrown on. */
async function work(
  jobs: JobTable,
  { name, order }: ToCam,
  watch: CamWatch,
): Promise<Result<unknown, Problem>> {
  const job = jobs[name] as unknown as CamJob<unknown, unknown>
  try {
    return await job(order, watch)
  } catch (thrown) {
    if (thrown instanceof OverMemory) return failure(thrown.problem)
    throw thrown
  }
}

/**
 * Makes this process one that does jobs for main, one after the other, until main ends it or is gone.
 * A job that tells how far it is while the process holds more than `limitMb`, or than `jobLimitsMb` says of
 * it, ends there.
 */
export function serveJobs(
  jobs: JobTable,
  limitMb = MEMORY_LIMIT_MB,
  jobLimitsMb: Readonly<Record<string, number>> = {},
): void {
  workInBackground(NICENESS)
  let hearing = new Hearing()
  const post = openMainChannel(
    (message) => {
      if ('said' in (message as ToCam | SaidToJob)) {
        hearing.say((message as SaidToJob).said)
        return
      }
      const ordered = message as ToCam
      hearing = new Hearing()
      const mostMb = jobLimitsMb[ordered.name] ?? limitMb
      const tell = tenTimesASecond((step: CamStep) => {
        const heldMb = heldMbNow()
        if (heldMb > mostMb) throw new OverMemory(mostMb, heldMb)
        post({ kind: 'step', step } satisfies FromCam)
      })
      work(jobs, ordered, { tell, hear: hearing.hear }).then(
        (result) => {
          post({ kind: 'answer', result, heldMb: heldMbNow() } satisfies FromCam)
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
