import type { PostProblem } from './post-problem.ts'

/** Raised inside the printer only; `printProgram` turns it into a Result. */
export class Refused extends Error {
  readonly problem: PostProblem
  constructor(problem: PostProblem) {
    super(problem.kind)
    this.problem = problem
  }
}
