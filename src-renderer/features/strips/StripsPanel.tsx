import { FileUp, Layers, Plus } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { onEvent } from '../../client.ts'
import { ProblemState } from '../../session/ProblemState.tsx'
import { type Command, useCommands } from '../../session/commands.store.ts'
import { readyValue } from '../../session/loadable.ts'
import { Button } from '../../ui/Button.tsx'
import { FileButton } from '../../ui/FileButton.tsx'
import { EmptyState, Skeleton } from '../../ui/States.tsx'
import { useFileDrop } from '../../ui/use-file-drop.ts'
import { FamilyDetail } from './FamilyDetail.tsx'
import { FamilyInspector } from './FamilyInspector.tsx'
import { FamilyTable } from './FamilyTable.tsx'
import './strips.css'
import { stripsStrings } from './strips.strings.ts'
import { useStrips } from './strips.store.ts'
import { newFamily } from './strips.view-model.ts'

const words = stripsStrings
const LANES = ['all', 'safe', 'tuned_v1', 'tuned_v2', 'experimental', 'archived'] as const

function importFile(file: File): void {
  void useStrips.getState().importFile(file)
}

function ImportButton() {
  return (
    <FileButton
      icon={<FileUp size={18} />}
      label={words.import}
      accept=".json,application/json"
      onFile={importFile}
    />
  )
}

function Filters() {
  const search = useStrips((state) => state.search)
  const lane = useStrips((state) => state.lane)
  const ask = useStrips((state) => state.ask)
  return (
    <div className="strip-filters">
      <div className="field-box">
        <input
          type="search"
          aria-label={words.search}
          placeholder={words.searchHint}
          value={search}
          maxLength={200}
          onChange={(event) => void ask({ search: event.target.value })}
        />
      </div>
      <div className="field-box">
        <select
          aria-label={words.lane}
          value={lane ?? 'all'}
          onChange={(event) => {
            const chosen = LANES.find((candidate) => candidate === event.target.value)
            void ask({ lane: chosen === undefined || chosen === 'all' ? null : chosen })
          }}
        >
          {LANES.map((value) => (
            <option key={value} value={value}>
              {words.lanes[value]}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}

function Unreadable() {
  const list = useStrips((state) => state.list)
  const unreadable = readyValue(list)?.unreadable ?? []
  if (unreadable.length === 0) return null
  return (
    <details className="strip-unreadable">
      <summary>{words.unreadable(unreadable.length)}</summary>
      <ul>
        {unreadable.map(({ familyId, reason }) => (
          <li key={familyId}>{reason}</li>
        ))}
      </ul>
    </details>
  )
}

function FamilyList() {
  const list = useStrips((state) => state.list)
  const { load, ask } = useStrips.getState()
  if (list.state === 'failed') {
    return (
      <ProblemState problem={list.problem} safe={words.failedSafe} onRetry={() => void load()} />
    )
  }
  if (list.state !== 'ready') return <Skeleton label={words.reading} lines={6} />
  if (list.value.families.length === 0) {
    return (
      <EmptyState
        title={words.emptyTitle}
        text={words.emptyText}
        picture={<Layers size={96} strokeWidth={1} />}
        action={
          <Button onClick={() => void ask({ search: '', lane: null })}>{words.showAll}</Button>
        }
      />
    )
  }
  const { families, matchingCount } = list.value
  return (
    <>
      <FamilyTable families={families} />
      {families.length < matchingCount && (
        <p className="caption strip-cut">{words.cut(families.length, matchingCount)}</p>
      )}
    </>
  )
}

function useStripCommands(): void {
  const history = useStrips((state) => state.history)
  const canUndo = (history?.past.length ?? 0) > 0
  const canRedo = (history?.future.length ?? 0) > 0
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'strips-undo',
        title: words.undoStrips,
        group: words.commands,
        keys: 'Ctrl Z',
        enabled: canUndo,
        run: () => {
          useStrips.getState().undo()
        },
      },
      {
        id: 'strips-redo',
        title: words.redoStrips,
        group: words.commands,
        keys: 'Ctrl Shift Z',
        enabled: canRedo,
        run: () => {
          useStrips.getState().redo()
        },
      },
    ],
    [canUndo, canRedo],
  )
  useCommands('strips', commands)
}

/** Reads the list, follows changes, and shows the first family when none is shown yet. */
function useFamilies(): void {
  const list = useStrips((state) => state.list)
  useEffect(() => {
    const { load, flush } = useStrips.getState()
    void load()
    const stop = onEvent('strips.changed', () => void load())
    return () => {
      stop()
      void flush()
    }
  }, [])
  useEffect(() => {
    const [first] = readyValue(list)?.families ?? []
    if (first !== undefined && useStrips.getState().open === null) {
      void useStrips.getState().show(first)
    }
  }, [list])
}

/** The registry of strip families: table, picture, properties. */
export function StripsPanel() {
  const open = useStrips((state) => state.open)
  const family = useStrips((state) => state.history?.present ?? null)
  const drop = useFileDrop(importFile)
  useFamilies()
  useStripCommands()
  return (
    <div className={drop.over ? 'bench strips strips-over' : 'bench strips'} {...drop.handlers}>
      <div className="strip-list">
        <header className="strip-list-head">
          <h1>{words.title}</h1>
          <ImportButton />
          <Button
            look="primary"
            icon={<Plus size={18} />}
            onClick={() =>
              void useStrips.getState().create(newFamily(words.newName, words.newStripName))
            }
          >
            {words.newFamily}
          </Button>
        </header>
        <p className="muted">{drop.over ? words.dropHere : words.lead}</p>
        <Filters />
        <div className="strip-list-scroll">
          <FamilyList />
          <Unreadable />
        </div>
      </div>
      {open !== null && family !== null ? (
        <>
          <FamilyDetail open={open} family={family} />
          <FamilyInspector open={open} family={family} />
        </>
      ) : (
        <div className="strip-detail">
          <EmptyState title={words.chooseTitle} text={words.chooseText} />
        </div>
      )}
    </div>
  )
}
