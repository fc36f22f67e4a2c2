/** Grades of a job in the log, the best first; `unknown` is every other text and no text at all. */
export const RISK_GRADES = ['GREEN', 'YELLOW', 'RED', 'unknown'] as const
/** A grade of a job in the log. */
export type RiskGrade = (typeof RISK_GRADES)[number]

/** How many jobs have each grade. */
export type GradeCounts = Readonly<Record<RiskGrade, number>>

/**
 * What a grade counts in an average, 0 best to 1 worst. A job that nobody judged counts worse than a YELLOW
 * one: unknown is never treated as safe. Source: N8-N9 checklist, section N9.0 (`_risk_score`).
 */
export const RISK_WEIGHTS: GradeCounts = { GREEN: 0, YELLOW: 0.5, RED: 1, unknown: 0.75 }

/** The grade a value of the log names, in whatever case. */
export function riskGradeOf(value: unknown): RiskGrade {
  const upper = typeof value === 'string' ? value.trim().toUpperCase() : ''
  return RISK_GRADES.find((grade) => grade === upper) ?? 'unknown'
}

/** Counts grades; changed in place, for the log can be long. */
export class RiskTally {
  readonly #counts: Record<RiskGrade, number> = { GREEN: 0, YELLOW: 0, RED: 0, unknown: 0 }

  readonly add = (grade: RiskGrade): void => {
    this.#counts[grade] += 1
  }

  /** What was counted, and the mean weight of it; null when nothing was. */
  readonly result = (): {
    readonly jobs: number
    readonly averageRisk: number | null
    readonly grades: GradeCounts
  } => {
    const grades = { ...this.#counts }
    const jobs = RISK_GRADES.reduce((sum, grade) => sum + grades[grade], 0)
    const risk = RISK_GRADES.reduce((sum, grade) => sum + grades[grade] * RISK_WEIGHTS[grade], 0)
    return { jobs, averageRisk: jobs === 0 ? null : risk / jobs, grades }
  }
}
