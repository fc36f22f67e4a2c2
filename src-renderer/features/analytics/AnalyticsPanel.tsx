import { ChartNoAxesColumn } from 'lucide-react'
import { useEffect } from 'react'
import type { RiskAnswer } from '#core/contract/analytics.contract.ts'
import { onEvent } from '../../client.ts'
import { useNavigation } from '../../session/navigation.store.ts'
import { ProblemState } from '../../session/ProblemState.tsx'
import { Button } from '../../ui/Button.tsx'
import { EmptyState, Skeleton } from '../../ui/States.tsx'
import './analytics.css'
import { useAnalytics } from './analytics.store.ts'
import { analyticsStrings as words } from './analytics.strings.ts'
import { scoreText } from './analytics.view-model.ts'
import { GradeBar } from './GradeBar.tsx'
import { LaneTable, MoveTable } from './LaneTable.tsx'
import { RecentJobs } from './RecentJobs.tsx'
import { TimelineSide } from './TimelineSide.tsx'

function Totals({ total }: Pick<RiskAnswer, 'total'>) {
  return (
    <section className="risk-totals">
      <dl>
        <div>
          <dt>{words.jobs}</dt>
          <dd>{total.jobs}</dd>
        </div>
        <div>
          <dt>{words.presets}</dt>
          <dd>{total.presets}</dd>
        </div>
        <div>
          <dt>{words.average}</dt>
          <dd>{scoreText(total.averageRisk)}</dd>
        </div>
      </dl>
      <GradeBar grades={total.grades} />
      <p className="muted">{words.averageHelp}</p>
    </section>
  )
}

function Answer({ risk }: { risk: RiskAnswer }) {
  const goTo = useNavigation((state) => state.goTo)
  if (risk.total.jobs === 0 && risk.transitions.length === 0) {
    return (
      <EmptyState
        title={words.emptyTitle}
        text={words.emptyText}
        picture={<ChartNoAxesColumn size={96} strokeWidth={1} />}
        action={
          <Button
            look="primary"
            onClick={() => {
              goTo('toolpath')
            }}
          >
            {words.toToolpath}
          </Button>
        }
      />
    )
  }
  return (
    <>
      <Totals total={risk.total} />
      {!risk.isWhole && <p className="muted">{words.partial(String(risk.entriesRead))}</p>}
      <section>
        <h2>{words.lanesTitle}</h2>
        <LaneTable lanes={risk.lanes} />
      </section>
      <section>
        <h2>{words.recentTitle}</h2>
        <p className="muted">{words.recentHelp}</p>
        <RecentJobs jobs={risk.recent} />
      </section>
      <section>
        <h2>{words.movesTitle}</h2>
        <MoveTable moves={risk.transitions} />
      </section>
    </>
  )
}

/** What the job log tells of risk, with the chosen plan's jobs beside it. */
export function AnalyticsPanel() {
  const risk = useAnalytics((state) => state.risk)
  const { load } = useAnalytics.getState()
  useEffect(() => {
    void load()
    const ends = (['runs.changed', 'plans.changed', 'stores.changed'] as const).map((event) =>
      onEvent(event, () => {
        void load()
      }),
    )
    return () => {
      for (const end of ends) end()
    }
  }, [load])
  const hasJobs = risk.state === 'ready' && risk.value.recent.length > 0
  return (
    <div className="bench">
      <div className="bench-scroll analytics">
        <header className="page-head">
          <div>
            <h1>{words.title}</h1>
            <p className="muted">{words.lead}</p>
          </div>
        </header>
        {risk.state === 'failed' && (
          <ProblemState problem={risk.problem} safe={words.safe} onRetry={() => void load()} />
        )}
        {(risk.state === 'idle' || risk.state === 'loading') && (
          <Skeleton label={words.reading} lines={8} />
        )}
        {risk.state === 'ready' && <Answer risk={risk.value} />}
      </div>
      {hasJobs && <TimelineSide />}
    </div>
  )
}
