import { create } from 'zustand'
import type { LibraryView } from '#core/contract/library.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { ShopRecord, ShopRecordKind } from '#core/library/shop-records.schema.ts'
import type { Result } from '#core/outcome/result.ts'
import { rmos } from '../../client.ts'
import { readLibrary, useLibraryStore } from '../../session/library.store.ts'
import { settle } from '../../session/settle.ts'
import { saveText } from '../../ui/save-text.ts'
import { settleProblems, showProblem, showToast } from '../../ui/toast.store.ts'
import { libraryStrings } from './library.strings.ts'
import { copyOf, recordsOf } from './library.view-model.ts'

const words = libraryStrings

/** A change that can be taken back: the shop's own record before and after; null where there was none. */
interface Change {
  readonly kind: ShopRecordKind
  readonly id: string
  readonly before: ShopRecord | null
  readonly after: ShopRecord | null
}

interface LibraryPageState {
  readonly kind: ShopRecordKind
  readonly search: string
  /** Id of the record that is open. */
  readonly openId: string | null
  readonly past: readonly Change[]
  readonly future: readonly Change[]
  readonly show: (kind: ShopRecordKind) => void
  readonly find: (search: string) => void
  readonly open: (id: string) => void
  /** Keeps a record with other numbers. */
  readonly change: (record: ShopRecord) => Promise<void>
  readonly copy: (record: ShopRecord) => Promise<void>
  readonly remove: (record: ShopRecord) => Promise<void>
  readonly undo: () => Promise<void>
  readonly redo: () => Promise<void>
  readonly importFile: (file: File) => Promise<void>
  readonly exportFile: () => Promise<void>
}

const TOPIC = 'library'

function take(answer: Result<LibraryView, Problem>): boolean {
  if (!answer.ok) {
    showProblem(answer.error, TOPIC)
    return false
  }
  settleProblems(TOPIC)
  useLibraryStore.getState().take(answer.value)
  return true
}

/** The shop's own record of an id; null while it stands as shipped. */
function ownRecord(kind: ShopRecordKind, id: string): ShopRecord | null {
  const view = readLibrary()
  if (view.origins[`${kind}:${id}`] === undefined) return null
  return recordsOf(view, kind).find(({ record }) => record.id === id) ?? null
}

/** Makes the shop's own record of an id what it should be. */
async function put(kind: ShopRecordKind, id: string, record: ShopRecord | null): Promise<boolean> {
  return take(
    await settle(record === null ? rmos.library.remove({ kind, id }) : rmos.library.save(record)),
  )
}

type Set = (part: Partial<LibraryPageState>) => void
type Get = () => LibraryPageState

async function make(set: Set, get: Get, change: Change): Promise<boolean> {
  if (!(await put(change.kind, change.id, change.after))) return false
  set({ past: [...get().past, change].slice(-100), future: [] })
  return true
}

function stepActions(set: Set, get: Get): Pick<LibraryPageState, 'undo' | 'redo'> {
  return {
    undo: async () => {
      const { past, future } = get()
      const change = past.at(-1)
      if (change === undefined || !(await put(change.kind, change.id, change.before))) return
      set({ past: past.slice(0, -1), future: [change, ...future] })
    },
    redo: async () => {
      const { past, future } = get()
      const [change] = future
      if (change === undefined || !(await put(change.kind, change.id, change.after))) return
      set({ past: [...past, change], future: future.slice(1) })
    },
  }
}

function fileActions(): Pick<LibraryPageState, 'importFile' | 'exportFile'> {
  return {
    importFile: async (file) => {
      const text = await file.text()
      const read = await settle(rmos.library.importText({ fileName: file.name, text }))
      if (!read.ok) {
        showProblem(read.error, TOPIC)
        return
      }
      const { view, recordCount, remarks } = read.value
      useLibraryStore.getState().take(view)
      showToast([words.imported(recordCount, remarks.length), ...remarks.slice(0, 3)].join(' '))
    },
    exportFile: async () => {
      const saved = await settle(rmos.library.exportText({}))
      if (saved.ok) saveText(saved.value.fileName, saved.value.text)
      else showProblem(saved.error, TOPIC)
    },
  }
}

/** What the Library page shows, and its changes with their way back. */
export const useLibraryPage = create<LibraryPageState>()((set, get) => ({
  kind: 'tool',
  search: '',
  openId: null,
  past: [],
  future: [],
  show: (kind) => {
    set({ kind, search: '', openId: null })
  },
  find: (search) => {
    set({ search })
  },
  open: (openId) => {
    set({ openId })
  },
  change: async (shop) => {
    const { kind, record } = shop
    await make(set, get, { kind, id: record.id, before: ownRecord(kind, record.id), after: shop })
  },
  copy: async (shop) => {
    const copied = copyOf(readLibrary(), shop)
    const { kind, record } = copied
    if (!(await make(set, get, { kind, id: record.id, before: null, after: copied }))) return
    set({ openId: record.id })
    showToast(words.added(record.name))
  },
  remove: async (shop) => {
    const { kind, record } = shop
    const { id, name } = record
    const isShipped = readLibrary().origins[`${kind}:${id}`] === 'changed'
    const before = ownRecord(kind, id)
    if (!(await make(set, get, { kind, id, before, after: null }))) return
    if (!isShipped) set({ openId: null })
    showToast(isShipped ? words.isBack(name) : words.removed(name), {
      label: words.undo,
      run: () => void get().undo(),
    })
  },
  ...stepActions(set, get),
  ...fileActions(),
}))
