import { Check, Database, FolderInput } from 'lucide-react'
import type { MergeOutcome, StoresStatus } from '#core/contract/stores.contract.ts'
import { useStores } from '../session/stores.store.ts'
import { Button } from '../ui/Button.tsx'
import { storesStrings } from './stores.strings.ts'
import { conflictLines, mergedText, waitingText } from './stores.view-model.ts'

/** A list that opens below its title; nothing when it is empty. */
function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <details className="banner-lines">
      <summary>{title}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  )
}

/** Stays as long as the records are kept in files. */
function FilesBanner({ status }: { readonly status: StoresStatus }) {
  const { insteadOf, path, badFiles } = status
  if (insteadOf === null) return null
  return (
    <div className="banner banner-yellow" role="status">
      <Database size={24} aria-hidden="true" />
      <div className="banner-text">
        <p>
          <strong>{storesStrings.filesTitle}</strong> {insteadOf.message} {insteadOf.remedy}{' '}
          {storesStrings.filesText(path)}
        </p>
        <Lines title={storesStrings.badFiles(badFiles.length)} lines={badFiles} />
      </div>
    </div>
  )
}

/** Offers to merge what was kept in files. */
function WaitingBanner({ status }: { readonly status: StoresStatus }) {
  const isMerging = useStores((state) => state.isMerging)
  const mergeBack = useStores((state) => state.mergeBack)
  if (status.waiting === null) return null
  return (
    <div className="banner banner-note" role="status">
      <FolderInput size={24} aria-hidden="true" />
      <p>
        <strong>{storesStrings.waitingTitle}</strong>{' '}
        {storesStrings.waitingText(waitingText(status.waiting))}
      </p>
      <Button look="primary" disabled={isMerging} onClick={() => void mergeBack()}>
        {isMerging ? storesStrings.merging : storesStrings.merge}
      </Button>
    </div>
  )
}

/** What merging did, until it is closed. */
function OutcomeBanner({ outcome }: { readonly outcome: MergeOutcome }) {
  const close = useStores((state) => state.closeOutcome)
  const { movedTo, badFiles } = outcome
  return (
    <div className="banner banner-note" role="status">
      <Check size={24} aria-hidden="true" />
      <div className="banner-text">
        <p>
          <strong>{storesStrings.mergedTitle}</strong> {mergedText(outcome)}{' '}
          {movedTo === null ? storesStrings.notMoved : storesStrings.movedTo(movedTo)}
        </p>
        <Lines title={storesStrings.conflicts} lines={conflictLines(outcome)} />
        <Lines title={storesStrings.badFiles(badFiles.length)} lines={badFiles} />
      </div>
      <Button onClick={close}>{storesStrings.close}</Button>
    </div>
  )
}

/** Where the records are kept, when that is not simply the database. */
export function StoreBanners() {
  const status = useStores((state) => state.status)
  const outcome = useStores((state) => state.outcome)
  return (
    <>
      {status !== null && <FilesBanner status={status} />}
      {status !== null && outcome === null && <WaitingBanner status={status} />}
      {outcome !== null && <OutcomeBanner outcome={outcome} />}
    </>
  )
}
