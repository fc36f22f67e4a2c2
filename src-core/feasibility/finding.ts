/** Worst first: UNKNOWN and RED block, YELLOW wants an acknowledgement. */
export type RiskLevel = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'

/** Where a limit comes from; estimated limits carry a conservative cut. */
export type LimitBasis = 'vendor' | 'community' | 'estimated' | 'geometry'

/** What one rule says of one part of a job. */
export interface Finding {
  /** Stable code of the rule, e.g. `router.deflection`. */
  readonly ruleId: string
  readonly grade: RiskLevel
  /** The part judged, e.g. `ring:mosaic` or `soundhole`. */
  readonly subject: string
  /** Plain shop English with the value and the limit. */
  readonly sentence: string
  /** Measured or computed value; null when an input is missing. */
  readonly value: number | null
  /** The limit it was held against; null when there is none. */
  readonly limit: number | null
  /** Unit of value and limit, e.g. `mm`, `mm/tooth`, `ratio`. */
  readonly unit: string
  /** How far inside the limit, 0 (at it or past it) to 1 (far from it). */
  readonly margin: number
  /** The formula in words and its source. */
  readonly basis: {
    readonly kind: LimitBasis
    readonly formula: string
    readonly source: string
  }
  /** What to change to make it GREEN; empty when it is. */
  readonly fix: string
}

/** The judgement of a whole job: overall is the worst finding; score 0–100 by the smallest margins. */
export interface FeasibilityReport {
  readonly schema: 'rmos.feasibility'
  readonly version: 1
  readonly overall: RiskLevel
  readonly score: number
  /** Sorted by grade (worst first), then rule id, then subject. */
  readonly findings: readonly Finding[]
}
