import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'

/** The value of a success; throws the problem's sentence otherwise. For programs outside of vitest. */
export function unwrap<T>(result: Result<T, Problem>): T {
  if (!result.ok) throw new Error(`${result.error.kind}: ${result.error.message}`)
  return result.value
}
