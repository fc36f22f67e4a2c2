import type { CamProgress } from '#core/contract/cam.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { EngineLink, EngineSpawner } from '../machine/engine-link.ts'
import type { CamStep } from './cam-job.ts'
import { type CamAnswer, type CamJobName, type CamOrder, FOLLOWING_JOBS } from './cam-jobs.ts'
import type { FromCam, SaidToJob, ToCam } from './cam-messages.ts'
import { MEMORY_LIMIT_MB, outOfMemory } from './memory-limit.ts'

/**
 * Hands heavy geometry to the CAM process, so that neither the screen nor the machine ever waits. A
 * job that crashes or is called off takes its process with it, and nothing else.
 */
export interface CamDesk {
  /**
   * Does a job and answers when it has ended; what is expected to go wrong is a problem, a call-off
   * one of kind `busy`. Rejects only for a defect of the job. A job at work for longer than `limitMs` is
   * given up.
   */
  readonly run: <N extends CamJobName>(
    name: N,
    order: CamOrder<N>,
    jobId: string,
    limitMs?: number,
  ) => Promise<Result<CamAnswer<N>, Problem>>
  /** Says something to a job, in order and once it is at work; nobody hears it when the job has ended. */
  readonly say: (jobId: string, said: unknown) => void
  /** Ends a job at once; `not-found` when no job of that id waits or runs. */
  readonly cancel: (jobId: string) => Result<{ jobId: string }, Problem>
  /** Calls off everything and ends the processes. */
  readonly close: () => void
}

/** What a desk is made of. */
export interface CamDeskParts {
  readonly spawn: EngineSpawner
  readonly nowMs: () => number
  /** Hears how every job stands. */
  readonly tell: (progress: CamProgress) => void
  /** How long a process without work is kept for the next job, ms. */
  readonly idleMs?: number
}

/** Jobs under way at once, each in a process of its own; further ones wait their turn. */
const CONCURRENT_JOBS = 2
const IDLE_MS = 30_000
/** A process that holds more than this after a job is not kept for the next, MB. */
const KEPT_MB = 110
/** Below this share the time left is a guess. */
const LEAST_TOLD_FRACTION = 0.02
/** What V8 ends a process with that ran out of memory: SIGABRT, which a shell tells as 128 + 6. */
const ABORTED = 134

/** A desk whose processes are started by `spawn`. */
export function createCamDesk(parts: CamDeskParts): CamDesk {
  return new Desk(parts)
}

/** A process and what is done about what it says; changed from job to job. */
interface Worker {
  readonly link: EngineLink
  onMessage: (message: FromCam) => void
  onExit: (code: number | null) => void
}

interface Job {
  readonly jobId: string
  readonly isFollowing: boolean
  readonly say: (said: unknown) => void
  readonly start: () => void
  readonly finish: (state: EndState, settle: () => void) => void
  readonly callOff: () => void
}

type EndState = Exclude<CamProgress['state'], 'waiting' | 'running'>

class Desk implements CamDesk {
  readonly #parts: CamDeskParts
  readonly #running = new Map<string, Job>()
  #waiting: readonly Job[] = []
  #idle: Worker | null = null
  #idleTimer: NodeJS.Timeout | null = null

  constructor(parts: CamDeskParts) {
    this.#parts = parts
  }

  readonly run = <N extends CamJobName>(
    name: N,
    order: CamOrder<N>,
    jobId: string,
    limitMs?: number,
  ): Promise<Result<CamAnswer<N>, Problem>> =>
    new Promise((resolve, reject) => {
      const answer = (result: Result<unknown, Problem>) => {
        resolve(result as Result<CamAnswer<N>, Problem>)
      }
      const job = this.#jobOf({ name, order }, jobId, { answer, reject, limitMs })
      if (!this.#mayStart(job)) this.#waiting = [...this.#waiting, job]
      else job.start()
    })

  readonly say = (jobId: string, said: unknown): void => {
    const job = this.#running.get(jobId) ?? this.#waiting.find((one) => one.jobId === jobId)
    job?.say(said)
  }

  readonly cancel = (jobId: string): Result<{ jobId: string }, Problem> => {
    const job = this.#running.get(jobId) ?? this.#waiting.find((one) => one.jobId === jobId)
    if (job === undefined) return failure(problemOf('not-found', 'This work has ended already.'))
    job.callOff()
    return success({ jobId })
  }

  readonly close = (): void => {
    const jobs = [...this.#waiting, ...this.#running.values()]
    this.#waiting = []
    for (const job of jobs) job.callOff()
    this.#endIdle()
  }

  /** A job that is told as waiting until it is started. */
  #jobOf(message: ToCam, jobId: string, to: Ends): Job {
    const base = { jobId, name: message.name }
    let progress: CamProgress = { ...base, state: 'waiting', ...FIRST_STEP }
    let worker: Worker | null = null
    let timer: NodeJS.Timeout | undefined
    let unsaid: readonly SaidToJob[] = []
    const end = (state: EndState, settle: () => void) => {
      // What it says from now on is nobody's.
      if (worker !== null) retire(worker)
      job.finish(state, settle)
    }
    const tell = (next: Partial<CamProgress>) => {
      progress = { ...progress, ...next }
      this.#parts.tell(progress)
    }
    const job: Job = {
      jobId,
      isFollowing: FOLLOWING_JOBS.has(message.name),
      say: (said) => {
        if (worker === null) unsaid = [...unsaid, { said }]
        else worker.link.post({ said } satisfies SaidToJob)
      },
      start: () => {
        this.#running.set(jobId, job)
        const startedMs = this.#parts.nowMs()
        tell({ state: 'running' })
        worker = this.#take()
        this.#attend(worker, job, to, (step) => {
          const seconds = (this.#parts.nowMs() - startedMs) / 1000
          tell({ ...step, secondsLeft: secondsLeft(step.fraction, seconds) })
        })
        worker.link.post(message)
        for (const said of unsaid) worker.link.post(said)
        const { limitMs } = to
        if (limitMs === undefined) return
        timer = setTimeout(() => {
          end('failed', () => {
            to.answer(failure(tookTooLong(limitMs)))
          })
        }, limitMs)
      },
      finish: (state, settle) => {
        clearTimeout(timer)
        this.#running.delete(jobId)
        this.#waiting = this.#waiting.filter((one) => one !== job)
        tell({ state, secondsLeft: null, ...(state === 'finished' ? { fraction: 1 } : {}) })
        settle()
        this.#next()
      },
      callOff: () => {
        end('cancelled', () => {
          to.answer(failure(problemOf('busy', 'It was cancelled; nothing was changed.')))
        })
      },
    }
    tell({})
    return job
  }

