import { create, type StoreApi } from 'zustand'
import type { Backup, BackupWork, RestorePreview } from '#core/contract/backups.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { onEvent, rmos } from '../../client.ts'
import { loaded, type Loadable } from '../../session/loadable.ts'
import { settle } from '../../session/settle.ts'
import { showProblem, showToast } from '../../ui/toast.store.ts'
import { backupsStrings } from './backups.strings.ts'

/** The copies there are, and what to know of them. */
export interface BackupList {
  readonly backups: readonly Backup[]
  readonly folder: string
  readonly notices: readonly string[]
}

interface BackupsState {
  readonly list: Loadable<BackupList>
  /** When the list was read, for "5 minutes ago". */
  readonly listedAtMs: number
  readonly work: BackupWork | null
  readonly selected: string | null
  readonly preview: Loadable<RestorePreview>
  readonly otherInstallation: boolean
  /** Why the last restore was refused; null when none was. */
  readonly refusal: Problem | null
  readonly load: () => Promise<void>
  readonly make: () => Promise<void>
  readonly cancel: () => void
  /** Opens a copy beside the list and has it checked; null closes it. */
  readonly select: (fileName: string | null) => Promise<void>
  readonly agreeToOther: (agreed: boolean) => void
  readonly restore: () => Promise<void>
  readonly startEmpty: () => Promise<void>
  readonly openFolder: (which: 'backups' | 'data') => Promise<void>
}

type SetBackups = StoreApi<BackupsState>['setState']
type GetBackups = StoreApi<BackupsState>['getState']

/** Listing, making, calling off. */
function listActions(
  set: SetBackups,
  get: GetBackups,
): Pick<BackupsState, 'load' | 'make' | 'cancel' | 'openFolder'> {
  return {
    load: async () => {
      if (get().list.state !== 'ready') set({ list: { state: 'loading' } })
      const list = loaded(await settle(rmos.backups.list({})))
      set({ list, listedAtMs: Date.now() })
    },
    make: async () => {
      const made = await settle(rmos.backups.make({}))
      if (made.ok) showToast(backupsStrings.made)
      else showProblem(made.error)
      await get().load()
    },
    cancel: () => {
      void settle(rmos.backups.cancel({}))
    },
    openFolder: async (which) => {
      const opened = await settle(rmos.backups.openFolder({ which }))
      if (!opened.ok) showProblem(opened.error)
    },
  }
}

/** Looking into a copy and putting it in the place of the data. */
function restoreActions(
  set: SetBackups,
  get: GetBackups,
): Pick<BackupsState, 'select' | 'agreeToOther' | 'restore' | 'startEmpty'> {
  const refused = (result: { readonly ok: boolean; readonly error?: Problem }) => {
    if (!result.ok && result.error !== undefined) set({ refusal: result.error })
  }
  return {
    select: async (fileName) => {
      if (get().work?.what === 'preview') get().cancel()
      const state = fileName === null ? 'idle' : 'loading'
      set({ selected: fileName, preview: { state }, otherInstallation: false, refusal: null })
      if (fileName === null) return
      const preview = loaded(await settle(rmos.backups.preview({ fileName })))
      if (get().selected === fileName) set({ preview })
    },
    agreeToOther: (agreed) => {
      set({ otherInstallation: agreed })
    },
    restore: async () => {
      const { selected, otherInstallation } = get()
      if (selected === null) return
      set({ refusal: null })
      refused(await settle(rmos.backups.restore({ fileName: selected, otherInstallation })))
    },
    startEmpty: async () => {
      set({ refusal: null })
      refused(await settle(rmos.backups.startEmpty({})))
    },
  }
}

/** The backups and the one that is open. */
export const useBackups = create<BackupsState>()((set, get) => ({
  list: { state: 'idle' },
  listedAtMs: 0,
  work: null,
  selected: null,
  preview: { state: 'idle' },
  otherInstallation: false,
  refusal: null,
  ...listActions(set, get),
  ...restoreActions(set, get),
}))

/** Follows what is under way until the returned function is called. */
export function followBackups(): () => void {
  return onEvent('backups.changed', ({ work }) => {
    const ended = work === null && useBackups.getState().work !== null
    useBackups.setState({ work })
    if (ended) void useBackups.getState().load()
  })
}
