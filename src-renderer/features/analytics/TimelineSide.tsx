import { ProblemState } from '../../session/ProblemState.tsx'
import { formatExact } from '../../session/time-text.ts'
import type { TimelineAnswer } from '#core/contract/analytics.contract.ts'
import { RiskBadge } from '../../ui/RiskBadge.tsx'
import { EmptyState, Skeleton } from '../../ui/States.tsx'
import { useAnalytics } from './analytics.store.ts'
import { analyticsStrings as words } from './analytics.strings.ts'
import { CHART_JOBS, kindText } from './analytics.view-model.ts'
import { TimelineChart } from './TimelineChart.tsx'

function Timeline({ timeline }: { timeline: TimelineAnswer }) {
  const { points, presetName, presetId } = timeline
  if (points.length === 0) return <p className="muted">{words.timelineNone}</p>
  const newest = points.slice(-CHART_JOBS).toReversed()
  return (
    <>
      <h3>{presetName ?? presetId}</h3>
      <TimelineChart timeline={timeline} />
      {newest.length < points.length && (
        <p className="muted">{words.timelinePartial(String(newest.length))}</p>
      )}
      <ul className="timeline-list">
        {newest.map(({ jobId, createdAt, jobType, riskGrade }) => (
          <li key={jobId}>
            <RiskBadge grade={words.grades[riskGrade]} />
            <span>{kindText(jobType)}</span>
            <time className="muted" dateTime={createdAt}>
              {formatExact(createdAt)}
            </time>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The jobs of the chosen plan in the order of time. */
export function TimelineSide() {
  const timeline = useAnalytics((state) => state.timeline)
  const presetId = useAnalytics((state) => state.presetId)
  const jobId = useAnalytics((state) => state.jobId)
  const { choose } = useAnalytics.getState()
  return (
    <aside className="bench-side timeline-side" aria-label={words.timelineTitle}>
      <h2>{words.timelineTitle}</h2>
      {timeline.state === 'idle' && (
        <EmptyState title={words.timelineEmptyTitle} text={words.timelineEmptyText} />
      )}
      {timeline.state === 'loading' && <Skeleton label={words.readingTimeline} lines={6} />}
      {timeline.state === 'failed' && (
        <ProblemState
          problem={timeline.problem}
          safe={words.safe}
          onRetry={() => {
            if (presetId !== null) void choose(presetId, jobId)
          }}
        />
      )}
      {timeline.state === 'ready' && <Timeline timeline={timeline.value} />}
    </aside>
  )
}
