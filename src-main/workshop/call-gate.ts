/** Counts the calls that are under way, so that the workshop is closed under none of them. */
export interface CallGate {
  readonly pass: <T>(call: string, answer: () => Promise<T>) => Promise<T>
  /** Resolves when no counted call is under way. */
  readonly settled: () => Promise<void>
}

/** Calls that do not touch the database: backups wait for others themselves, a stop never waits. */
const UNCOUNTED = /^(backups\.|machine\.(?!start$))/

/** A gate that nothing has passed yet. */
export function createCallGate(): CallGate {
  const underWay = new Set<Promise<unknown>>()
  return {
    pass: async (call, answer) => {
      if (UNCOUNTED.test(call)) return answer()
      const answered = answer()
      underWay.add(answered)
      try {
        return await answered
      } finally {
        underWay.delete(answered)
      }
    },
    settled: async () => {
      await Promise.allSettled([...underWay])
    },
  }
}
