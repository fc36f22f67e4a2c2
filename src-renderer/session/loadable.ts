import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'

/** Something main is asked for: not yet asked, on its way, here, or refused. */
export type Loadable<T> =
  | { readonly state: 'idle' }
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly problem: Problem }

/** What came of a call, as a `Loadable`. */
export function loaded<T>(result: Result<T, Problem>): Loadable<T> {
  return result.ok
    ? { state: 'ready', value: result.value }
    : { state: 'failed', problem: result.error }
}

/** The value when it is here, else null. */
export function readyValue<T>(loadable: Loadable<T>): T | null {
  return loadable.state === 'ready' ? loadable.value : null
}
