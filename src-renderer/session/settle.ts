import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result } from '#core/outcome/result.ts'
import { sessionStrings } from './session.strings.ts'

/**
 * Waits for a call to main and turns a broken link into a failure like any other, so that every
 * caller has one way to say it. Any other rejection is a defect and passes on.
 */
export async function settle<T>(call: Promise<Result<T, Problem>>): Promise<Result<T, Problem>> {
  try {
    return await call
  } catch (error) {
    if (error instanceof Error && error.name === 'LinkBrokenError') {
      return failure(sessionStrings.linkBroken)
    }
    throw error
  }
}
