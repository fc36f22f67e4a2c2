import { Archive, CircleCheck, CircleHelp, TriangleAlert } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import type { Backup } from '#core/contract/backups.contract.ts'
import { ProblemState } from '../../session/ProblemState.tsx'
import { formatAgo, formatExact } from '../../session/time-text.ts'
import { EmptyState, Skeleton } from '../../ui/States.tsx'
import { Table, type Column } from '../../ui/Table.tsx'
import { backupsStrings } from './backups.strings.ts'
import { useBackups } from './backups.store.ts'
import { holdsText, momentText, sizeText } from './backups.view-model.ts'

const words = backupsStrings

function State({ backup }: { backup: Backup }) {
  if (backup.trouble !== '') {
    return (
      <span className="backup-state backup-damaged" title={backup.trouble}>
        <TriangleAlert size={16} aria-hidden="true" />
        {words.damaged}
      </span>
    )
  }
  const isForeign = backup.isOwn === false
  return (
    <span className={isForeign ? 'backup-state backup-foreign' : 'backup-state backup-good'}>
      {isForeign ? (
        <CircleHelp size={16} aria-hidden="true" />
      ) : (
        <CircleCheck size={16} aria-hidden="true" />
      )}
      {isForeign ? words.foreign : words.good}
    </span>
  )
}

function columnsAt(nowMs: number): readonly Column<Backup>[] {
  return [
    {
      id: 'when',
      head: words.columns.when,
      cell: ({ createdAtUtc }) => (
        <time className="backup-when" dateTime={createdAtUtc} title={formatExact(createdAtUtc)}>
          {formatAgo(createdAtUtc, nowMs)}
          <span className="caption">{momentText(createdAtUtc)}</span>
        </time>
      ),
    },
    { id: 'kind', head: words.columns.kind, cell: ({ kind }) => words.kinds[kind] },
    { id: 'holds', head: words.columns.holds, cell: holdsText },
    {
      id: 'size',
      head: words.columns.size,
      numeric: true,
      cell: ({ sizeBytes }) => sizeText(sizeBytes),
    },
    { id: 'state', head: words.columns.state, cell: (backup) => <State backup={backup} /> },
  ]
}

/** The copies there are, newest first; `empty` is what stands there when there is none. */
export function BackupTable({ empty }: { empty: ReactNode }) {
  const list = useBackups((state) => state.list)
  const selected = useBackups((state) => state.selected)
  const nowMs = useBackups((state) => state.listedAtMs)
  const { load, select } = useBackups.getState()
  const columns = useMemo(() => columnsAt(nowMs), [nowMs])
  if (list.state === 'failed') {
    return (
      <ProblemState problem={list.problem} safe={words.failedSafe} onRetry={() => void load()} />
    )
  }
  if (list.state !== 'ready') return <Skeleton label={words.reading} lines={6} />
  if (list.value.backups.length === 0) return empty
  return (
    <Table
      label={words.table}
      rows={list.value.backups}
      columns={columns}
      keyOf={({ fileName }) => fileName}
      selectedKey={selected}
      onSelect={({ fileName }) => void select(fileName)}
    />
  )
}

/** What stands in the place of the table while there is no copy. */
export function NoBackup({
  title,
  text,
  action,
}: {
  title: string
  text: string
  action: ReactNode
}) {
  return (
    <EmptyState
      title={title}
      text={text}
      picture={<Archive size={96} strokeWidth={1} />}
      action={action}
    />
  )
}
