import { Archive, FolderOpen, History } from 'lucide-react'
import { useEffect } from 'react'
import { readyValue } from '../../session/loadable.ts'
import { formatAgo } from '../../session/time-text.ts'
import { Button } from '../../ui/Button.tsx'
import './backups.css'
import { BackupSide } from './BackupSide.tsx'
import { BackupTable, NoBackup } from './BackupTable.tsx'
import { BackupWorkBar } from './BackupWorkBar.tsx'
import { backupsStrings } from './backups.strings.ts'
import { followBackups, useBackups } from './backups.store.ts'
import { beforeToday, holdsText, isYesterday, momentText } from './backups.view-model.ts'

const words = backupsStrings

/** Restore yesterday: this button, and then the one beside the list. */
function QuickRestore() {
  const list = useBackups((state) => readyValue(state.list))
  const nowMs = useBackups((state) => state.listedAtMs)
  const selected = useBackups((state) => state.selected)
  const select = useBackups((state) => state.select)
  const copy = list === null ? null : beforeToday(list.backups, nowMs)
  if (copy === null) return null
  const { fileName, createdAtUtc } = copy
  const date = formatAgo(createdAtUtc, nowMs)
  return (
    <section className="panel backup-quick" aria-label={words.quickTitle}>
      <div>
        <h2>{words.quickTitle}</h2>
        <p className="muted">{words.quickText(momentText(createdAtUtc), holdsText(copy))}</p>
      </div>
      <Button
        icon={<History size={18} />}
        aria-pressed={selected === fileName}
        onClick={() => void select(fileName)}
      >
        {isYesterday(createdAtUtc, nowMs) ? words.quickYesterday : words.quickOlder(date)}
      </Button>
    </section>
  )
}

/** The backups there are; one more at any time, and any of them back. */
export function BackupsPanel() {
  const list = useBackups((state) => readyValue(state.list))
  const isBusy = useBackups((state) => state.work !== null)
  const { load, make, openFolder } = useBackups.getState()
  useEffect(() => {
    void load()
    return followBackups()
  }, [load])
  const backUpNow = (
    <Button
      look="primary"
      icon={<Archive size={18} />}
      disabled={isBusy}
      onClick={() => void make()}
    >
      {words.backUpNow}
    </Button>
  )
  return (
    <div className="bench">
      <div className="bench-scroll backups">
        <header className="page-head">
          <div>
            <h1>{words.title}</h1>
            <p className="muted">{words.lead}</p>
          </div>
          <Button icon={<FolderOpen size={18} />} onClick={() => void openFolder('backups')}>
            {words.openFolder}
          </Button>
          {backUpNow}
        </header>
        {list?.notices.map((notice) => (
          <p key={notice} role="status" className="backup-notice">
            {notice}
          </p>
        ))}
        <BackupWorkBar />
        <QuickRestore />
        <BackupTable
          empty={<NoBackup title={words.emptyTitle} text={words.emptyText} action={null} />}
        />
        {list !== null && <p className="caption">{list.folder}</p>}
      </div>
      <BackupSide label={words.restore} />
    </div>
  )
}
