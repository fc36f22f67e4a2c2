import { FileUp } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { PatternSummary } from '#core/contract/patterns.contract.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import type { TileRing } from '#core/rosette/plan.schema.ts'
import { onEvent } from '../../client.ts'
import { ProblemState } from '../../session/ProblemState.tsx'
import { usePlan } from '../../session/plan.store.ts'
import { Button } from '../../ui/Button.tsx'
import { FileButton } from '../../ui/FileButton.tsx'
import { SelectField, TextField } from '../../ui/Choice.tsx'
import { classNames } from '../../ui/class-names.ts'
import { saveText } from '../../ui/save-text.ts'
import { Skeleton } from '../../ui/States.tsx'
import { showToast } from '../../ui/toast.store.ts'
import { setPattern } from './edit-tile.ts'
import { type Shelf, useLibraryShelf } from './library.store.ts'
import { usePattern } from './pattern.store.ts'
import { patternStrings } from './pattern.strings.ts'
import { TilePicture } from './TilePicture.tsx'

const words = patternStrings.library
const ANY = 'any'
const LANES = [
  { value: ANY, label: words.anyLane },
  ...(['safe', 'tuned_v1', 'tuned_v2', 'experimental'] as const).map((lane) => ({
    value: lane,
    label: words.lanes[lane],
  })),
  { value: 'archived', label: words.archivedLane },
]

/** Puts a pattern of the library on the ring, as one step of undo. */
export async function takeFromLibrary(patternId: string): Promise<void> {
  const opened = await useLibraryShelf.getState().read(patternId)
  if (opened === null) return
  setPattern(opened.file.pattern)
  usePattern.getState().change({ comparedId: null, selection: null })
  showToast(words.taken(opened.file.name))
}

async function archivePattern({ patternId, name, archived }: PatternSummary): Promise<void> {
  const { archive } = useLibraryShelf.getState()
  const done = await archive(patternId, !archived)
  if (done === null) return
  if (archived) showToast(words.restored(name))
  else
    showToast(words.archived(name), {
      label: words.undo,
      run: () => void archive(patternId, false),
    })
}

async function exportPattern(patternId: string): Promise<void> {
  const file = await useLibraryShelf.getState().exportFile(patternId)
  if (file === null) return
  saveText(file.fileName, file.text)
  showToast(words.exported(file.fileName))
}

function KeepForm({ pattern }: { pattern: Pattern }) {
  const planName = usePlan((state) => state.history?.present.name ?? '')
  const [name, setName] = useState(planName)
  const keep = async () => {
    const kept = await useLibraryShelf.getState().keep(name.trim(), pattern)
    if (kept !== null) showToast(words.kept(kept.file.name))
  }
  return (
    <form
      className="keep-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') void keep()
      }}
    >
      <TextField label={words.keepName} value={name} maxLength={120} onChange={setName} />
      <Button type="submit" disabled={name.trim() === ''}>
        {words.keep}
      </Button>
    </form>
  )
}

function Uses() {
  const uses = useLibraryShelf((state) => state.uses)
  const planId = usePlan((state) => state.planId)
  if (uses === null) return null
  if (uses.length === 0) return <p className="caption">{words.usedNowhere}</p>
  return (
    <ul className="uses" aria-label={words.whereUsed}>
      {uses.map((use) => (
        <li key={`${use.planId} ${use.ringName}`}>
          <button
            type="button"
            className="link"
            disabled={use.planId === planId}
            onClick={() => void usePlan.getState().open(use.planId)}
          >
            {use.planName}
          </button>
          <span className="caption">{words.usedIn(use.ringName)}</span>
        </li>
      ))}
    </ul>
  )
}

