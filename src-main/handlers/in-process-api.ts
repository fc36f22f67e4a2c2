import type { Api } from '#core/contract/index.ts'
import type { Dispatch } from './router.ts'

/**
 * The calls of the contract as functions, for a command in main's own process: they are parsed, answered
 * and refused exactly as the screen's are.
 */
export function inProcessApi<F extends keyof Api>(
  dispatch: Dispatch,
  features: readonly F[],
): Pick<Api, F> {
  const entries = features.map((feature) => {
    const calls = new Proxy(
      {},
      {
        get: (_target, call) => (input: unknown) => dispatch(`${feature}.${String(call)}`, input),
      },
    )
    return [feature, calls] as const
  })
  // Names and shapes are the contract's: the dispatch holds every call to it.
  return Object.fromEntries(entries) as unknown as Pick<Api, F>
}
