import { FileDown, FileUp, Plus, Redo2, Undo2, Wrench } from 'lucide-react'
import { useMemo } from 'react'
import type { ShopRecord, ShopRecordKind } from '#core/library/shop-records.schema.ts'
import { formatLength } from '#core/units/format-length.ts'
import { type Command, useCommands } from '../../session/commands.store.ts'
import { useLibrary, useLibraryStore } from '../../session/library.store.ts'
import { ProblemState } from '../../session/ProblemState.tsx'
import { useUnits } from '../../session/settings.store.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { FileButton } from '../../ui/FileButton.tsx'
import { Segmented } from '../../ui/Choice.tsx'
import { EmptyState, Skeleton } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { useFileDrop } from '../../ui/use-file-drop.ts'
import './library.css'
import { libraryStrings } from './library.strings.ts'
import { useLibraryPage } from './library-page.store.ts'
import { detailsOf, matching, originOf, recordsOf, unmeasuredCount } from './library.view-model.ts'
import { RecordInspector } from './RecordInspector.tsx'
import { RecordPicture } from './RecordPicture.tsx'

const words = libraryStrings
const KINDS: readonly ShopRecordKind[] = ['tool', 'blade', 'material', 'machine']

function importFile(file: File | undefined): void {
  if (file !== undefined) void useLibraryPage.getState().importFile(file)
}

function useSizeText(): (shop: ShopRecord) => string {
  const unit = useUnits()
  return ({ kind, record }) => {
    switch (kind) {
      case 'tool':
      case 'blade':
        return formatLength(record.diameterMm, unit, 'fine')
      case 'material':
        return record.densityKgPerM3 === null
          ? words.field.notMeasured
          : `${String(record.densityKgPerM3)} ${words.density}`
      case 'machine':
        return `${formatLength(record.travelMm.x, unit)} × ${formatLength(record.travelMm.y, unit)}`
    }
  }
}

function RecordTable({ records }: { records: readonly ShopRecord[] }) {
  const view = useLibrary()
  const openId = useLibraryPage((state) => state.openId)
  const sizeText = useSizeText()
  const columns: readonly Column<ShopRecord>[] = [
    {
      id: 'name',
      head: words.heads.name,
      cell: (shop) => {
        const origin = originOf(view, shop)
        return (
          <span className="library-name">
            {shop.record.name}
            {origin !== 'shipped' && <span className="library-tag">{words.origins[origin]}</span>}
          </span>
        )
      },
    },
    { id: 'size', head: words.heads.size, numeric: true, cell: sizeText },
    { id: 'more', head: words.heads.more, cell: detailsOf },
    {
      id: 'state',
      head: words.heads.state,
      cell: (shop) => {
        const open = unmeasuredCount(shop)
        return open === 0 ? (
          words.known
        ) : (
          <span className="library-open">{words.unknown(open)}</span>
        )
      },
    },
  ]
  return (
    <Table
      label={words.title}
      rows={records}
      columns={columns}
      keyOf={({ record }) => record.id}
      selectedKey={openId}
      onSelect={({ record }) => {
        useLibraryPage.getState().open(record.id)
      }}
    />
  )
}

function FileButtons() {
  return (
    <>
      <FileButton
        icon={<FileUp size={18} />}
        label={words.import}
        accept=".json,application/json"
        onFile={importFile}
      />
      <Button
        icon={<FileDown size={18} />}
        onClick={() => void useLibraryPage.getState().exportFile()}
      >
        {words.export}
      </Button>
    </>
  )
}

function StepButtons() {
  const { undo, redo } = useLibraryPage.getState()
  const canUndo = useLibraryPage((state) => state.past.length > 0)
  const canRedo = useLibraryPage((state) => state.future.length > 0)
  const commands = useMemo<readonly Command[]>(
    () => [
      {
        id: 'library-undo',
        title: words.undoCommand,
        group: words.commands,
        keys: 'Ctrl Z',
        enabled: canUndo,
        run: () => void undo(),
      },
      {
        id: 'library-redo',
        title: words.redoCommand,
        group: words.commands,
        keys: 'Ctrl Shift Z',
        enabled: canRedo,
        run: () => void redo(),
      },
    ],
    [canUndo, canRedo, undo, redo],
  )
  useCommands('library', commands)
  return (
    <>
      <IconButton label={words.undo} disabled={!canUndo} onClick={() => void undo()}>
        <Undo2 size={18} />
      </IconButton>
      <IconButton label={words.redo} disabled={!canRedo} onClick={() => void redo()}>
        <Redo2 size={18} />
      </IconButton>
    </>
  )
}

function Records({ shown }: { shown: readonly ShopRecord[] }) {
  const { find } = useLibraryPage.getState()
  if (shown.length > 0) return <RecordTable records={shown} />
  return (
    <EmptyState
      title={words.emptyTitle}
      text={words.emptyText}
      picture={<Wrench size={96} strokeWidth={1} />}
      action={
        <Button
          onClick={() => {
            find('')
          }}
        >
          {words.clearSearch}
        </Button>
      }
    />
  )
}

function Shelf({ open, shown }: { open: ShopRecord | undefined; shown: readonly ShopRecord[] }) {
  const { show, find, copy } = useLibraryPage.getState()
  const kind = useLibraryPage((state) => state.kind)
  const search = useLibraryPage((state) => state.search)
  const template = open ?? shown[0]
  return (
    <>
      <header className="library-head">
        <h1>{words.title}</h1>
        <StepButtons />
        <FileButtons />
        <Button
          look="primary"
          icon={<Plus size={18} />}
          disabled={template === undefined}
          onClick={() => {
            if (template !== undefined) void copy(template)
          }}
        >
          {words.add}
        </Button>
      </header>
      <div className="library-filters">
        <Segmented
          label={words.kinds}
          value={kind}
          options={KINDS.map((value) => ({ value, label: words.tabs[value] }))}
          onChange={show}
        />
        <div className="field-box">
          <input
            type="search"
            aria-label={words.search}
            placeholder={words.searchHint}
            value={search}
            maxLength={80}
            onChange={(event) => {
              find(event.target.value)
            }}
          />
        </div>
      </div>
    </>
  )
}

/** The bits, blades, woods and machines of the shop: table, picture, numbers. */
export function LibraryPanel() {
  const library = useLibraryStore((state) => state.library)
  const view = useLibrary()
  const { kind, search, openId } = useLibraryPage()
  const drop = useFileDrop(importFile)
  if (library.state === 'failed') {
    return (
      <ProblemState
        problem={library.problem}
        safe={words.failedSafe}
        onRetry={() => void useLibraryStore.getState().load()}
      />
    )
  }
  if (library.state !== 'ready') return <Skeleton label={words.reading} lines={8} />
  const records = recordsOf(view, kind)
  const shown = matching(records, search)
  const open = records.find(({ record }) => record.id === openId)
  return (
    <div className={drop.over ? 'bench library library-over' : 'bench library'} {...drop.handlers}>
      <div className="bench-scroll library-list">
        <Shelf open={open} shown={shown} />
        <p className="muted">{drop.over ? words.dropHere : words.lead}</p>
        <Records shown={shown} />
        {open !== undefined && <RecordPicture shop={open} />}
      </div>
      <aside className="bench-side" aria-label={open?.record.name ?? words.chooseTitle}>
        {open === undefined ? (
          <EmptyState title={words.chooseTitle} text={words.chooseText} />
        ) : (
          <RecordInspector key={`${kind} ${open.record.id}`} shop={open} />
        )}
      </aside>
    </div>
  )
}
