/**
 * What a job does with a line that the controller refuses. `stop`: feed hold at once, clean abort.
 * `passOver`: as `stop`, except for lines that `isHarmless` (refusals.ts) names; those are counted and listed.
 */
export type RefusalPolicy = 'stop' | 'passOver'

/** A line that the controller refused and the job went on from. */
export interface RefusedLine {
  /** 1-based line of the source. */
  readonly sourceLine: number
  readonly text: string
  readonly errorCode: number
}

/** Refused lines so far; the first ones word for word. */
export interface Refusals {
  readonly count: number
  readonly lines: readonly RefusedLine[]
}

/** Nothing refused. */
export const NO_REFUSALS: Refusals = { count: 0, lines: [] }
