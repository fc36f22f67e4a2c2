import { useEffect } from 'react'
import { create } from 'zustand'
import type { Problem } from '#core/contract/problem.ts'
import { success } from '#core/outcome/result.ts'
import { loadPath, type PathLoading } from './load-path.ts'
import type { DrawnPath } from './path-messages.ts'

/** The path of a program on its way to the screen. */
export type ProgramPathState =
  | { readonly state: 'idle' }
  | { readonly state: 'loading'; readonly share: number }
  | { readonly state: 'ready'; readonly path: DrawnPath; readonly tookMs: number }
  | { readonly state: 'failed'; readonly problem: Problem }
  | { readonly state: 'cancelled' }

interface PathStore {
  /** Run and program of the path; empty for none. */
  readonly key: string
  readonly shown: ProgramPathState
  /** Reads a path unless it is the one that is here already or on its way. */
  readonly want: (runId: string, programId: string) => void
  readonly cancel: () => void
  /** The path of a run's only program, made while its file was handed in: it is taken when wanted. */
  readonly offer: (runId: string, path: Promise<DrawnPath | null>) => void
}

let offered: { readonly runId: string; readonly path: Promise<DrawnPath | null> } | null = null
let loading: PathLoading | null = null

/** The last path that was looked at: it stays while other pages and layouts are shown. */
export const usePathStore = create<PathStore>()((set, get) => ({
  key: '',
  shown: { state: 'idle' },
  want: (runId, programId) => {
    const key = `${runId} ${programId}`
    const { shown } = get()
    const here = get().key === key
    if (here && (shown.state === 'loading' || shown.state === 'ready')) return
    loading?.cancel()
    set({ key, shown: { state: 'loading', share: 0 } })
    const startedMs = performance.now()
    const isCurrent = () => get().key === key && loading === mine
    const onProgress = (share: number) => {
      if (isCurrent()) set({ shown: { state: 'loading', share } })
    }
    const mine = takeOffered(runId) ?? loadPath({ runId, programId }, onProgress)
    loading = mine
    void mine.done.then((read) => {
      if (read === null || !isCurrent()) return
      loading = null
      set({
        shown: read.ok
          ? { state: 'ready', path: read.value, tookMs: performance.now() - startedMs }
          : { state: 'failed', problem: read.error },
      })
    })
  },
  cancel: () => {
    loading?.cancel()
    loading = null
    set({ shown: { state: 'cancelled' } })
  },
  offer: (runId, path) => {
    offered = { runId, path }
  },
}))

/** What was offered of this run, once. */
function takeOffered(runId: string): PathLoading | null {
  const mine = offered?.runId === runId ? offered.path : null
  offered = null
  if (mine === null) return null
  const done = mine.then((path) => (path === null ? null : success(path)))
  return { done, cancel: () => undefined }
}

const NOTHING: ProgramPathState = { state: 'idle' }

/** The path of a program, read when it is first wanted. */
export function useProgramPath(runId: string | null, programId: string | null): ProgramPathState {
  const key = usePathStore((state) => state.key)
  const shown = usePathStore((state) => state.shown)
  useEffect(() => {
    if (runId !== null && programId !== null) usePathStore.getState().want(runId, programId)
  }, [runId, programId])
  return runId !== null && programId !== null && key === `${runId} ${programId}` ? shown : NOTHING
}
