import { create, type StoreApi } from 'zustand'
import type { Problem } from '#core/contract/problem.ts'
import type { OpenStripFamily } from '#core/contract/strips.contract.ts'
import type { StripFamily, StripLane } from '#core/strips/strip-family.schema.ts'
import { rmos } from '../../client.ts'
import { edited, emptyHistory, type History, redone, undone } from '../../session/history.ts'
import { loaded, type Loadable } from '../../session/loadable.ts'
import { settle } from '../../session/settle.ts'
import { settleProblems, showProblem, showToast } from '../../ui/toast.store.ts'
import { stripsStrings } from './strips.strings.ts'

/** How the family on the screen stands to the one that is kept. */
export type StripSaveState =
  | { readonly kind: 'saved'; readonly atUtc: string }
  | { readonly kind: 'changed' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'refused'; readonly problem: Problem }

/** What the list shows. */
export interface StripListing {
  readonly families: readonly OpenStripFamily[]
  readonly matchingCount: number
  readonly unreadable: readonly { readonly familyId: string; readonly reason: string }[]
}

interface StripsState {
  readonly search: string
  readonly lane: StripLane | 'archived' | null
  readonly list: Loadable<StripListing>
  /** The family beside the list, as it was kept last; its changes are in `history`. */
  readonly open: OpenStripFamily | null
  readonly history: History<StripFamily> | null
  readonly save: StripSaveState | null
  readonly selectedStripId: string | null
  readonly load: () => Promise<void>
  readonly ask: (query: { search?: string; lane?: StripsState['lane'] }) => Promise<void>
  readonly show: (family: OpenStripFamily) => Promise<void>
  readonly selectStrip: (stripId: string | null) => void
  /** Changes the family; changes with the same `gesture` become one step of undo. */
  readonly edit: (change: (family: StripFamily) => StripFamily, gesture?: string) => void
  readonly undo: () => void
  readonly redo: () => void
  /** Keeps now what waits to be kept; true when main has what the screen shows. */
  readonly flush: () => Promise<boolean>
  readonly create: (family: StripFamily) => Promise<void>
  readonly duplicate: (familyId: string, name: string) => Promise<void>
  readonly setArchived: (familyId: string, archived: boolean) => Promise<boolean>
  readonly importFile: (file: File) => Promise<void>
  readonly exportFile: (familyId: string) => Promise<{ fileName: string; text: string } | null>
}

const IMPORT_TOPIC = 'strips-import'
/** More rows than this are slow to draw; a search finds the rest. */
const MOST_LISTED = 200
const AUTOSAVE_DELAY_MS = 500
let autosaveTimer: ReturnType<typeof setTimeout> | undefined
let saving: Promise<void> | null = null

type SetStrips = StoreApi<StripsState>['setState']
type GetStrips = StoreApi<StripsState>['getState']

/** Hands one version to main to keep; what is refused stays on the screen with the reason. */
async function keep(set: SetStrips, get: GetStrips, family: StripFamily): Promise<void> {
  set({ save: { kind: 'saving' } })
  const kept = await settle(rmos.strips.save({ family }))
  const { open, history } = get()
  if (open === null || history === null || history.present.id !== family.id) return
  const stillSame = history.present === family
  if (!kept.ok) {
    set({ save: stillSame ? { kind: 'refused', problem: kept.error } : { kind: 'changed' } })
    return
  }
  const { value } = kept
  if (value.familyId !== family.id) {
    showToast(stripsStrings.keptAsCopy(open.family.name))
    // What is undone and redone from here on is the copy, too.
    const asCopy = (version: StripFamily) => ({ ...version, id: value.familyId })
    set({
      history: {
        ...history,
        past: history.past.map(asCopy),
        present: asCopy(history.present),
        future: history.future.map(asCopy),
      },
    })
  }
  set({
    open: value,
    save: stillSame ? { kind: 'saved', atUtc: value.updatedAtUtc } : { kind: 'changed' },
  })
}

