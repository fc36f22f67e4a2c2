import { create } from 'zustand'
import type { Blade } from '#core/library/blade.schema.ts'
import type { Machine } from '#core/library/machine.schema.ts'
import type { Material } from '#core/library/material.schema.ts'
import type { Tool } from '#core/library/tool.schema.ts'
import { rmos } from '../client.ts'
import { loaded, readyValue, type Loadable } from './loadable.ts'
import { settle } from './settle.ts'

/** Woods, router bits, machines and saw blades the shop knows. */
export interface Library {
  readonly materials: readonly Material[]
  readonly tools: readonly Tool[]
  readonly machines: readonly Machine[]
  readonly blades: readonly Blade[]
}

const EMPTY: Library = { materials: [], tools: [], machines: [], blades: [] }

interface LibraryState {
  readonly library: Loadable<Library>
  readonly load: () => Promise<void>
}

/** The library, read once at the start. */
export const useLibraryStore = create<LibraryState>()((set) => ({
  library: { state: 'idle' },
  load: async () => {
    set({ library: { state: 'loading' } })
    set({ library: loaded(await settle(rmos.job.library({}))) })
  },
}))

/** The library; empty until it is here. */
export function useLibrary(): Library {
  return useLibraryStore((state) => readyValue(state.library) ?? EMPTY)
}
