import { useEffect, useMemo, useState } from 'react'
import type { SettingGroup } from '#core/grbl/code-tables.ts'
import { settingWarnings } from '#core/grbl/settings/setting-rules.ts'
import type { SettingRow, SettingWarning } from '#core/grbl/settings/setting-row.ts'
import { useMachine } from '../../../session/machine.store.ts'
import { Button } from '../../../ui/Button.tsx'
import { SelectField, TextField } from '../../../ui/Choice.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Panel } from '../../../ui/Panel.tsx'
import { Skeleton } from '../../../ui/States.tsx'
import { mayWorkByHand } from '../machine.view-model.ts'
import { followController, useController } from './settings.store.ts'
import { controllerStrings as words } from './settings.strings.ts'
import {
  sameValue,
  shownSettings,
  type SettingsFilter,
  valueProblem,
  valueText,
  writtenValue,
} from './settings.view-model.ts'

const NOTHING_SOUGHT: SettingsFilter = { text: '', group: 'all', changedOnly: false }

function Filter({
  filter,
  onChange,
}: {
  filter: SettingsFilter
  onChange: (filter: SettingsFilter) => void
}) {
  const groups = Object.entries(words.groups) as [SettingGroup, string][]
  return (
    <div className="settings-filter">
      <TextField
        label={words.search}
        value={filter.text}
        maxLength={60}
        placeholder={words.searchHint}
        onChange={(text) => {
          onChange({ ...filter, text })
        }}
      />
      <SelectField
        label={words.group}
        value={filter.group}
        options={[
          { value: 'all', label: words.allGroups },
          ...groups.map(([value, label]) => ({ value, label })),
        ]}
        onChange={(group) => {
          onChange({ ...filter, group: group as SettingsFilter['group'] })
        }}
      />
      <label className="stage-check">
        <input
          type="checkbox"
          checked={filter.changedOnly}
          onChange={(event) => {
            onChange({ ...filter, changedOnly: event.target.checked })
          }}
        />
        {words.changedOnly}
      </label>
    </div>
  )
}

