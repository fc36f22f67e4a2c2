import type { Problem } from '#core/contract/problem.ts'
import { type DataProblem, problemSentence } from '#core/outcome/problem.ts'

/** An expected failure with its sentence and what to do. */
export function problem(kind: Problem['kind'], message: string, remedy = ''): Problem {
  return { kind, message, remedy, requestId: '' }
}

/** What is wrong with handed-in data, as it crosses to the screen. */
export function invalidData(data: DataProblem): Problem {
  return problem('invalid-data', problemSentence(data))
}
