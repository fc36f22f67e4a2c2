import { FileUp } from 'lucide-react'
import type { LibraryEntry } from '#core/contract/plans.contract.ts'
import { ProblemState } from '../../session/ProblemState.tsx'
import { usePlan } from '../../session/plan.store.ts'
import { WatchGate } from '../../session/WatchGate.tsx'
import { Button } from '../../ui/Button.tsx'
import { FileButton } from '../../ui/FileButton.tsx'
import { SelectField } from '../../ui/Choice.tsx'
import { EmptyState, Skeleton } from '../../ui/States.tsx'
import {
  foundEntries,
  type LaneFilter,
  type LibraryQuery,
  type SortKey,
  WHOLE_LIBRARY,
} from './library.view-model.ts'
import { importFile } from './plan-actions.ts'
import { PlanCard, type CardAction } from './PlanCard.tsx'
import { plansStrings as words } from './plans.strings.ts'
import { usePlans } from './plans.store.ts'

const LANES = Object.entries(words.lanes).map(([value, label]) => ({ value, label }))
const SORTS = Object.entries(words.sorts).map(([value, label]) => ({ value, label }))

/** Chooses a plan or library file to read in. */
export function ImportButton() {
  return (
    <FileButton
      icon={<FileUp size={18} />}
      label={words.import}
      accept=".json,application/json"
      onFile={(file) => void importFile(file)}
    />
  )
}

/** What `Filters` takes. */
export interface FiltersProps {
  readonly query: LibraryQuery
  readonly onQuery: (query: LibraryQuery) => void
}

/** What the list is narrowed by. */
export function Filters({ query, onQuery }: FiltersProps) {
  return (
    <div className="plan-filters" role="search">
      <input
        type="search"
        aria-label={words.search}
        placeholder={words.searchHint}
        maxLength={120}
        value={query.search}
        onChange={(event) => {
          onQuery({ ...query, search: event.target.value })
        }}
      />
      <SelectField
        label={words.laneFilter}
        value={query.lane}
        options={LANES}
        onChange={(lane) => {
          onQuery({ ...query, lane: lane as LaneFilter })
        }}
      />
      <SelectField
        label={words.sort}
        value={query.sort}
        options={SORTS}
        onChange={(sort) => {
          onQuery({ ...query, sort: sort as SortKey })
        }}
      />
    </div>
  )
}

/** What a `PlanList` takes. */
export interface PlanListProps extends FiltersProps {
  readonly compared: readonly string[]
  readonly onCompared: (planIds: readonly string[]) => void
  readonly onAction: (entry: LibraryEntry, action: CardAction) => void
  readonly nowMs: number
}

/** The plans that fit, as cards. */
export function PlanList(props: PlanListProps) {
  const { query, onQuery, compared, onCompared, onAction, nowMs } = props
  const list = usePlans((state) => state.list)
  const load = usePlans((state) => state.load)
  const openId = usePlan((state) => state.planId)
  if (list.state === 'failed') {
    return (
      <ProblemState problem={list.problem} safe={words.failedSafe} onRetry={() => void load()} />
    )
  }
  if (list.state !== 'ready') return <Skeleton label={words.reading} lines={6} />
  if (list.value.length === 0) {
    const gated = (
      <WatchGate>
        <ImportButton />
      </WatchGate>
    )
    return <EmptyState title={words.emptyTitle} text={words.emptyText} action={gated} />
  }
  const found = foundEntries(list.value, query)
  if (found.length === 0) {
    const showAll = (
      <Button
        onClick={() => {
          onQuery(WHOLE_LIBRARY)
        }}
      >
        {words.showAll}
      </Button>
    )
    return <EmptyState title={words.noneTitle} text={words.noneText} action={showAll} />
  }
  return (
    <ul className="plan-list">
      {found.map((entry) => (
        <PlanCard
          key={entry.planId}
          entry={entry}
          isOpen={entry.planId === openId}
          isCompared={compared.includes(entry.planId)}
          nowMs={nowMs}
          onAction={(action) => {
            onAction(entry, action)
          }}
          onCompare={(on) => {
            const others = compared.filter((planId) => planId !== entry.planId)
            // a third takes the place of the first
            onCompared(on ? [...others.slice(-1), entry.planId] : others)
          }}
        />
      ))}
    </ul>
  )
}

/** Records of the older system that are kept but cannot be drawn, each with the reason. */
export function Unreadable() {
  const unreadable = usePlans((state) => state.unreadable)
  if (unreadable.length === 0) return null
  return (
    <section className="plan-unreadable">
      <h2>{words.unreadableTitle}</h2>
      <ul>
        {unreadable.map(({ planId, name, reason }) => (
          <li key={planId}>
            <strong>{name}</strong> {reason}
          </li>
        ))}
      </ul>
    </section>
  )
}
