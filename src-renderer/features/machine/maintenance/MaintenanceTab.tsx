import { Check, Plus, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { MaintenanceReport, ServiceState } from '#core/grbl/maintenance/maintenance-report.ts'
import type { ServiceItem } from '#core/grbl/maintenance/maintenance.schema.ts'
import { formatDecimal } from '#core/units/format-length.ts'
import { countQuantity } from '../../../session/quantities.ts'
import { formatDuration } from '../../../session/time-text.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { SelectField, TextField } from '../../../ui/Choice.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { Progress } from '../../../ui/States.tsx'
import { UnitField } from '../../../ui/UnitField.tsx'
import { Ago } from '../Ago.tsx'
import { machineStrings } from '../machine.strings.ts'
import { followMaintenance, useMaintenance } from './maintenance.store.ts'
import { maintenanceStrings as words } from './maintenance.strings.ts'

const whole = (value: number) => formatDecimal(value, 0)
const INTERVAL_RANGE = { min: 1, max: 1_000_000 }
const NEW_ITEM: ServiceItem = { name: '', note: '', counts: 'spindleHours', interval: 50 }

function Totals({ totals }: { totals: MaintenanceReport['totals'] }) {
  const { jogAndJobMetres: way } = totals
  const rows = [
    [words.spindle, words.hours(formatDecimal(totals.spindleHours, 1))],
    [words.jobTime, formatDuration(totals.jobHours * 3600)],
    [words.jobs, whole(totals.jobsCompleted)],
    [words.stopped, whole(totals.jobsStopped)],
    [words.alarms, whole(totals.alarms)],
    ...(['x', 'y', 'z'] as const).map(
      (axis) =>
        [words.distance(axis.toUpperCase()), words.metres(formatDecimal(way[axis], 1))] as const,
    ),
  ] as const
  return (
    <Panel title={words.totals} className="room-panel">
      <dl className="facts">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="caption">
        {totals.sinceUtc === '' ? (
          words.nothingYet
        ) : (
          <>
            {words.since} <Ago atUtc={totals.sinceUtc} />.
          </>
        )}{' '}
        {words.notVirtual}
      </p>
    </Panel>
  )
}

/** Notes a service as done, with what there is to say of it. */
function DoneDialog({ state, onEnd }: { state: ServiceState; onEnd: () => void }) {
  const markDone = useMaintenance((store) => store.markDone)
  const [note, setNote] = useState('')
  return (
    <Dialog
      title={words.doneTitle(state.item.name)}
      confirmLabel={words.noteDone}
      cancelLabel={words.cancel}
      onCancel={onEnd}
      onConfirm={() => {
        onEnd()
        void markDone(state.itemId, note.trim())
      }}
    >
      <p>{words.doneText}</p>
      <TextField
        label={words.doneNote}
        value={note}
        maxLength={500}
        hint={words.doneHint}
        onChange={setNote}
      />
    </Dialog>
  )
}

function RemoveDialog({ state, onEnd }: { state: ServiceState; onEnd: () => void }) {
  const removeItem = useMaintenance((store) => store.removeItem)
  return (
    <Dialog
      title={words.removeTitle(state.item.name)}
      confirmLabel={words.remove}
      cancelLabel={words.cancel}
      danger
      onCancel={onEnd}
      onConfirm={() => {
        onEnd()
        void removeItem(state.itemId)
      }}
    >
      <p>{words.removeText}</p>
    </Dialog>
  )
}

function Item({ state }: { state: ServiceState }) {
  const [asking, setAsking] = useState<'done' | 'remove' | null>(null)
  const { item, used } = state
  const end = () => {
    setAsking(null)
  }
  const unit = words.counted[item.counts]
  return (
    <li className={`service service-${state.state}`}>
      <div className="service-words">
        <strong>{item.name}</strong>
        <span className="service-state">{words.states[state.state]}</span>
      </div>
      {item.note !== '' && <p className="caption">{item.note}</p>}
      <Progress
        label={words.used(formatDecimal(used, 1), whole(item.interval), unit)}
        ratio={Math.min(1, used / item.interval)}
      />
      <div className="room-buttons">
        <Button
          size="small"
          icon={<Check size={14} />}
          onClick={() => {
            setAsking('done')
          }}
        >
          {words.done}
        </Button>
        <IconButton
          label={`${words.remove}: ${item.name}`}
          onClick={() => {
            setAsking('remove')
          }}
        >
          <Trash2 size={16} aria-hidden="true" />
        </IconButton>
      </div>
      {asking === 'done' && <DoneDialog state={state} onEnd={end} />}
      {asking === 'remove' && <RemoveDialog state={state} onEnd={end} />}
    </li>
  )
}

function NewItem() {
  const saveItem = useMaintenance((state) => state.saveItem)
  const [item, setItem] = useState<ServiceItem | null>(null)
  if (item === null) {
    return (
      <Button
        icon={<Plus size={16} />}
        onClick={() => {
          setItem(NEW_ITEM)
        }}
      >
        {words.add}
      </Button>
    )
  }
  const change = (part: Partial<ServiceItem>) => {
    setItem({ ...item, ...part })
  }
  return (
    <div className="service-new">
      <TextField
        label={words.name}
        value={item.name}
        maxLength={80}
        onChange={(name) => {
          change({ name })
        }}
      />
      <TextField
        label={words.note}
        value={item.note}
        maxLength={500}
        onChange={(note) => {
          change({ note })
        }}
      />
      <SelectField
        label={words.counts}
        value={item.counts}
        options={Object.entries(words.counted).map(([value, label]) => ({ value, label }))}
        onChange={(counts) => {
          change({ counts: counts as ServiceItem['counts'] })
        }}
      />
      <UnitField
        label={words.interval}
        value={item.interval}
        quantity={countQuantity()}
        range={INTERVAL_RANGE}
        step={10}
        labels={machineStrings.field}
        onCommit={(interval) => {
          change({ interval })
        }}
      />
      <div className="button-pair">
        <Button
          look="primary"
          disabled={item.name.trim() === ''}
          onClick={() =>
            void saveItem(item).then((kept) => {
              if (kept) setItem(null)
            })
          }
        >
          {words.save}
        </Button>
        <Button
          onClick={() => {
            setItem(null)
          }}
        >
          {words.cancel}
        </Button>
      </div>
    </div>
  )
}

/** What the machine has done, what wants care, and what was done to it. */
export function MaintenanceTab() {
  const report = useMaintenance((state) => state.report)
  useEffect(() => followMaintenance(), [])
  if (report.state === 'failed') return <p role="alert">{report.problem.message}</p>
  if (report.state !== 'ready') return null
  const { totals, items, done } = report.value
  return (
    <div className="room-columns">
      <div className="room-stack">
        <Totals totals={totals} />
      </div>
      <div className="room-stack">
        <Panel title={words.items} className="room-panel">
          {items.length === 0 && <p className="muted">{words.empty}</p>}
          <ul className="services">
            {items.map((state) => (
              <Item key={state.itemId} state={state} />
            ))}
          </ul>
          <NewItem />
        </Panel>
      </div>
      <div className="room-stack">
        <Panel title={words.log} className="room-panel">
          {done.length === 0 && <p className="muted">{words.logEmpty}</p>}
          <ol className="detection">
            {done.map((one, index) => (
              <li key={index}>
                <span className="caption">
                  <Ago atUtc={one.atUtc} />
                </span>{' '}
                {words.logLine(one.itemName, formatDecimal(one.spindleHours, 1))}
                {one.note !== '' && words.logNote(one.note)}
              </li>
            ))}
          </ol>
        </Panel>
      </div>
    </div>
  )
}
