import { create } from 'zustand'
import type { LibraryView } from '#core/contract/library.contract.ts'
import { onEvent, rmos } from '../client.ts'
import { loaded, readyValue, type Loadable } from './loadable.ts'
import { settle } from './settle.ts'

const EMPTY: LibraryView = { materials: [], tools: [], machines: [], blades: [], origins: {} }

interface LibraryState {
  readonly library: Loadable<LibraryView>
  readonly load: () => Promise<void>
  /** Shows what main answered to a change. */
  readonly take: (view: LibraryView) => void
}

/** Woods, router bits, machines and saw blades the shop knows; read at the start, and after every change. */
export const useLibraryStore = create<LibraryState>()((set, get) => ({
  library: { state: 'idle' },
  load: async () => {
    if (get().library.state !== 'ready') set({ library: { state: 'loading' } })
    set({ library: loaded(await settle(rmos.library.list({}))) })
  },
  take: (view) => {
    set({ library: { state: 'ready', value: view } })
  },
}))

/** The library as it is now; empty until it is here. */
export function readLibrary(): LibraryView {
  return readyValue(useLibraryStore.getState().library) ?? EMPTY
}

/** The library; empty until it is here. */
export function useLibrary(): LibraryView {
  return useLibraryStore((state) => readyValue(state.library) ?? EMPTY)
}

/** Reads the library anew whenever somebody changed it, until the returned function is called. */
export function followLibrary(): () => void {
  return onEvent('library.changed', () => void useLibraryStore.getState().load())
}
