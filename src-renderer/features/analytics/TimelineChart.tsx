import type { RiskGrade } from '#core/analytics/risk-grade.ts'
import type { TimelineAnswer } from '#core/contract/analytics.contract.ts'
import { formatExact } from '../../session/time-text.ts'
import { analyticsStrings as words } from './analytics.strings.ts'
import { timelineChart } from './analytics.view-model.ts'

const WIDTH = 400
const HEIGHT = 190
const LEFT = 78
const TOP = 26
const ROW = 36
/** The worst at the top. */
const ROWS: readonly RiskGrade[] = ['RED', 'unknown', 'YELLOW', 'GREEN']

function shapeOf(grade: RiskGrade, x: number, y: number) {
  switch (grade) {
    case 'GREEN':
      return <circle cx={x} cy={y} r={5} />
    case 'YELLOW':
      return <path d={`M${String(x)} ${String(y - 6)}l6 11h-12z`} />
    case 'RED':
      return <rect x={x - 5} y={y - 5} width={10} height={10} />
    case 'unknown':
      return <path d={`M${String(x)} ${String(y - 7)}l7 7l-7 7l-7 -7z`} />
  }
}

/** A plan's jobs in the order of time by their grade, with the moves between lanes. */
export function TimelineChart({ timeline }: { timeline: TimelineAnswer }) {
  const { points, moves } = timelineChart(timeline)
  const xOf = (share: number) => LEFT + share * (WIDTH - LEFT - 8)
  const yOf = (grade: RiskGrade) => TOP + (ROWS.indexOf(grade) + 0.5) * ROW
  return (
    <svg
      className="risk-chart"
      viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`}
      role="img"
      aria-label={words.chart(String(points.length))}
    >
      {ROWS.map((grade) => (
        <g key={grade}>
          <line className="chart-line" x1={LEFT} x2={WIDTH} y1={yOf(grade)} y2={yOf(grade)} />
          <text x={LEFT - 10} y={yOf(grade) + 4} textAnchor="end">
            {words.grades[grade]}
          </text>
        </g>
      ))}
      {moves.map(({ id, to, x }) => (
        <g key={id} className="chart-move">
          <line x1={xOf(x)} x2={xOf(x)} y1={TOP - 6} y2={TOP + 4 * ROW} />
          <text x={xOf(x)} y={TOP - 12} textAnchor={x > 0.8 ? 'end' : x < 0.2 ? 'start' : 'middle'}>
            {words.movedTo(to)}
          </text>
        </g>
      ))}
      {points.map(({ jobId, createdAt, grade, x }) => (
        <g key={jobId} className={`chart-point chart-${grade.toLowerCase()}`}>
          <title>{`${words.grades[grade]}, ${formatExact(createdAt)}`}</title>
          {shapeOf(grade, xOf(x), yOf(grade))}
        </g>
      ))}
    </svg>
  )
}
