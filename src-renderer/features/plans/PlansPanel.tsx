import { FileUp } from 'lucide-react'
import { useEffect, useRef, useState, type DragEvent } from 'react'
import type { PlanSummary } from '#core/contract/plans.contract.ts'
import { onEvent } from '../../client.ts'
import { useNavigation } from '../../session/navigation.store.ts'
import { usePlan } from '../../session/plan.store.ts'
import { Button } from '../../ui/Button.tsx'
import { saveText } from '../../ui/save-text.ts'
import { EmptyState, ErrorState, Skeleton } from '../../ui/States.tsx'
import { showToast } from '../../ui/toast.store.ts'
import { NameDialog } from './NameDialog.tsx'
import { PlanCard, type CardAction } from './PlanCard.tsx'
import './plans.css'
import { plansStrings } from './plans.strings.ts'
import { usePlans } from './plans.store.ts'

interface Naming {
  readonly action: 'duplicate' | 'rename'
  readonly summary: PlanSummary
}

async function openPlan(planId: string): Promise<void> {
  if (await usePlan.getState().open(planId)) useNavigation.getState().goTo('rosette')
}

async function archivePlan(summary: PlanSummary): Promise<void> {
  if (usePlan.getState().planId === summary.planId) usePlan.getState().close()
  if (!(await usePlans.getState().archive(summary.planId))) return
  showToast(plansStrings.archived(summary.name), {
    label: plansStrings.undo,
    run: () => void usePlans.getState().restore(summary.planId),
  })
}

async function exportPlan(planId: string): Promise<void> {
  const written = await usePlans.getState().exportFile(planId)
  if (written === null) return
  saveText(written.fileName, written.text)
  showToast(plansStrings.exported(written.fileName))
}

async function importPlan(file: File | undefined): Promise<void> {
  if (file === undefined) return
  const read = await usePlans.getState().importFile(file)
  if (read === null) return
  usePlan.getState().show(read)
  useNavigation.getState().goTo('rosette')
  showToast(plansStrings.imported(read.plan.name))
}

async function applyName({ action, summary }: Naming, name: string): Promise<void> {
  const made = await usePlans.getState()[action](summary.planId, name)
  if (made === null) return
  if (action === 'duplicate') {
    usePlan.getState().show(made)
    showToast(plansStrings.duplicated(name))
    useNavigation.getState().goTo('rosette')
  } else if (usePlan.getState().planId === summary.planId) usePlan.getState().show(made)
}

function ImportButton() {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button icon={<FileUp size={18} />} onClick={() => input.current?.click()}>
        {plansStrings.import}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label={plansStrings.import}
        className="visually-hidden"
        tabIndex={-1}
        onChange={(event) => {
          void importPlan(event.target.files?.[0])
          event.target.value = ''
        }}
      />
    </>
  )
}

function useDrop() {
  const [over, setOver] = useState(false)
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: (event: DragEvent) => {
        if (event.currentTarget === event.target) setOver(false)
      },
      onDrop: (event: DragEvent) => {
        event.preventDefault()
        setOver(false)
        void importPlan(event.dataTransfer.files[0])
      },
    },
  }
}

function PlanList({ onNaming }: { onNaming: (naming: Naming) => void }) {
  const list = usePlans((state) => state.list)
  const drawn = usePlans((state) => state.drawn)
  const load = usePlans((state) => state.load)
  const openId = usePlan((state) => state.planId)
  const [nowMs] = useState(() => Date.now())
  if (list.state === 'failed') {
    return (
      <ErrorState
        title={list.problem.message}
        safe={plansStrings.failedSafe}
        remedy={list.problem.remedy}
        details={list.problem.requestId}
        detailsLabel={plansStrings.details}
        retryLabel={plansStrings.retry}
        onRetry={() => void load()}
      />
    )
  }
  if (list.state !== 'ready') return <Skeleton label={plansStrings.reading} lines={6} />
  if (list.value.length === 0) {
    return (
      <EmptyState
        title={plansStrings.emptyTitle}
        text={plansStrings.emptyText}
        action={<ImportButton />}
      />
    )
  }
  const act = (summary: PlanSummary, action: CardAction) => {
    if (action === 'open') void openPlan(summary.planId)
    else if (action === 'export') void exportPlan(summary.planId)
    else if (action === 'archive') void archivePlan(summary)
    else onNaming({ action, summary })
  }
  return (
    <ul className="plan-list">
      {list.value.map((summary) => (
        <PlanCard
          key={summary.planId}
          summary={summary}
          plan={drawn[summary.planId] ?? null}
          isOpen={summary.planId === openId}
          nowMs={nowMs}
          onAction={(action) => {
            act(summary, action)
          }}
        />
      ))}
    </ul>
  )
}

/** The plans of the workshop and the shipped examples. */
export function PlansPanel() {
  const load = usePlans((state) => state.load)
  const [naming, setNaming] = useState<Naming | null>(null)
  const drop = useDrop()
  useEffect(() => {
    void load()
    return onEvent('plans.changed', () => void load())
  }, [load])
  return (
    <div className={drop.over ? 'plans plans-over' : 'plans'} {...drop.handlers}>
      <header className="page-head">
        <div>
          <h1>{plansStrings.title}</h1>
          <p className="muted">{drop.over ? plansStrings.dropHere : plansStrings.lead}</p>
        </div>
        <ImportButton />
      </header>
      <div className="page-body">
        <PlanList onNaming={setNaming} />
      </div>
      {naming !== null && (
        <NameDialog
          title={
            naming.action === 'rename' ? plansStrings.renameTitle : plansStrings.duplicateTitle
          }
          confirmLabel={
            naming.action === 'rename' ? plansStrings.renameDo : plansStrings.duplicateDo
          }
          startName={
            naming.action === 'rename'
              ? naming.summary.name
              : plansStrings.copyName(naming.summary.name)
          }
          onName={(name) => {
            setNaming(null)
            void applyName(naming, name)
          }}
          onCancel={() => {
            setNaming(null)
          }}
        />
      )}
    </div>
  )
}
