import { create } from 'zustand'
import type { MergeOutcome, StoresStatus } from '#core/contract/stores.contract.ts'
import { onEvent, rmos } from '../client.ts'
import { showProblem } from '../ui/toast.store.ts'
import { settle } from './settle.ts'

interface StoresState {
  /** Where the records are kept; null until main has told. */
  readonly status: StoresStatus | null
  readonly isMerging: boolean
  /** What the last merge of this session did; null before it and once it has been read. */
  readonly outcome: MergeOutcome | null
  readonly load: () => Promise<void>
  readonly mergeBack: () => Promise<void>
  readonly closeOutcome: () => void
}

/** Where the records are kept, and what waits to be merged into the database. */
export const useStores = create<StoresState>()((set, get) => ({
  status: null,
  isMerging: false,
  outcome: null,
  load: async () => {
    const told = await settle(rmos.stores.status({}))
    if (told.ok) set({ status: told.value })
    else showProblem(told.error)
  },
  mergeBack: async () => {
    if (get().isMerging) return
    set({ isMerging: true })
    const merged = await settle(rmos.stores.mergeBack({}))
    if (merged.ok) set({ outcome: merged.value })
    else showProblem(merged.error)
    set({ isMerging: false })
    await get().load()
  },
  closeOutcome: () => {
    set({ outcome: null })
  },
}))

/** Asks anew whenever records were merged, also by another window; until the returned function is called. */
export function followStores(): () => void {
  return onEvent('stores.changed', () => void useStores.getState().load())
}
