import { ArrowLeft } from 'lucide-react'
import { DATASETS, type Dataset } from '#core/migration/dataset.ts'
import { type MigrationReport, placeholderReport } from '#core/migration/report.ts'
import { ProblemState } from '../../session/ProblemState.tsx'
import { readyValue } from '../../session/loadable.ts'
import { useNavigation } from '../../session/navigation.store.ts'
import { Button } from '../../ui/Button.tsx'
import { Skeleton } from '../../ui/States.tsx'
import { Table, type Column } from '../../ui/Table.tsx'
import { DiffStep, ImportStep, SnapshotStep } from './FixSteps.tsx'
import './migration.css'
import { migrationStrings } from './migration.strings.ts'
import { useMigration } from './migration.store.ts'
import { countText } from './migration.view-model.ts'
import { ResolveStep } from './ResolveStep.tsx'
import { ResultList } from './ResultList.tsx'
import { TaskProgress } from './TaskProgress.tsx'
import { useMigrationPage } from './use-migration-page.ts'
import { VerdictBanner } from './VerdictBanner.tsx'

const words = migrationStrings
const NO_REPORT = placeholderReport('', '')

function driftColumns(report: MigrationReport): readonly Column<Dataset>[] {
  const number = (
    id: 'onlyInJson' | 'onlyInSqlite' | 'different',
    field: 'only_in_json_count' | 'only_in_sqlite_count' | 'content_difference_count',
  ) => ({
    id,
    head: words.fix[id],
    numeric: true,
    cell: (dataset: Dataset) => {
      const count = report.datasets[dataset]?.diff[field]
      return count === undefined ? '–' : countText(count)
    },
  })
  return [
    { id: 'dataset', head: words.fix.dataset, cell: (dataset) => words.datasetTitles[dataset] },
    number('onlyInJson', 'only_in_json_count'),
    number('onlyInSqlite', 'only_in_sqlite_count'),
    number('different', 'content_difference_count'),
  ]
}

function Guard() {
  const guards = useMigration((state) => state.guards)
  if (guards === null || guards.fixActions.allowed) return null
  return (
    <div className="drift-trouble" role="alert">
      <strong>{words.fix.notAllowed}</strong>
      <p>{guards.fixActions.sentence}</p>
    </div>
  )
}

function Side({ report }: { report: MigrationReport }) {
  return (
    <aside className="bench-side drift-fix-side" aria-label={words.fix.drift}>
      <div className="bench-scroll drift-side">
        <section aria-label={words.fix.drift}>
          <h3>{words.fix.drift}</h3>
          <Table
            label={words.fix.table}
            rows={DATASETS}
            columns={driftColumns(report)}
            keyOf={(dataset) => dataset}
          />
        </section>
        <section aria-label={words.fix.result}>
          <h3>{words.fix.result}</h3>
          <ResultList />
        </section>
      </div>
    </aside>
  )
}

/** The ways to bring JSON and database together again, and what each of them did. */
export function FixDriftPanel() {
  const nowMs = useMigrationPage()
  const loading = useMigration((state) => state.report)
  const load = useMigration((state) => state.load)
  const goTo = useNavigation((state) => state.goTo)
  const report = readyValue(loading) ?? NO_REPORT
  return (
    <div className="bench">
      <div className="bench-scroll drift">
        <header className="page-head">
          <div>
            <h1>{words.fix.title}</h1>
            <p className="muted">{words.fix.lead}</p>
          </div>
          <Button
            icon={<ArrowLeft size={18} />}
            onClick={() => {
              goTo('migration')
            }}
          >
            {words.dashboard.backToReport}
          </Button>
        </header>
        {loading.state === 'failed' && (
          <ProblemState
            problem={loading.problem}
            safe={words.failedSafe}
            onRetry={() => void load()}
          />
        )}
        {loading.state !== 'failed' && loading.state !== 'ready' && (
          <Skeleton label={words.reading} lines={6} />
        )}
        {loading.state === 'ready' && (
          <>
            <VerdictBanner report={report} nowMs={nowMs} mostReasons={2} />
            <Guard />
            <TaskProgress />
            <div className="drift-steps" role="group" aria-label={words.fix.steps}>
              <div className="drift-step-column">
                <ImportStep />
                <ResolveStep report={report} />
              </div>
              <div className="drift-step-column">
                <SnapshotStep />
                <DiffStep />
              </div>
            </div>
          </>
        )}
      </div>
      <Side report={report} />
    </div>
  )
}
