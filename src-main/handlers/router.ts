import { contract, type Handlers } from '#core/contract/index.ts'
import { type Problem, problemSchema } from '#core/contract/problem.ts'
import { describeValue } from '#core/outcome/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { firstObjection } from '#core/outcome/schema-issue.ts'
import type { z } from 'zod'

/** A defect met while answering a call, for the log. */
export interface DefectEntry {
  readonly requestId: string
  /** `feature.call`. */
  readonly call: string
  readonly message: string
  /** Where it was thrown; empty when what was thrown was not an Error. */
  readonly stack: string
}

/** Answers one call of the contract by name; resolves always, never rejects. */
export type Dispatch = (call: string, input: unknown) => Promise<Result<unknown, Problem>>

interface Route {
  readonly input: z.ZodType
  readonly output: z.ZodType
  readonly handle: (input: unknown) => unknown
}

/** Every call that the contract itself declares for the features there are handlers of, by `feature.call`. */
function routesOf(handlers: Partial<Handlers>): ReadonlyMap<string, Route> {
  const routes = new Map<string, Route>()
  for (const [feature, calls] of Object.entries(contract)) {
    // Handlers already pairs every call with its types; here only the names matter.
    const handles = handlers[feature as keyof Handlers] as
      Partial<Record<string, Route['handle']>> | undefined
    if (handles === undefined) continue
    for (const [name, { input, output }] of Object.entries<Omit<Route, 'handle'>>(calls)) {
      const handle = handles[name]
      if (handle === undefined) throw new Error(`no handler for ${feature}.${name}`)
      routes.set(`${feature}.${name}`, { input, output, handle })
    }
  }
  return routes
}

function invalidInput(message: string): Result<never, Problem> {
  return failure({ kind: 'invalid-input', message, remedy: '', requestId: '' })
}

/** Parses, or says in one sentence what the schema has against the value. */
function parsed(schema: z.ZodType, value: unknown): Result<unknown, string> {
  const outcome = schema.safeParse(value)
  if (outcome.success) return success(outcome.data)
  const { place, message } = firstObjection(outcome.error.issues, value)
  return failure(place === '' ? message : `${place} ${message}`)
}

/** Holds a handler to the contract; an answer outside of it is a defect and throws. */
function checkedAnswer(call: string, route: Route, answer: unknown): Result<unknown, Problem> {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) {
    throw new Error(`the answer of ${call} is ${describeValue(answer)}, not a Result`)
  }
  const checked =
    answer.ok === true
      ? parsed(route.output, 'value' in answer ? answer.value : undefined)
      : parsed(problemSchema, 'error' in answer ? answer.error : undefined)
  if (!checked.ok) throw new Error(`the answer of ${call} breaks the contract: ${checked.error}`)
  return answer.ok === true ? success(checked.value) : failure(checked.value as Problem)
}

/** What to tell the person of a defect; the log has the rest under the same request id. */
function internalProblem(call: string, requestId: string): Problem {
  return {
    kind: 'internal',
    message: `${call} failed inside RMOS`,
    remedy:
      requestId === ''
        ? 'Restart RMOS: its log cannot be written either.'
        : `Try again; if it fails again, report it with the log entry ${requestId}.`,
    requestId,
  }
}

/**
 * The one way into main, the same for the desktop window, the bench view and tests. A call is
 * looked up among the contract's own keys; its input is parsed (`invalid-input` names field, value
 * and limit); its answer is checked; whatever a handler throws becomes `internal` with a request id
 * under which `log` was told message and stack. Features without handlers are unknown to it.
 */
export function createDispatch<F extends keyof Handlers>(
  handlers: Pick<Handlers, F>,
  log: (entry: DefectEntry) => void,
  newRequestId: () => string,
): Dispatch {
  const routes = routesOf(handlers)

  /** The request id of the new log entry; empty when the log itself failed. */
  function logged(call: string, message: string, stack: string): string {
    try {
      const requestId = newRequestId()
      log({ requestId, call, message, stack })
      return requestId
    } catch {
      return ''
    }
  }

  function defect(call: string, thrown: unknown): Result<never, Problem> {
    const [message, stack] =
      thrown instanceof Error ? [thrown.message, thrown.stack ?? ''] : [describeValue(thrown), '']
    return failure(internalProblem(call, logged(call, message, stack)))
  }

  return async (call, input) => {
    const route = routes.get(call)
    if (route === undefined) return invalidInput(`RMOS has no call ${describeValue(call)}`)
    try {
      const checkedInput = parsed(route.input, input)
      if (!checkedInput.ok) return invalidInput(`${call}: ${checkedInput.error}`)
      return checkedAnswer(call, route, await route.handle(checkedInput.value))
    } catch (thrown) {
      return defect(call, thrown)
    }
  }
}
