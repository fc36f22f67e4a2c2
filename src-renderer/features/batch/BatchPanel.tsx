import { Boxes, Download } from 'lucide-react'
import { useEffect } from 'react'
import { batchCsv } from '#core/rosette/batch-csv.ts'
import { onEvent } from '../../client.ts'
import { readyValue } from '../../session/loadable.ts'
import { Button } from '../../ui/Button.tsx'
import { saveBlob } from '../../ui/save-file.ts'
import { EmptyState, ErrorState, Skeleton } from '../../ui/States.tsx'
import './batch.css'
import { useBatch } from './batch.store.ts'
import { batchStrings as words } from './batch.strings.ts'
import { OrderTable } from './OrderTable.tsx'
import { StockTables } from './StockTables.tsx'

function Stock() {
  const solution = useBatch((state) => state.solution)
  const solve = useBatch((state) => state.solve)
  switch (solution.state) {
    case 'idle':
      return <EmptyState title={words.empty} text={words.emptyText} picture={<Boxes size={48} />} />
    case 'loading':
      return <Skeleton label={words.solving} />
    case 'failed':
      return (
        <ErrorState
          title={words.failed}
          safe={words.safe}
          remedy={solution.problem.message}
          detailsLabel={words.details}
          retryLabel={words.retry}
          onRetry={() => void solve()}
        />
      )
    case 'ready':
      return <StockTables batch={solution.value} />
  }
}

function SaveButton() {
  const batch = readyValue(useBatch((state) => state.solution))
  return (
    <Button
      look="primary"
      icon={<Download size={18} />}
      disabled={batch === null}
      onClick={() => {
        if (batch === null) return
        const text = batchCsv(batch, words.anyColour)
        saveBlob(words.fileName, new Blob([text], { type: 'text/csv' }))
      }}
    >
      {words.save}
    </Button>
  )
}

/** Several rosettes made together: which, how many, off how many logs, and the stock for all of them. */
export function BatchPanel() {
  const plans = useBatch((state) => state.plans)
  const load = useBatch((state) => state.load)
  useEffect(() => {
    void load()
    return onEvent('plans.changed', () => void load())
  }, [load])
  if (plans.state === 'idle' || plans.state === 'loading') return <Skeleton label={words.solving} />
  if (plans.state === 'failed') {
    return (
      <ErrorState
        title={words.failed}
        safe={words.safe}
        remedy={plans.problem.message}
        detailsLabel={words.details}
        retryLabel={words.retry}
        onRetry={() => void load()}
      />
    )
  }
  if (plans.value.length === 0) return <EmptyState title={words.noPlans} text={words.noPlansText} />
  return (
    <div className="bench">
      <div className="bench-main batch-stock">
        <Stock />
      </div>
      <aside className="bench-side" aria-label={words.orders}>
        <div className="bench-scroll">
          <OrderTable plans={plans.value} />
        </div>
        <div className="bench-foot">
          <SaveButton />
        </div>
      </aside>
    </div>
  )
}
