import { create } from 'zustand'
import type { OpenPattern, PatternLane, PatternSummary } from '#core/contract/patterns.contract.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import { rmos } from '../../client.ts'
import { type Loadable, loaded } from '../../session/loadable.ts'
import { settle } from '../../session/settle.ts'
import { libraryStrings } from './library.strings.ts'
import { showProblem } from '../../ui/toast.store.ts'

/** What is on the shelf. */
export interface Shelf {
  readonly patterns: readonly PatternSummary[]
  readonly total: number
  readonly unreadable: readonly { readonly patternId: string; readonly reason: string }[]
}
/** A plan that carries a picture. */
export interface PatternUse {
  readonly planId: string
  readonly planName: string
  readonly ringName: string
}

interface LibraryState {
  readonly list: Loadable<Shelf>
  readonly search: string
  readonly lane: PatternLane | 'archived' | null
  /** The pattern whose actions are shown. */
  readonly openId: string | null
  readonly uses: readonly PatternUse[] | null
  readonly look: (part: { search?: string; lane?: LibraryState['lane'] }) => Promise<void>
  readonly load: () => Promise<void>
  readonly unfold: (patternId: string | null) => Promise<void>
  readonly read: (patternId: string) => Promise<OpenPattern | null>
  readonly keep: (name: string, pattern: Pattern) => Promise<OpenPattern | null>
  readonly duplicate: (patternId: string, name: string) => Promise<OpenPattern | null>
  readonly archive: (patternId: string, archived: boolean) => Promise<OpenPattern | null>
  readonly importFile: (file: File) => Promise<OpenPattern | null>
  readonly exportFile: (patternId: string) => Promise<{ fileName: string; text: string } | null>
}

/** The answer, or null after saying why there is none. */
async function answered<T>(call: Promise<Result<T, Problem>>): Promise<T | null> {
  const result = await settle(call)
  if (result.ok) return result.value
  showProblem(result.error)
  return null
}

/** The library of tile patterns as main keeps it. */
export const useLibraryShelf = create<LibraryState>()((set, get) => {
  const reloaded = async (call: Promise<Result<OpenPattern, Problem>>) => {
    const opened = await answered(call)
    if (opened !== null) await get().load()
    return opened
  }
  return {
    list: { state: 'idle' },
    search: '',
    lane: null,
    openId: null,
    uses: null,
    look: async (part) => {
      set(part)
      await get().load()
    },
    load: async () => {
      if (get().list.state !== 'ready') set({ list: { state: 'loading' } })
      const { search, lane } = get()
      const listed = await settle(rmos.patterns.list({ search, lane }))
      // an answer to an older question is passed over
      if (search !== get().search || lane !== get().lane) return
      set({ list: loaded(listed) })
    },
    unfold: async (patternId) => {
      set({ openId: patternId, uses: null })
      if (patternId === null) return
      const found = await answered(rmos.patterns.whereUsed({ patternId }))
      if (found !== null && get().openId === patternId) set({ uses: found.plans })
    },
    read: (patternId) => answered(rmos.patterns.open({ patternId })),
    keep: (name, pattern) =>
      reloaded(rmos.patterns.save({ patternId: null, name, notes: '', pattern })),
    duplicate: (patternId, name) => reloaded(rmos.patterns.duplicate({ patternId, name })),
    archive: (patternId, archived) =>
      reloaded(
        archived ? rmos.patterns.archive({ patternId }) : rmos.patterns.restore({ patternId }),
      ),
    importFile: async (file) => {
      const text = await file.text().catch(() => null)
      if (text === null) {
        showProblem({ message: libraryStrings.unreadableFile(file.name), remedy: '' })
        return null
      }
      return reloaded(rmos.patterns.importText({ fileName: file.name, text }))
    },
    exportFile: (patternId) => answered(rmos.patterns.exportText({ patternId })),
  }
})
