import { RISK_GRADES, type GradeCounts, type RiskGrade } from '#core/analytics/risk-grade.ts'
import type { TimelineAnswer } from '#core/contract/analytics.contract.ts'
import { analyticsStrings as words } from './analytics.strings.ts'

/** A mean risk or a fragility as it is shown, to three decimals; a dash where there is none. */
export function scoreText(score: number | null): string {
  return score === null ? words.none : score.toFixed(3)
}

/** One grade's part of a bar. */
export interface GradePart {
  readonly grade: RiskGrade
  readonly count: number
  /** 0 to 1 of all. */
  readonly share: number
}

/** The grades that there are, the best first; nothing of nothing. */
export function gradeParts(grades: GradeCounts): readonly GradePart[] {
  const all = RISK_GRADES.reduce((sum, grade) => sum + grades[grade], 0)
  return RISK_GRADES.filter((grade) => grades[grade] > 0).map((grade) => ({
    grade,
    count: grades[grade],
    share: grades[grade] / all,
  }))
}

/** What a kind of job is called; one that is not known here as the log has it. */
export function kindText(jobType: string): string {
  return words.kinds[jobType] ?? (jobType === '' ? words.none : jobType.replaceAll('_', ' '))
}

/** Jobs that a chart has room for. */
export const CHART_JOBS = 60

/** A job's place in the chart. */
export interface ChartPoint {
  readonly jobId: string
  readonly createdAt: string
  readonly grade: RiskGrade
  /** 0 at the left to 1 at the right. */
  readonly x: number
}

/** A chart of a plan's newest jobs, evenly spaced: shops work in bursts, and a day has many. */
export interface TimelineChart {
  readonly points: readonly ChartPoint[]
  readonly moves: readonly { readonly id: string; readonly to: string; readonly x: number }[]
}

/** Lays the jobs out, and each move before the first job that came after it. */
export function timelineChart({ points, moves }: TimelineAnswer): TimelineChart {
  const shown = points.slice(-CHART_JOBS)
  const step = 1 / Math.max(1, shown.length)
  const xOf = (place: number) => (place + 0.5) * step
  const firstAt = shown[0]?.createdAt ?? ''
  return {
    points: shown.map(({ jobId, createdAt, riskGrade: grade }, place) => ({
      ...{ jobId, createdAt, grade },
      x: xOf(place),
    })),
    moves: moves
      .filter(({ createdAt }) => shown.length === points.length || createdAt >= firstAt)
      .map(({ id, createdAt, to }) => ({
        id,
        to: words.lanes[to],
        x: shown.filter((point) => point.createdAt < createdAt).length * step,
      })),
  }
}
