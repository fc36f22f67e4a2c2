import type { Problem } from '#core/contract/problem.ts'
import type { MigrationOutcome, MigrationProgress } from '#core/migration/outcome.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import type { MigrationTask, TaskEnd, TaskResults, TaskStep } from './task.ts'
import type { TaskRunner } from './task-runner.ts'

/** The running task, or the last one with how it ended. */
export interface CurrentTask {
  readonly progress: MigrationProgress
  /** Of the last migration that finished; the report that follows a migration keeps it. */
  readonly outcome: MigrationOutcome | null
  readonly problem: Problem | null
}

/** Puts the result of a task where it is looked for. */
type Keep<K extends MigrationTask['kind']> = (
  result: TaskResults[K],
) => Promise<Result<unknown, Problem>>

/** Runs one task at a time and tells how far it is. */
export interface TaskDesk {
  /**
   * Resolves when the task has ended; `busy` while another runs. It is told as finished once `keep` has kept
   * its result, so that whoever hears of the end finds the result; a problem of `keep` is one of the task.
   */
  readonly run: <K extends MigrationTask['kind']>(
    task: Extract<MigrationTask, { kind: K }>,
    keep?: Keep<K>,
  ) => Promise<Result<TaskResults[K], Problem>>
  readonly current: () => CurrentTask | null
  /** `not-found` when no task of that id runs. */
  readonly cancel: (taskId: string) => Result<{ taskId: string }, Problem>
  /** Calls off what runs and waits for its end. */
  readonly close: () => Promise<void>
}

/** Below this share the time left is a guess. */
const LEAST_TOLD_FRACTION = 0.02

/** A desk over a runner. `tell` hears of every step and of the end. */
export function createTaskDesk(parts: TaskDeskParts): TaskDesk {
  return new Desk(parts)
}

interface TaskDeskParts {
  readonly runner: TaskRunner
  readonly nowMs: () => number
  readonly tell: (progress: MigrationProgress) => void
}

class Desk implements TaskDesk {
  readonly #parts: TaskDeskParts
  #current: CurrentTask | null = null
  #outcome: MigrationOutcome | null = null
  #abort: AbortController | null = null
  #ended: Promise<unknown> = Promise.resolve()

  constructor(parts: TaskDeskParts) {
    this.#parts = parts
  }

  readonly current = (): CurrentTask | null => this.#current

  readonly run = <K extends MigrationTask['kind']>(
    task: Extract<MigrationTask, { kind: K }>,
    keep?: Keep<K>,
  ): Promise<Result<TaskResults[K], Problem>> => {
    const running = this.#run(task, keep)
    this.#ended = Promise.allSettled([this.#ended, running])
    return running
  }

  readonly cancel = (taskId: string): Result<{ taskId: string }, Problem> => {
    const { progress } = this.#current ?? {}
    if (progress?.taskId !== taskId || progress.state !== 'running') {
      return failure(problemOf('not-found', 'This job has ended already.'))
    }
    this.#abort?.abort()
    return success({ taskId })
  }

  readonly close = async (): Promise<void> => {
    this.#abort?.abort()
    await this.#ended
  }

  async #run<K extends MigrationTask['kind']>(
    task: Extract<MigrationTask, { kind: K }>,
    keep: Keep<K> | undefined,
  ): Promise<Result<TaskResults[K], Problem>> {
    const running = this.#current?.progress
    if (running?.state === 'running') return failure(busy(running))
    if (task.kind === 'migrate') this.#outcome = null
    try {
      const end = await kept(await this.#start(task), keep)
      this.#finish(task.kind, end)
      if (end.state === 'finished') return success(end.result)
      return failure(end.state === 'failed' ? end.problem : cancelled())
    } catch (defect) {
      this.#finish(task.kind, { state: 'failed', problem: defectProblem(defect) })
      throw defect
    }
  }

  #start<K extends MigrationTask['kind']>(task: Extract<MigrationTask, { kind: K }>) {
    const controller = new AbortController()
    this.#abort = controller
    const startedMs = this.#parts.nowMs()
    const base = { taskId: task.taskId, kind: task.kind, state: 'running' } as const
    this.#show({ ...base, ...FIRST_STEP })
    const tell = (step: TaskStep) => {
      this.#show({ ...base, ...step, ...ratesOf(step, (this.#parts.nowMs() - startedMs) / 1000) })
    }
    return this.#parts.runner<K>(task, { signal: controller.signal, tell })
  }

  #finish(kind: MigrationTask['kind'], end: TaskEnd): void {
    if (this.#current === null) return
    if (end.state === 'finished' && kind === 'migrate') {
      this.#outcome = end.result as MigrationOutcome
    }
    const done = end.state === 'finished' ? ({ phase: 'done', fraction: 1 } as const) : {}
    const { progress } = this.#current
    const problem = end.state === 'failed' ? end.problem : null
    this.#show({ ...progress, ...done, state: end.state, secondsLeft: null }, problem)
  }

  #show(progress: MigrationProgress, problem: Problem | null = null): void {
    this.#current = { progress, outcome: this.#outcome, problem }
    this.#parts.tell(progress)
  }
}

async function kept<K extends MigrationTask['kind']>(
  end: TaskEnd<K>,
  keep: Keep<K> | undefined,
): Promise<TaskEnd<K>> {
  if (end.state !== 'finished' || keep === undefined) return end
  const done = await keep(end.result)
  return done.ok ? end : { state: 'failed', problem: done.error }
}

const FIRST_STEP = {
  phase: 'reading',
  dataset: null,
  fraction: 0,
  records: 0,
  recordsPerSecond: 0,
  secondsLeft: null,
} as const

function ratesOf({ fraction, records }: TaskStep, seconds: number) {
  const recordsPerSecond = seconds > 0 ? Math.round(records / seconds) : 0
  const secondsLeft =
    fraction < LEAST_TOLD_FRACTION ? null : Math.round((seconds * (1 - fraction)) / fraction)
  return { recordsPerSecond, secondsLeft }
}

function problemOf(kind: Problem['kind'], message: string, remedy = ''): Problem {
  return { kind, message, remedy, requestId: '' }
}

function busy({ kind }: MigrationProgress): Problem {
  const what = {
    migrate: 'An import',
    report: 'A report',
    snapshot: 'A snapshot',
    resolve: 'A fix',
  }
  return problemOf('busy', `${what[kind]} is being made.`, 'Wait for it to finish, or cancel it.')
}

/** What a cancelled task answers; the database is as it was. */
export function cancelled(): Problem {
  return problemOf('busy', 'It was cancelled; the database is as it was.')
}

function defectProblem(defect: unknown): Problem {
  return problemOf('internal', `The job failed inside RMOS: ${String(defect).split('\n')[0] ?? ''}`)
}
