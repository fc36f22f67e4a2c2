import { Columns2, FolderDown, Plus } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import type { LibraryEntry } from '#core/contract/plans.contract.ts'
import { onEvent } from '../../client.ts'
import { mayChange } from '../../session/bench.store.ts'
import { useCommands } from '../../session/commands.store.ts'
import { WatchGate } from '../../session/WatchGate.tsx'
import { Button } from '../../ui/Button.tsx'
import { useFileDrop } from '../../ui/use-file-drop.ts'
import { ComparePlans } from './ComparePlans.tsx'
import { WHOLE_LIBRARY } from './library.view-model.ts'
import { NameDialog } from './NameDialog.tsx'
import { NewRosette } from './NewRosette.tsx'
import {
  applyName,
  archivePlan,
  createPlan,
  exportLibrary,
  importFile,
  type Naming,
  openPlan,
} from './plan-actions.ts'
import type { CardAction } from './PlanCard.tsx'
import { Filters, ImportButton, PlanList, Unreadable } from './PlanList.tsx'
import { PlanSheet } from './PlanSheet.tsx'
import './plans.css'
import { plansStrings as words } from './plans.strings.ts'
import { usePlans } from './plans.store.ts'

function NamingDialog({ naming, onDone }: { naming: Naming; onDone: () => void }) {
  const isRename = naming.action === 'rename'
  return (
    <NameDialog
      title={isRename ? words.renameTitle : words.duplicateTitle}
      confirmLabel={isRename ? words.renameDo : words.duplicateDo}
      startName={isRename ? naming.entry.name : words.copyName(naming.entry.name)}
      onName={(name) => {
        onDone()
        void applyName(naming, name)
      }}
      onCancel={onDone}
    />
  )
}

/** What is chosen for comparing, at the foot of the list. */
function CompareBar(props: {
  readonly count: number
  readonly onCompare: () => void
  readonly onClear: () => void
}) {
  const { count, onCompare, onClear } = props
  if (count === 0) return null
  return (
    <div className="compare-bar" role="status">
      {count === 2 ? (
        <Button look="primary" icon={<Columns2 size={18} />} onClick={onCompare}>
          {words.compareDo}
        </Button>
      ) : (
        <span>{words.compareOne}</span>
      )}
      <Button onClick={onClear}>{words.compareClear}</Button>
    </div>
  )
}

/** Everything the list shows and asks, while neither gallery nor comparison is open. */
function Library({
  onNew,
  onCompare,
}: {
  onNew: () => void
  onCompare: (ids: readonly string[]) => void
}) {
  const [query, setQuery] = useState(WHOLE_LIBRARY)
  const [naming, setNaming] = useState<Naming | null>(null)
  const [compared, setCompared] = useState<readonly string[]>([])
  const [aboutId, setAboutId] = useState<string | null>(null)
  const [nowMs] = useState(() => Date.now())
  const list = usePlans((state) => state.list)
  const drop = useFileDrop((file) => void importFile(file))
  const about = list.state === 'ready' && list.value.find(({ planId }) => planId === aboutId)
  const act = (entry: LibraryEntry, action: CardAction) => {
    if (action === 'open') void openPlan(entry.planId)
    else if (action === 'export') void exportLibrary(entry.planId)
    else if (action === 'archive') void archivePlan(entry)
    else if (action === 'restore') void usePlans.getState().restore(entry.planId)
    else if (action === 'about') setAboutId(entry.planId)
    else setNaming({ action, entry })
  }
  return (
    <div className={drop.over ? 'plans plans-over' : 'plans'} {...drop.handlers}>
      <header className="page-head">
        <div>
          <h1>{words.title}</h1>
          <p className="muted">{drop.over ? words.dropHere : words.lead}</p>
        </div>
        <Button
          icon={<FolderDown size={18} />}
          title={words.exportAllHint}
          onClick={() => void exportLibrary(null)}
        >
          {words.exportAll}
        </Button>
        <WatchGate>
          <ImportButton />
          <Button look="primary" icon={<Plus size={18} />} keys="N" onClick={onNew}>
            {words.newRosette}
          </Button>
        </WatchGate>
      </header>
      <Filters query={query} onQuery={setQuery} />
      <div className="plans-body">
        <div className="page-body plans-scroll">
          <PlanList
            query={query}
            onQuery={setQuery}
            compared={compared}
            onCompared={setCompared}
            onAction={act}
            nowMs={nowMs}
          />
          <Unreadable />
        </div>
        {about !== false && about !== undefined && (
          <PlanSheet
            key={about.planId}
            entry={about}
            nowMs={nowMs}
            onClose={() => {
              setAboutId(null)
            }}
          />
        )}
      </div>
      <CompareBar
        count={compared.length}
        onCompare={() => {
          onCompare(compared)
        }}
        onClear={() => {
          setCompared([])
        }}
      />
      {naming !== null && (
        <NamingDialog
          naming={naming}
          onDone={() => {
            setNaming(null)
          }}
        />
      )}
    </div>
  )
}

/** The plans of the workshop and the shipped examples: a library with lanes, a gallery to start from, two side by side. */
export function PlansPanel() {
  const load = usePlans((state) => state.load)
  const list = usePlans((state) => state.list)
  const [isNew, setIsNew] = useState(false)
  const [comparedIds, setComparedIds] = useState<readonly string[]>([])
  useEffect(() => {
    void load()
    return onEvent('plans.changed', () => void load())
  }, [load])
  useCommands(
    'plans',
    useMemo(
      () => [
        {
          id: 'new-rosette',
          title: words.newRosette,
          group: words.group,
          keys: 'N',
          run: () => {
            if (mayChange()) setIsNew(true)
          },
        },
        {
          id: 'export-library',
          title: words.exportAll,
          group: words.group,
          run: () => void exportLibrary(null),
        },
      ],
      [],
    ),
  )
  const entries = list.state === 'ready' ? list.value : []
  const [left, right] = comparedIds.flatMap((id) => entries.filter(({ planId }) => planId === id))
  if (isNew) {
    return (
      <NewRosette
        onCreate={(plan) => void createPlan(plan)}
        onBack={() => {
          setIsNew(false)
        }}
      />
    )
  }
  if (left !== undefined && right !== undefined) {
    return (
      <ComparePlans
        left={left}
        right={right}
        onBack={() => {
          setComparedIds([])
        }}
      />
    )
  }
  return (
    <Library
      onNew={() => {
        setIsNew(true)
      }}
      onCompare={setComparedIds}
    />
  )
}