function Actions({ summary }: { summary: PatternSummary }) {
  const { patternId, name, origin, archived } = summary
  const change = usePattern((state) => state.change)
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    ref.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  const duplicate = () => {
    void useLibraryShelf.getState().duplicate(patternId, words.copyName(name))
  }
  return (
    <div className="pattern-actions" ref={ref}>
      <div className="button-row">
        <Button size="small" look="primary" onClick={() => void takeFromLibrary(patternId)}>
          {words.take}
        </Button>
        <Button
          size="small"
          onClick={() => {
            change({ comparedId: patternId })
          }}
        >
          {words.compare}
        </Button>
        <Button size="small" onClick={duplicate}>
          {words.duplicate}
        </Button>
        <Button size="small" onClick={() => void exportPattern(patternId)}>
          {words.export}
        </Button>
        {origin === 'workshop' && (
          <Button size="small" onClick={() => void archivePattern(summary)}>
            {archived ? words.restore : words.archive}
          </Button>
        )}
      </div>
      {summary.notes !== '' && <p className="caption">{summary.notes}</p>}
      <h4>{words.whereUsed}</h4>
      <Uses />
    </div>
  )
}

function PatternItem({ summary }: { summary: PatternSummary }) {
  const openId = useLibraryShelf((state) => state.openId)
  const unfold = useLibraryShelf((state) => state.unfold)
  const { patternId, name, origin, rowCount, columnCount, colourCount, thumbnail } = summary
  const open = patternId === openId
  return (
    <li className={classNames('pattern-item', open && 'pattern-item-on')}>
      <button
        type="button"
        aria-expanded={open}
        aria-label={words.open(name)}
        onClick={() => void unfold(open ? null : patternId)}
      >
        <TilePicture pattern={thumbnail} label={words.pictureOf(name)} />
        <span className="pattern-words">
          <strong>{name}</strong>
          <span className="caption">
            {words.size(rowCount, columnCount, colourCount)}
            {origin === 'shipped' ? ` · ${words.shipped}` : ` · ${words.lanes[summary.lane]}`}
          </span>
        </span>
      </button>
      {open && <Actions summary={summary} />}
    </li>
  )
}

function ImportButton() {
  const read = async (file: File) => {
    const kept = await useLibraryShelf.getState().importFile(file)
    if (kept !== null) showToast(words.imported(kept.file.name))
  }
  return (
    <FileButton
      size="small"
      icon={<FileUp size={14} />}
      label={words.import}
      accept=".json,application/json"
      onFile={(file) => void read(file)}
    />
  )
}

function ShelfList({ shelf }: { shelf: Shelf }) {
  const { patterns, total, unreadable } = shelf
  return (
    <>
      {patterns.length === 0 && <p className="muted">{words.empty}</p>}
      <ul className="pattern-list">
        {patterns.map((summary) => (
          <PatternItem key={summary.patternId} summary={summary} />
        ))}
      </ul>
      {total > patterns.length && <p className="caption">{words.more(patterns.length, total)}</p>}
      {unreadable.length > 0 && (
        <details className="note note-warning">
          <summary>{words.unreadable(unreadable.length)}</summary>
          {unreadable.map(({ patternId, reason }) => (
            <p key={patternId}>{reason}</p>
          ))}
        </details>
      )}
    </>
  )
}

/** Patterns kept for other plans: keep this ring's, take one, see where one is used. */
export function LibraryPanel({ tile }: { tile: TileRing }) {
  const list = useLibraryShelf((state) => state.list)
  const search = useLibraryShelf((state) => state.search)
  const lane = useLibraryShelf((state) => state.lane)
  const { load, look } = useLibraryShelf.getState()
  useEffect(() => {
    void load()
    return onEvent('patterns.changed', () => void load())
  }, [load])
  return (
    <div className="fields">
      <div className="ring-list-head">
        <h3>{words.title}</h3>
        <ImportButton />
      </div>
      {tile.pattern !== null && <KeepForm pattern={tile.pattern} />}
      <TextField
        label={words.search}
        value={search}
        maxLength={200}
        onChange={(text) => void look({ search: text })}
      />
      <SelectField
        label={words.lane}
        value={lane ?? ANY}
        options={LANES}
        onChange={(value) => {
          const found = (
            ['safe', 'tuned_v1', 'tuned_v2', 'experimental', 'archived'] as const
          ).find((candidate) => candidate === value)
          void look({ lane: found ?? null })
        }}
      />
      {list.state === 'failed' && (
        <ProblemState problem={list.problem} safe={words.failedSafe} onRetry={() => void load()} />
      )}
      {(list.state === 'idle' || list.state === 'loading') && <Skeleton label={words.reading} />}
      {list.state === 'ready' && <ShelfList shelf={list.value} />}
    </div>
  )
}
