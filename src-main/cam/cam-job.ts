import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'

/** How far a job is. */
export interface CamStep {
  /** What it is doing, a key of the words of the feature that orders it. */
  readonly phase: string
  /** 0 to 1 of the whole job. */
  readonly fraction: number
}

/** What a job works with besides its order. */
export interface CamWatch {
  /**
   * Tells how far the job is; may be called as often as one likes. Throws when the process holds
   * more memory than a job may, and the job then ends with that as its problem.
   */
  readonly tell: (step: CamStep) => void
  /** The next thing that main says to the job while it is at work (`CamDesk.say`); waits for it. */
  readonly hear: () => Promise<unknown>
}

/**
 * A kind of job. Its order and its answer cross a process: plain data, and no list of objects over
 * 1 MB in it but typed arrays (a list of objects is a hundred times slower to send). It need not
 * watch for being called off: the process is ended.
 */
export type CamJob<Order, Answer> = (
  order: Order,
  watch: CamWatch,
) => Result<Answer, Problem> | Promise<Result<Answer, Problem>>
