import { classNames } from './class-names.ts'

/** How a judgement came out. */
export type RiskGrade = 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN' | 'ERROR'

/** The shape of each grade, so that colour is never alone. */
export const GRADE_SHAPES: Readonly<Record<RiskGrade, string>> = {
  GREEN: '●',
  YELLOW: '▲',
  RED: '■',
  UNKNOWN: '◆',
  ERROR: '◆',
}

/** A grade as shape, word and colour together; never colour alone. */
export function RiskBadge({ grade, large = false }: { grade: RiskGrade; large?: boolean }) {
  const tone = grade === 'ERROR' ? 'unknown' : grade.toLowerCase()
  return (
    <span className={classNames('risk', `risk-${tone}`, large && 'risk-large')}>
      <span aria-hidden="true">{GRADE_SHAPES[grade]}</span>
      <span>{grade}</span>
    </span>
  )
}
