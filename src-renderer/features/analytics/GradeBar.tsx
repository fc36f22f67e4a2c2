import type { GradeCounts } from '#core/analytics/risk-grade.ts'
import { GRADE_SHAPES } from '../../ui/RiskBadge.tsx'
import { analyticsStrings as words } from './analytics.strings.ts'
import { gradeParts } from './analytics.view-model.ts'

/** Grades as one bar, each part with its shape and number: never colour alone. */
export function GradeBar({ grades }: { grades: GradeCounts }) {
  const parts = gradeParts(grades)
  if (parts.length === 0) return <span className="muted">{words.none}</span>
  const spoken = parts.map(({ grade, count, share }) =>
    words.gradeCount(words.grades[grade], String(count), `${(100 * share).toFixed(0)} %`),
  )
  return (
    <span
      className="grade-bar"
      role="img"
      aria-label={`${words.gradeBar}: ${spoken.join('; ')}`}
      title={spoken.join('\n')}
    >
      {parts.map(({ grade, count, share }) => (
        <span
          key={grade}
          className={`grade-part risk-${grade.toLowerCase()}`}
          style={{ flexGrow: share }}
        >
          <span aria-hidden="true">{GRADE_SHAPES[words.grades[grade]]}</span>
          {count}
        </span>
      ))}
    </span>
  )
}