  #attend(worker: Worker, job: Job, to: Ends, onStep: (step: CamStep) => void): void {
    worker.onMessage = (message) => {
      if (message.kind === 'step') {
        onStep(message.step)
        return
      }
      if (message.kind === 'defect') {
        retire(worker)
        job.finish('failed', () => {
          to.reject(new Error(message.stack))
        })
        return
      }
      const { result, heldMb } = message
      // the next job is to have its memory to itself
      if (heldMb > KEPT_MB) retire(worker)
      else this.#keepIdle(worker)
      job.finish(result.ok ? 'finished' : 'failed', () => {
        to.answer(result)
      })
    }
    worker.onExit = (code) => {
      retire(worker)
      job.finish('failed', () => {
        to.answer(failure(endedEarly(code)))
      })
    }
  }

  #mayStart({ isFollowing }: Job): boolean {
    const atWork = [...this.#running.values()].filter((job) => !job.isFollowing)
    return isFollowing || atWork.length < CONCURRENT_JOBS
  }

  #next(): void {
    const [job, ...rest] = this.#waiting
    if (job === undefined || !this.#mayStart(job)) return
    this.#waiting = rest
    job.start()
  }

  /** The process that waits for work, or a new one. */
  #take(): Worker {
    const idle = this.#idle
    this.#forgetIdle()
    return idle ?? hire(this.#parts.spawn())
  }

  #keepIdle(worker: Worker): void {
    if (this.#idle !== null) {
      retire(worker)
      return
    }
    this.#idle = worker
    worker.onMessage = () => undefined
    worker.onExit = () => {
      this.#forgetIdle()
    }
    this.#idleTimer = setTimeout(() => {
      this.#endIdle()
    }, this.#parts.idleMs ?? IDLE_MS).unref()
  }

  #forgetIdle(): void {
    if (this.#idleTimer !== null) clearTimeout(this.#idleTimer)
    this.#idleTimer = null
    this.#idle = null
  }

  #endIdle(): void {
    const idle = this.#idle
    this.#forgetIdle()
    if (idle !== null) retire(idle)
  }
}

interface Ends {
  readonly answer: (result: Result<unknown, Problem>) => void
  readonly reject: (defect: Error) => void
  readonly limitMs: number | undefined
}

const FIRST_STEP = { phase: '', fraction: 0, secondsLeft: null } as const

function hire(link: EngineLink): Worker {
  const worker: Worker = { link, onMessage: () => undefined, onExit: () => undefined }
  link.onMessage((message) => {
    worker.onMessage(message as FromCam)
  })
  link.onExit((code) => {
    worker.onExit(code)
  })
  return worker
}

function retire(worker: Worker): void {
  worker.onMessage = () => undefined
  worker.onExit = () => undefined
  worker.link.kill()
}

function secondsLeft(fraction: number, seconds: number): number | null {
  return fraction < LEAST_TOLD_FRACTION ? null : Math.round((seconds * (1 - fraction)) / fraction)
}

function problemOf(kind: Problem['kind'], message: string, remedy = ''): Problem {
  return { kind, message, remedy, requestId: '' }
}

function tookTooLong(limitMs: number): Problem {
  const limit = String(limitMs / 1000)
  return problemOf(
    'internal',
    `The work took longer than the limit of ${limit} s.`,
    'Nothing was changed. Split the work into smaller parts.',
  )
}

function endedEarly(code: number | null): Problem {
  if (code === null || code === ABORTED) return outOfMemory(MEMORY_LIMIT_MB, null)
  return problemOf(
    'internal',
    `The work ended before it was done (code ${String(code)}).`,
    'Nothing was changed. Try again.',
  )
}
