import { useMemo } from 'react'
import type { RiskAnswer } from '#core/contract/analytics.contract.ts'
import type { RiskGrade } from '#core/analytics/risk-grade.ts'
import { formatAgo, formatExact } from '../../session/time-text.ts'
import { RiskBadge } from '../../ui/RiskBadge.tsx'
import { Table, type Column } from '../../ui/Table.tsx'
import { useAnalytics } from './analytics.store.ts'
import { analyticsStrings as words } from './analytics.strings.ts'
import { kindText } from './analytics.view-model.ts'

type Job = RiskAnswer['recent'][number]

const badge = (grade: RiskGrade) => <RiskBadge grade={words.grades[grade]} />
/** Depth and gantry were judged by the older system alone. */
const older = (grade: RiskGrade) => (grade === 'unknown' ? words.none : badge(grade))

function columnsAt(nowMs: number): readonly Column<Job>[] {
  return [
    {
      id: 'when',
      head: words.columns.when,
      cell: ({ createdAt }) => (
        <time className="nowrap" dateTime={createdAt} title={formatExact(createdAt)}>
          {formatAgo(createdAt, nowMs)}
        </time>
      ),
    },
    {
      id: 'plan',
      head: words.columns.plan,
      cell: ({ presetName, presetId }) => (
        <span className="job-plan">{presetName ?? presetId ?? words.noPlan}</span>
      ),
    },
    { id: 'kind', head: words.columns.kind, cell: ({ jobType }) => kindText(jobType) },
    { id: 'lane', head: words.columns.lane, cell: ({ lane }) => words.lanes[lane] },
    { id: 'grade', head: words.columns.grade, cell: ({ riskGrade }) => badge(riskGrade) },
    { id: 'depth', head: words.columns.depth, cell: ({ docGrade }) => older(docGrade) },
    { id: 'machine', head: words.columns.machine, cell: ({ gantryGrade }) => older(gantryGrade) },
  ]
}

/** The newest jobs; choosing one shows how its plan went on. */
export function RecentJobs({ jobs }: { jobs: readonly Job[] }) {
  const jobId = useAnalytics((state) => state.jobId)
  const nowMs = useAnalytics((state) => state.readAtMs)
  const { choose } = useAnalytics.getState()
  const hasOlder = jobs.some((job) => job.docGrade !== 'unknown' || job.gantryGrade !== 'unknown')
  const columns = useMemo(
    () => columnsAt(nowMs).filter(({ id }) => hasOlder || !['depth', 'machine'].includes(id)),
    [nowMs, hasOlder],
  )
  return (
    <Table
      label={words.recentTitle}
      rows={jobs}
      columns={columns}
      keyOf={({ id }) => id}
      selectedKey={jobId}
      onSelect={({ presetId, id }) => {
        if (presetId !== null) void choose(presetId, id)
      }}
    />
  )
}