function listActions(set: SetStrips, get: GetStrips): Pick<StripsState, 'load' | 'ask'> {
  return {
    load: async () => {
      const { list, search, lane } = get()
      if (list.state !== 'ready') set({ list: { state: 'loading' } })
      const listed = await settle(rmos.strips.list({ search, lane, limit: MOST_LISTED }))
      if (get().search !== search || get().lane !== lane) return
      set({ list: loaded(listed) })
    },
    ask: async (query) => {
      set(query)
      await get().load()
    },
  }
}

/** Showing, changing, undoing and keeping one family. */
function editingActions(
  set: SetStrips,
  get: GetStrips,
): Pick<StripsState, 'show' | 'selectStrip' | 'edit' | 'undo' | 'redo' | 'flush'> {
  const touch = (history: History<StripFamily>) => {
    set({ history, save: { kind: 'changed' } })
    clearTimeout(autosaveTimer)
    autosaveTimer = setTimeout(() => void get().flush(), AUTOSAVE_DELAY_MS)
  }
  return {
    show: async (open) => {
      if (get().open?.familyId === open.familyId) return
      if (!(await get().flush())) return
      set({
        open,
        history: emptyHistory(open.family),
        save: { kind: 'saved', atUtc: open.updatedAtUtc },
        selectedStripId: null,
      })
    },
    selectStrip: (selectedStripId) => {
      set({ selectedStripId })
    },
    edit: (change, gesture) => {
      const { history } = get()
      if (history === null) return
      const family = change(history.present)
      if (family !== history.present) touch(edited(history, family, gesture))
    },
    undo: () => {
      const { history } = get()
      if (history !== null && history.past.length > 0) touch(undone(history))
    },
    redo: () => {
      const { history } = get()
      if (history !== null && history.future.length > 0) touch(redone(history))
    },
    flush: async () => {
      clearTimeout(autosaveTimer)
      if (saving !== null) await saving
      const { history, save } = get()
      if (history !== null && save?.kind === 'changed') {
        saving = keep(set, get, history.present)
        await saving
        saving = null
        return get().flush()
      }
      return save === null || save.kind === 'saved'
    },
  }
}

/** Making, copying, archiving and exchanging families. */
function shelfActions(
  set: SetStrips,
  get: GetStrips,
): Pick<StripsState, 'create' | 'duplicate' | 'setArchived' | 'importFile' | 'exportFile'> {
  const showMade = async (made: Awaited<ReturnType<typeof rmos.strips.open>>) => {
    if (made.ok) await get().show(made.value)
    else showProblem(made.error)
    await get().load()
    return made.ok
  }
  return {
    create: async (family) => {
      await showMade(await settle(rmos.strips.create({ family })))
    },
    duplicate: async (familyId, name) => {
      await get().flush()
      const made = await showMade(await settle(rmos.strips.duplicate({ familyId, name })))
      if (made) showToast(stripsStrings.duplicated(name))
    },
    setArchived: async (familyId, archived) => {
      await get().flush()
      const call = archived ? rmos.strips.archive : rmos.strips.restore
      const kept = await settle(call({ familyId }))
      if (!kept.ok) showProblem(kept.error)
      else if (get().open?.familyId === familyId) set({ open: kept.value })
      await get().load()
      return kept.ok
    },
    importFile: async (file) => {
      await get().flush()
      const text = await file.text()
      const read = await settle(rmos.strips.importText({ fileName: file.name, text }))
      if (!read.ok) {
        showProblem(read.error, IMPORT_TOPIC)
        return
      }
      settleProblems(IMPORT_TOPIC)
      const { families } = read.value
      const [first] = families
      if (first === undefined) return
      showToast(stripsStrings.imported(families.length, first.family.name))
      await get().ask({ search: '', lane: null })
      await get().show(first)
    },
    exportFile: async (familyId) => {
      await get().flush()
      const written = await settle(rmos.strips.exportText({ familyId }))
      if (!written.ok) showProblem(written.error)
      return written.ok ? written.value : null
    },
  }
}

/** The strip families and the one that is open, with its undo history; what is kept lives in main. */
export const useStrips = create<StripsState>()((set, get) => ({
  search: '',
  lane: null,
  list: { state: 'idle' },
  open: null,
  history: null,
  save: null,
  selectedStripId: null,
  ...listActions(set, get),
  ...editingActions(set, get),
  ...shelfActions(set, get),
}))