function Rows({
  rows,
  chosen,
  onChoose,
}: {
  rows: readonly SettingRow[]
  chosen: number | null
  onChoose: (settingNumber: number) => void
}) {
  const lastBackup = useController((state) => state.lastBackup)
  return (
    <table className="table settings-table" aria-label={words.title}>
      <thead>
        <tr>
          <th scope="col">{words.number}</th>
          <th scope="col">{words.name}</th>
          <th scope="col" className="numeric">
            {words.value}
          </th>
          <th scope="col">{words.unit}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const kept = lastBackup.get(row.settingNumber)
          const changed = kept !== undefined && !sameValue(kept, row.value)
          return (
            <tr
              key={row.settingNumber}
              tabIndex={0}
              aria-selected={row.settingNumber === chosen}
              className={classNames('table-pick', row.concern !== '' && 'setting-concern')}
              onClick={() => {
                onChoose(row.settingNumber)
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter') onChoose(row.settingNumber)
              }}
            >
              <td>${row.settingNumber}</td>
              <td>
                {row.entry?.name ?? words.unknown}
                {changed && <span className="caption"> {words.changed(kept)}</span>}
              </td>
              <td className="numeric">
                <strong>{valueText(row)}</strong>
              </td>
              <td>{row.entry?.unit}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Explained({ row }: { row: SettingRow }) {
  const { entry } = row
  if (entry === null) return <p className="muted">{words.unknown}</p>
  const range =
    entry.valueKind === 'boolean'
      ? ''
      : words.range(String(entry.minimum), String(entry.maximum), entry.unit)
  return (
    <>
      <p>{entry.description}</p>
      {range !== '' && <p className="caption">{range}</p>}
      {entry.valueKind === 'axisMask' && <p className="caption">{words.mask}</p>}
      {row.concern !== '' && <p className="room-problem">{row.concern}</p>}
    </>
  )
}

function ValueField({
  row,
  text,
  onType,
}: {
  row: SettingRow
  text: string
  onType: (text: string) => void
}) {
  if (row.entry?.valueKind === 'boolean') {
    return (
      <SelectField
        label={words.wanted}
        value={text}
        options={[
          { value: '0', label: words.no },
          { value: '1', label: words.yes },
        ]}
        onChange={onType}
      />
    )
  }
  return <TextField label={words.wanted} value={text} maxLength={20} onChange={onType} />
}

/** What speaks against a value; it is written all the same when somebody has read it. */
function Warnings({
  warnings,
  agreed,
  onAgree,
}: {
  warnings: readonly SettingWarning[]
  agreed: boolean
  onAgree: (agreed: boolean) => void
}) {
  if (warnings.length === 0) return null
  return (
    <>
      {warnings.map((warning) => (
        <p key={warning.code} className="room-warning">
          {warning.sentence}
        </p>
      ))}
      <label className="check">
        <input
          type="checkbox"
          checked={agreed}
          onChange={(event) => {
            onAgree(event.target.checked)
          }}
        />
        {words.agree}
      </label>
    </>
  )
}

/** What stands in the field before anything is typed. */
function typedFirst({ entry, value }: SettingRow): string {
  return entry?.valueKind === 'boolean' ? String(Number(value)) : value
}

/** A new value as it is typed: what is wrong with it, what speaks against it, and the write. */
function useDraft(row: SettingRow, rows: readonly SettingRow[]) {
  const write = useController((state) => state.write)
  const [typed, setTyped] = useState<string | null>(null)
  const [agreed, setAgreed] = useState(false)
  const [writing, setWriting] = useState(false)
  const text = typed ?? typedFirst(row)
  const problem = valueProblem(text, row.entry)
  const changed = problem === null && !sameValue(writtenValue(text), row.value)
  const warnings = changed ? settingWarnings(rows, row.settingNumber, writtenValue(text)) : []
  const type = (next: string) => {
    setTyped(next)
    // What was agreed to was another value.
    setAgreed(false)
  }
  const save = async () => {
    setWriting(true)
    const codes = warnings.map(({ code }) => code)
    if (await write(row.settingNumber, writtenValue(text), codes)) setTyped(null)
    setAgreed(false)
    setWriting(false)
  }
  const mayWrite = changed && !writing && (warnings.length === 0 || agreed)
  return { text, problem, warnings, agreed, mayWrite, type, setAgreed, save }
}

/** One setting: what it does, its range, a new value, what speaks against it, and the write. */
function Editor({ row, rows }: { row: SettingRow; rows: readonly SettingRow[] }) {
  const ready = useMachine((state) => mayWorkByHand(state.snapshot))
  const { text, problem, warnings, agreed, mayWrite, type, setAgreed, save } = useDraft(row, rows)
  return (
    <Panel title={`$${String(row.settingNumber)} ${row.entry?.name ?? ''}`} className="room-panel">
      <Explained row={row} />
      <ValueField row={row} text={text} onType={type} />
      {problem !== null && (
        <p className="room-problem" role="alert">
          {problem}
        </p>
      )}
      <Warnings warnings={warnings} agreed={agreed} onAgree={setAgreed} />
      {!ready && <p className="caption">{words.needsReady}</p>}
      <Button look="primary" disabled={!mayWrite || !ready} onClick={() => void save()}>
        {words.write}
      </Button>
    </Panel>
  )
}

/** The settings of the connected controller: searched, explained, checked, written and read back. */
export function SettingsTab() {
  const rows = useController((state) => state.rows)
  const lastBackup = useController((state) => state.lastBackup)
  const revision = useMachine((state) => state.snapshot?.manual.settingsRevision ?? 0)
  const [filter, setFilter] = useState(NOTHING_SOUGHT)
  const [chosen, setChosen] = useState<number | null>(null)
  useEffect(() => followController(), [revision])
  const all = useMemo(() => (rows.state === 'ready' ? rows.value : []), [rows])
  const shown = shownSettings(all, filter, lastBackup)
  const row = all.find(({ settingNumber }) => settingNumber === chosen)
  return (
    <div className="room-split">
      <div className="room-list">
        <Filter filter={filter} onChange={setFilter} />
        {rows.state === 'failed' && <p role="alert">{rows.problem.message}</p>}
        {(rows.state === 'loading' || rows.state === 'idle') && (
          <Skeleton label={words.reading} lines={6} />
        )}
        {rows.state === 'ready' && shown.length === 0 && <p className="muted">{words.none}</p>}
        {shown.length > 0 && <Rows rows={shown} chosen={chosen} onChoose={setChosen} />}
      </div>
      <div className="room-stack">
        {row === undefined ? (
          <p className="muted">{words.choose}</p>
        ) : (
          <Editor key={row.settingNumber} row={row} rows={all} />
        )}
      </div>
    </div>
  )
}
