/** What was, what is and what was undone, without limit. */
export interface History<T> {
  readonly past: readonly T[]
  readonly present: T
  readonly future: readonly T[]
  /** The gesture that made the present, while it may still go on. */
  readonly gesture: string | null
}

/** A history in which nothing has happened. */
export function emptyHistory<T>(present: T): History<T> {
  return { past: [], present, future: [], gesture: null }
}

/** After a change; a change that goes on with the gesture of the last one replaces it. */
export function edited<T>(
  history: History<T>,
  present: T,
  gesture: string | null = null,
): History<T> {
  const continues = gesture !== null && gesture === history.gesture
  return {
    past: continues ? history.past : [...history.past, history.present],
    present,
    future: [],
    gesture,
  }
}

/** One step back; the same when there is none. */
export function undone<T>(history: History<T>): History<T> {
  const last = history.past.at(-1)
  if (last === undefined) return history
  return {
    past: history.past.slice(0, -1),
    present: last,
    future: [history.present, ...history.future],
    gesture: null,
  }
}

/** One step forth; the same when there is none. */
export function redone<T>(history: History<T>): History<T> {
  const [next, ...rest] = history.future
  if (next === undefined) return history
  return { past: [...history.past, history.present], present: next, future: rest, gesture: null }
}
