import { History } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import type { RunSummary } from '#core/contract/runs.contract.ts'
import { onEvent } from '../../client.ts'
import { ProblemState } from '../../session/ProblemState.tsx'
import { useNavigation } from '../../session/navigation.store.ts'
import { formatAgo, formatExact } from '../../session/time-text.ts'
import { Button } from '../../ui/Button.tsx'
import { Segmented } from '../../ui/Choice.tsx'
import { RiskBadge } from '../../ui/RiskBadge.tsx'
import { EmptyState, ErrorState, Skeleton } from '../../ui/States.tsx'
import { Table, type Column } from '../../ui/Table.tsx'
import { ProgramViewer } from './ProgramViewer.tsx'
import './runs.css'
import { runsStrings } from './runs.strings.ts'
import { useRuns, type StatusFilter } from './runs.store.ts'
import { lastSendText } from './runs.view-model.ts'
import { RunSheet } from './RunSheet.tsx'
import { StatusTag } from './StatusTag.tsx'

const words = runsStrings
const FILTERS = (['all', 'OK', 'BLOCKED', 'ERROR'] as const satisfies readonly StatusFilter[]).map(
  (value) => ({ value, label: words.filters[value] }),
)

function columnsAt(nowMs: number): readonly Column<RunSummary>[] {
  return [
    {
      id: 'when',
      head: words.columns.when,
      cell: (run) => (
        <time className="nowrap" dateTime={run.createdAtUtc} title={formatExact(run.createdAtUtc)}>
          {formatAgo(run.createdAtUtc, nowMs)}
        </time>
      ),
    },
    { id: 'job', head: words.columns.job, cell: (run) => <strong>{run.jobName}</strong> },
    { id: 'status', head: words.columns.status, cell: (run) => <StatusTag status={run.status} /> },
    {
      id: 'risk',
      head: words.columns.risk,
      cell: (run) => (
        <span className="risk-cell">
          <RiskBadge grade={run.riskLevel} />
          {run.score !== null && Math.round(run.score)}
        </span>
      ),
    },
    {
      id: 'programs',
      head: words.columns.programs,
      numeric: true,
      cell: (run) => run.programCount,
    },
    { id: 'sent', head: words.columns.sent, cell: (run) => lastSendText(run) },
  ]
}

function RunList() {
  const list = useRuns((state) => state.list)
  const filter = useRuns((state) => state.filter)
  const selectedId = useRuns((state) => state.selectedId)
  const nextCursor = useRuns((state) => state.nextCursor)
  const { load, loadMore, select } = useRuns.getState()
  const goTo = useNavigation((state) => state.goTo)
  const nowMs = useRuns((state) => state.listedAtMs)
  const columns = useMemo(() => columnsAt(nowMs), [nowMs])
  if (list.state === 'failed') {
    return (
      <ProblemState problem={list.problem} safe={words.failedSafe} onRetry={() => void load()} />
    )
  }
  if (list.state !== 'ready') return <Skeleton label={words.reading} lines={6} />
  if (list.value.length === 0) {
    return filter === 'all' ? (
      <EmptyState
        title={words.emptyTitle}
        text={words.emptyText}
        picture={<History size={96} strokeWidth={1} />}
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
    ) : (
      <p className="muted">{words.filteredEmpty}</p>
    )
  }
  return (
    <>
      <Table
        label={words.table}
        rows={list.value}
        columns={columns}
        keyOf={(run) => run.runId}
        selectedKey={selectedId}
        onSelect={(run) => void select(run.runId)}
      />
      {nextCursor !== null && <Button onClick={() => void loadMore()}>{words.more}</Button>}
    </>
  )
}

function RunSide() {
  const open = useRuns((state) => state.open)
  const program = useRuns((state) => state.program)
  if (open.state === 'idle') return null
  return (
    <aside className="bench-side run-side" aria-label={words.record}>
      {open.state === 'loading' && <Skeleton label={words.readingRecord} lines={8} />}
      {open.state === 'failed' && (
        <ErrorState
          title={open.problem.message}
          safe={words.failedSafe}
          remedy={open.problem.remedy}
          details={open.problem.requestId}
          detailsLabel={words.details}
          retryLabel={words.retry}
        />
      )}
      {open.state === 'ready' &&
        (program.state === 'ready' ? (
          <ProgramViewer program={program.value} />
        ) : (
          <>
            {program.state === 'failed' && (
              <p role="alert" className="run-trouble">
                {program.problem.message}
              </p>
            )}
            <RunSheet run={open.value} />
          </>
        ))}
    </aside>
  )
}

/** Every run there was, newest first, with its record beside it. */
export function RunsPanel() {
  const filter = useRuns((state) => state.filter)
  const { load, select, setFilter } = useRuns.getState()
  const wantedId = useNavigation((state) => state.runId)
  useEffect(() => {
    void load()
    return onEvent('runs.changed', ({ runId }) => {
      void load()
      if (useRuns.getState().selectedId === runId) void select(runId)
    })
  }, [load, select])
  useEffect(() => {
    if (wantedId !== null) void select(wantedId)
  }, [wantedId, select])
  return (
    <div className="bench">
      <div className="bench-scroll runs">
        <header className="page-head">
          <div>
            <h1>{words.title}</h1>
            <p className="muted">{words.lead}</p>
          </div>
          <Segmented
            label={words.filter}
            value={filter}
            options={FILTERS}
            onChange={(value) => void setFilter(value)}
          />
        </header>
        <RunList />
      </div>
      <RunSide />
    </div>
  )
}
