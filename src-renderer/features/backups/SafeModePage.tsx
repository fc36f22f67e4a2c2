import { FolderOpen, RefreshCw, ShieldAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { SafeMode } from '#core/contract/backups.contract.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import './backups.css'
import { BackupSide } from './BackupSide.tsx'
import { BackupTable, NoBackup } from './BackupTable.tsx'
import { BackupWorkBar } from './BackupWorkBar.tsx'
import { backupsStrings } from './backups.strings.ts'
import { followBackups, useBackups } from './backups.store.ts'
import { newestGood } from './backups.view-model.ts'

const words = backupsStrings.safe

/** What happened, and what is safe. */
function Explanation({ mode }: { mode: SafeMode }) {
  return (
    <section className="safe-mode-head" role="alert">
      <ShieldAlert size={48} strokeWidth={1.5} aria-hidden="true" />
      <div>
        <h1>{words.title}</h1>
        <p className="safe-mode-cause">{words.causes[mode.cause]}</p>
        <p>{words.isSafe}</p>
        <details>
          <summary>{words.what}</summary>
          <p>{mode.message}</p>
          <p>{mode.remedy}</p>
        </details>
      </div>
    </section>
  )
}

function StartEmpty() {
  const [asks, setAsks] = useState(false)
  const isBusy = useBackups((state) => state.work !== null)
  const startEmpty = useBackups((state) => state.startEmpty)
  return (
    <>
      <Button
        disabled={isBusy}
        onClick={() => {
          setAsks(true)
        }}
      >
        {words.startEmpty}
      </Button>
      {asks && (
        <Dialog
          title={words.startEmptyTitle}
          confirmLabel={words.startEmptyConfirm}
          cancelLabel={words.keep}
          danger
          onCancel={() => {
            setAsks(false)
          }}
          onConfirm={() => {
            setAsks(false)
            void startEmpty()
          }}
        >
          <p>{words.startEmptyText}</p>
        </Dialog>
      )}
    </>
  )
}

/** The whole workspace while the database cannot be used: the way back, and nothing else. */
export function SafeModePage({ mode }: { mode: SafeMode }) {
  const refusal = useBackups((state) => state.refusal)
  const hasSelected = useBackups((state) => state.selected !== null)
  const { load, openFolder } = useBackups.getState()
  useEffect(() => {
    // What nearly everybody wants here is checked and offered at once.
    void load().then(() => {
      const { list, selected, select } = useBackups.getState()
      const newest = list.state === 'ready' ? newestGood(list.value.backups) : null
      if (selected === null && newest !== null) void select(newest.fileName)
    })
    return followBackups()
  }, [load])
  const lookAgain = (
    <Button icon={<RefreshCw size={18} />} onClick={() => void load()}>
      {words.lookAgain}
    </Button>
  )
  return (
    <div className="bench">
      <div className="bench-scroll backups safe-mode">
        <Explanation mode={mode} />
        {refusal !== null && !hasSelected && (
          <p role="alert" className="backup-trouble">
            {refusal.message} {refusal.remedy}
          </p>
        )}
        <BackupWorkBar />
        <h2>{words.next}</h2>
        <BackupTable
          empty={
            <NoBackup title={words.noBackupTitle} text={words.noBackupText} action={lookAgain} />
          }
        />
        <footer className="safe-mode-foot">
          <Button icon={<FolderOpen size={18} />} onClick={() => void openFolder('data')}>
            {words.dataFolder}
          </Button>
          <StartEmpty />
          <p className="caption">{mode.dataDir}</p>
        </footer>
      </div>
      <BackupSide label={words.restore} />
    </div>
  )
}
