/**
 * What is wrong with something the user handed in, as facts: the place, the value and the limit.
 * `problemSentence` makes the one sentence of it.
 */
export interface DataProblem {
  readonly kind: 'invalid-data'
  /** File (or source) as the user named it, e.g. `plan.json`. */
  readonly source: string
  /** Where in it: a field path `rings[2].outerRadiusMm` or `line 12`; empty for the whole. */
  readonly place: string
  /** What is wrong, naming the value and the limit, without a final full stop. */
  readonly message: string
}

/** Builds a `DataProblem`. */
export function dataProblem(source: string, place: string, message: string): DataProblem {
  return { kind: 'invalid-data', source, place, message }
}

/** The one sentence for a problem: `plan.json: rings[2].outerRadiusMm 41.0 is inside …`. */
export function problemSentence(problem: DataProblem): string {
  const place = problem.place === '' ? '' : `${problem.place} `
  return `${problem.source}: ${place}${problem.message}`
}

/**
 * A short, safe rendering of an unknown value for a sentence: numbers and short strings as they
 * are, line ends and other control characters escaped.
 */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 37)}...` : value)
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value === null) return 'null'
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return `a list of ${String(value.length)}`
  return typeof value === 'object' ? 'an object' : typeof value
}
