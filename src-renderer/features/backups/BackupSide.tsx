import { ArchiveRestore, X } from 'lucide-react'
import type { RestorePreview } from '#core/contract/backups.contract.ts'
import { ProblemState } from '../../session/ProblemState.tsx'
import { runningJob, useMachine } from '../../session/machine.store.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { Skeleton } from '../../ui/States.tsx'
import { backupsStrings } from './backups.strings.ts'
import { useBackups } from './backups.store.ts'
import { countRows, momentText } from './backups.view-model.ts'

const words = backupsStrings

function changesOf(preview: RestorePreview): readonly string[] {
  const { runsSetAside, runsComingBack, runsWithoutFile, olderSchema } = preview
  const { changes } = words
  return [
    changes.checked,
    ...(runsSetAside > 0 ? [changes.setAside(runsSetAside)] : []),
    ...(runsComingBack > 0 ? [changes.comingBack(runsComingBack)] : []),
    ...(runsWithoutFile > 0 ? [changes.withoutFile(runsWithoutFile)] : []),
    ...(olderSchema ? [changes.olderForm] : []),
    changes.kept,
  ]
}

function Counts({ preview }: { preview: RestorePreview }) {
  return (
    <table className="table backup-counts" aria-label={words.countsLabel}>
      <thead>
        <tr>
          <th />
          <th scope="col" className="numeric">
            {words.now}
          </th>
          <th scope="col" className="numeric">
            {words.inCopy}
          </th>
        </tr>
      </thead>
      <tbody>
        {countRows(preview.counts, preview.countsNow).map((row) => (
          <tr key={row.id}>
            <th scope="row">{row.name}</th>
            <td className="numeric">{row.now}</td>
            <td className="numeric">
              <strong>{row.copy}</strong>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function TakeOver() {
  const agreed = useBackups((state) => state.otherInstallation)
  const agree = useBackups((state) => state.agreeToOther)
  return (
    <div className="backup-other">
      <p>{words.changes.other}</p>
      <label>
        <input
          type="checkbox"
          checked={agreed}
          onChange={(event) => {
            agree(event.target.checked)
          }}
        />
        {words.takeOver}
      </label>
    </div>
  )
}

function RestoreFoot({
  preview,
  label,
}: {
  preview: RestorePreview
  label: (when: string) => string
}) {
  const refusal = useBackups((state) => state.refusal)
  const agreed = useBackups((state) => state.otherInstallation)
  const isBusy = useBackups((state) => state.work !== null)
  const jobRuns = useMachine((state) => runningJob(state.snapshot) !== null)
  const restore = useBackups((state) => state.restore)
  return (
    <div className="bench-foot">
      {refusal !== null && (
        <p role="alert" className="backup-trouble">
          {refusal.message} {refusal.remedy}
        </p>
      )}
      {jobRuns && <p className="backup-trouble">{words.jobRuns}</p>}
      <Button
        look="primary"
        icon={<ArchiveRestore size={18} />}
        disabled={isBusy || jobRuns || (preview.installation === 'other' && !agreed)}
        onClick={() => void restore()}
      >
        {label(momentText(preview.createdAtUtc))}
      </Button>
    </div>
  )
}

/** The chosen copy: what it holds, what restoring it changes, and the restore itself. */
export function BackupSide({ label }: { label: (when: string) => string }) {
  const selected = useBackups((state) => state.selected)
  const preview = useBackups((state) => state.preview)
  const select = useBackups((state) => state.select)
  if (selected === null) return null
  return (
    <aside className="bench-side backup-side" aria-label={words.side}>
      <div className="bench-scroll">
        <header className="panel-head">
          <h2>{preview.state === 'ready' ? momentText(preview.value.createdAtUtc) : words.side}</h2>
          <IconButton label={words.close} onClick={() => void select(null)}>
            <X size={18} aria-hidden="true" />
          </IconButton>
        </header>
        {preview.state === 'loading' && <Skeleton label={words.work.preview} lines={6} />}
        {preview.state === 'failed' && (
          <ProblemState
            problem={preview.problem}
            safe={words.failedSafe}
            onRetry={() => void select(selected)}
          />
        )}
        {preview.state === 'ready' && (
          <div className="backup-preview">
            <Counts preview={preview.value} />
            <ul className="backup-changes">
              {changesOf(preview.value).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            {preview.value.installation === 'other' && <TakeOver />}
            <p className="caption">{selected}</p>
          </div>
        )}
      </div>
      {preview.state === 'ready' && <RestoreFoot preview={preview.value} label={label} />}
    </aside>
  )
}
