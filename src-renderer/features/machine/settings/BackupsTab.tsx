import { ArchiveRestore, Download, FilePlus2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { SettingsComparison } from '#core/grbl/settings/compare-settings.ts'
import type { RestoreReport } from '#core/grbl/settings/restore-settings.ts'
import type { SettingsBackup } from '#core/grbl/settings/settings-backup.ts'
import { readyValue } from '../../../session/loadable.ts'
import { isConnected, useMachine } from '../../../session/machine.store.ts'
import { formatExact } from '../../../session/time-text.ts'
import { Button } from '../../../ui/Button.tsx'
import { FileButton } from '../../../ui/FileButton.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Progress, Skeleton } from '../../../ui/States.tsx'
import { Table, type Column } from '../../../ui/Table.tsx'
import { mayWorkByHand } from '../machine.view-model.ts'
import { MachineCompare } from './MachineCompare.tsx'
import { followController, useController } from './settings.store.ts'
import { controllerStrings as words } from './settings.strings.ts'

const COLUMNS: readonly Column<SettingsBackup>[] = [
  { id: 'when', head: words.when, cell: ({ createdAtUtc }) => formatExact(createdAtUtc) },
  {
    id: 'why',
    head: words.why,
    cell: ({ reason, note }) => (note === '' ? words.reasons[reason] : note),
  },
  { id: 'from', head: words.from, cell: ({ firmware }) => firmware },
  { id: 'count', head: words.count, numeric: true, cell: ({ settingCount }) => settingCount },
]

function Differences({ comparison }: { comparison: SettingsComparison }) {
  const { differences, equalCount } = comparison
  if (differences.length === 0) return <p>{words.same(equalCount)}</p>
  return (
    <>
      <p>{words.differences(differences.length)}</p>
      <table className="table" aria-label={words.compare}>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col" className="numeric">
              {words.inBackup}
            </th>
            <th scope="col" className="numeric">
              {words.onController}
            </th>
          </tr>
        </thead>
        <tbody>
          {differences.map(({ settingNumber, entry, left, right }) => (
            <tr key={settingNumber}>
              <td>
                ${settingNumber} {entry?.name}
              </td>
              <td className="numeric">{left ?? words.absent}</td>
              <td className="numeric">{right ?? words.absent}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Report({ report }: { report: RestoreReport }) {
  const all = report.written.length + report.remaining.length
  return (
    <div
      role="status"
      className={
        report.state === 'interrupted' ? 'job-outcome job-fault' : 'job-outcome job-completed'
      }
    >
      <p>{report.sentence}</p>
      <p className="caption">{words.progress(report.written.length, all)}</p>
      {report.remedy !== '' && <p>{report.remedy}</p>}
      {report.refused.map(({ settingNumber, sentence }) => (
        <p key={settingNumber}>{words.refused(settingNumber, sentence)}</p>
      ))}
    </div>
  )
}

/** A restore that was cut off in the middle: on with it, back, or leave it. */
function Unfinished({ report }: { report: RestoreReport }) {
  const { restore, rollBack, leave, restoring } = useController()
  const ready = useMachine((state) => mayWorkByHand(state.snapshot))
  return (
    <Panel title={words.unfinished} className="room-panel">
      <Report report={report} />
      <div className="room-buttons">
        <Button
          look="primary"
          disabled={!ready || restoring}
          onClick={() => void restore(report.backupId)}
        >
          {words.goOn}
        </Button>
        <Button disabled={!ready || restoring} onClick={() => void rollBack()}>
          {words.rollBack}
        </Button>
        <Button disabled={restoring} onClick={() => void leave()}>
          {words.leave}
        </Button>
      </div>
    </Panel>
  )
}

function Confirmed({
  title,
  text,
  label,
  danger = false,
  disabled = false,
  onConfirm,
  icon,
}: {
  title: string
  text: string
  label: string
  danger?: boolean
  disabled?: boolean
  onConfirm: () => void
  icon?: React.ReactNode
}) {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button
        icon={icon}
        disabled={disabled}
        onClick={() => {
          setAsking(true)
        }}
      >
        {label}
      </Button>
      {asking && (
        <Dialog
          title={title}
          confirmLabel={label}
          cancelLabel={words.cancel}
          danger={danger}
          onCancel={() => {
            setAsking(false)
          }}
          onConfirm={() => {
            setAsking(false)
            onConfirm()
          }}
        >
          <p>{text}</p>
        </Dialog>
      )}
    </>
  )
}

function Chosen({ backupId }: { backupId: string }) {
  const { comparison, restoring, report, restore, removeBackup, saveBackup } = useController()
  const ready = useMachine((state) => mayWorkByHand(state.snapshot))
  const compared = readyValue(comparison)
  const count = compared?.differences.filter(({ left }) => left !== null).length ?? 0
  return (
    <Panel title={words.compare} className="room-panel">
      {comparison.state === 'loading' && <Skeleton label={words.reading} lines={3} />}
      {comparison.state === 'failed' && <p role="alert">{comparison.problem.message}</p>}
      {compared !== null && <Differences comparison={compared} />}
      {restoring && <Progress label={words.restoring} ratio={null} />}
      {report !== null && <Report report={report} />}
      <div className="room-buttons">
        <Confirmed
          title={words.restoreTitle}
          text={words.restoreText(count)}
          label={words.restore}
          icon={<ArchiveRestore size={16} />}
          disabled={!ready || restoring || count === 0}
          onConfirm={() => void restore(backupId)}
        />
        <Button icon={<Download size={16} />} onClick={() => void saveBackup(backupId)}>
          {words.saveFile}
        </Button>
        <Confirmed
          title={words.removeTitle}
          text={words.removeText}
          label={words.remove}
          danger
          onConfirm={() => void removeBackup(backupId)}
        />
      </div>
    </Panel>
  )
}

function Tools() {
  const backUp = useController((state) => state.backUp)
  const importBackup = useController((state) => state.importBackup)
  const connected = useMachine((state) => isConnected(state.snapshot))
  return (
    <div className="room-buttons">
      <Button look="primary" disabled={!connected} onClick={() => void backUp('')}>
        {words.backupNow}
      </Button>
      <FileButton
        icon={<FilePlus2 size={16} />}
        label={words.importFile}
        accept=".txt,.nc,.gcode,.json"
        onFile={(file) => void importBackup(file)}
      />
    </div>
  )
}

/** A restore that was cut off, or its being taken up again; where a backup is open, its panel tells of that. */
function CutOff() {
  const { unfinished, restoring, backupId } = useController()
  if (restoring) {
    return backupId === null ? <Progress label={words.restoring} ratio={null} /> : null
  }
  return unfinished === null ? null : <Unfinished report={unfinished} />
}

/** Backups of the settings: made, compared with the controller, and written back with a read-back. */
export function BackupsTab() {
  const { backups, backupId, openBackup } = useController()
  useEffect(() => followController(), [])
  const kept = readyValue(backups) ?? []
  return (
    <div className="room-split">
      <div className="room-list">
        <Tools />
        {backups.state === 'failed' && <p role="alert">{backups.problem.message}</p>}
        {backups.state === 'ready' && kept.length === 0 && (
          <p className="muted">{words.noBackup}</p>
        )}
        {kept.length > 0 && (
          <Table
            label={words.backups}
            rows={kept}
            columns={COLUMNS}
            keyOf={(backup) => backup.backupId}
            selectedKey={backupId}
            onSelect={(backup) => void openBackup(backup.backupId)}
          />
        )}
      </div>
      <div className="room-stack">
        <CutOff />
        {backupId === null ? (
          <p className="muted">{words.open}</p>
        ) : (
          <Chosen key={backupId} backupId={backupId} />
        )}
        <MachineCompare />
      </div>
    </div>
  )
}
