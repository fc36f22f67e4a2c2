import { ArrowRight, DatabaseZap, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { DATASETS } from '#core/migration/dataset.ts'
import type { MigrationReport } from '#core/migration/report.ts'
import { ProblemState } from '../../session/ProblemState.tsx'
import { useNavigation } from '../../session/navigation.store.ts'
import { Button } from '../../ui/Button.tsx'
import { Segmented } from '../../ui/Choice.tsx'
import { EmptyState, Skeleton } from '../../ui/States.tsx'
import { DatasetCard } from './DatasetCard.tsx'
import { HistoryTab } from './HistoryTab.tsx'
import { LimitsTab } from './LimitsTab.tsx'
import './migration.css'
import { migrationStrings } from './migration.strings.ts'
import { useMigration } from './migration.store.ts'
import { countText } from './migration.view-model.ts'
import { ReportSaver } from './ReportSaver.tsx'
import { ResultList } from './ResultList.tsx'
import { SourceTab } from './SourceTab.tsx'
import { StatusTab } from './StatusTab.tsx'
import { TaskProgress } from './TaskProgress.tsx'
import { useMigrationPage } from './use-migration-page.ts'
import { VerdictBanner } from './VerdictBanner.tsx'

const words = migrationStrings
const TABS = (['source', 'limits', 'status', 'history'] as const).map((value) => ({
  value,
  label: words.tabs[value],
}))
type Tab = (typeof TABS)[number]['value']

function Skipped({ report }: { report: MigrationReport }) {
  if (report.skipped_count === 0) return null
  return (
    <details className="panel drift-folded">
      <summary>{words.skipped.title(countText(report.skipped_count))}</summary>
      <ul className="drift-skipped">
        {report.skipped.map((skipped) => (
          <li key={`${skipped.file} ${String(skipped.index)} ${skipped.place}`}>
            <code>{skipped.file}</code>
            {skipped.index !== null && `, ${words.skipped.entry(skipped.index)}`}
            {skipped.place !== '' && `, ${skipped.place}`}: {skipped.reason}
          </li>
        ))}
      </ul>
    </details>
  )
}

function CompareButton({ first }: { first: boolean }) {
  const guards = useMigration((state) => state.guards)
  const busy = useMigration((state) => state.progress !== null)
  const compare = useMigration((state) => state.compare)
  const refused = guards?.reportRun.allowed === false
  return (
    <>
      <Button
        look={first ? 'primary' : 'plain'}
        icon={<RefreshCw size={18} />}
        disabled={busy || refused}
        onClick={() => void compare()}
      >
        {first ? words.dashboard.compareFirst : words.dashboard.compare}
      </Button>
      {refused && <p className="drift-refused">{guards.reportRun.sentence}</p>}
    </>
  )
}

function Report({ report, nowMs }: { report: MigrationReport; nowMs: number }) {
  if (report.generated_at === null) {
    return (
      <EmptyState
        title={words.noReportTitle}
        text={words.noReportText}
        picture={<DatabaseZap size={96} strokeWidth={1} />}
        action={<CompareButton first />}
      />
    )
  }
  return (
    <>
      <VerdictBanner report={report} nowMs={nowMs} mostReasons={4} />
      <div className="drift-cards" role="group" aria-label={words.dashboard.datasets}>
        {DATASETS.map((dataset) => (
          <DatasetCard key={dataset} dataset={dataset} found={report.datasets[dataset]} />
        ))}
      </div>
      <Skipped report={report} />
    </>
  )
}

function ReportArea({ nowMs }: { nowMs: number }) {
  const report = useMigration((state) => state.report)
  const load = useMigration((state) => state.load)
  if (report.state === 'failed') {
    return (
      <ProblemState problem={report.problem} safe={words.failedSafe} onRetry={() => void load()} />
    )
  }
  if (report.state !== 'ready') return <Skeleton label={words.reading} lines={8} />
  return <Report report={report.value} nowMs={nowMs} />
}

/** JSON and database compared: verdict, datasets, limits, sources, status, history. */
export function MigrationPanel() {
  const nowMs = useMigrationPage()
  const goTo = useNavigation((state) => state.goTo)
  const compared = useMigration(
    ({ report }) => report.state === 'ready' && report.value.generated_at !== null,
  )
  const [tab, setTab] = useState<Tab>('source')
  return (
    <div className="bench">
      <div className="bench-scroll drift">
        <header className="page-head">
          <div>
            <h1>{words.dashboard.title}</h1>
            {!compared && <p className="muted">{words.dashboard.lead}</p>}
          </div>
          {compared && (
            <>
              <ReportSaver />
              <CompareButton first={false} />
              <Button
                look="primary"
                onClick={() => {
                  goTo('fix-drift')
                }}
              >
                {words.dashboard.fix} <ArrowRight size={16} aria-hidden="true" />
              </Button>
            </>
          )}
        </header>
        <TaskProgress />
        <ResultList only="failed" />
        <ReportArea nowMs={nowMs} />
      </div>
      <aside className="bench-side" aria-label={words.tabsLabel}>
        <div className="drift-side-head">
          <Segmented label={words.tabsLabel} value={tab} options={TABS} onChange={setTab} />
        </div>
        <div className="bench-scroll drift-side">
          {tab === 'limits' && <LimitsTab />}
          {tab === 'source' && <SourceTab />}
          {tab === 'status' && <StatusTab nowMs={nowMs} />}
          {tab === 'history' && <HistoryTab />}
        </div>
      </aside>
    </div>
  )
}
