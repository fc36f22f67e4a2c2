import { create, type StoreApi } from 'zustand'
import type { RunSummary, SendRecord, Verification } from '#core/contract/runs.contract.ts'
import type { RunArtifact } from '#core/runs/artifact.schema.ts'
import { rmos } from '../../client.ts'
import { loaded, type Loadable } from '../../session/loadable.ts'
import { settle } from '../../session/settle.ts'
import { showProblem } from '../../ui/toast.store.ts'

/** Which runs are listed. */
export type StatusFilter = 'all' | RunSummary['status']

/** A run opened beside the table. */
export interface OpenRun {
  readonly runId: string
  readonly artifact: RunArtifact
  readonly sends: readonly SendRecord[]
  readonly artifactPath: string
  readonly locks: readonly { readonly programId: string; readonly reason: string }[]
}

/** The outcome of verifying a run. */
export interface Verified {
  readonly ok: boolean
  readonly checks: readonly Verification[]
}

/** The text of a program. */
export interface ProgramText {
  readonly programId: string
  readonly fileName: string
  readonly text: string
  readonly sha256: string
}

interface RunsState {
  readonly filter: StatusFilter
  readonly list: Loadable<readonly RunSummary[]>
  /** When the list was read, for "5 minutes ago". */
  readonly listedAtMs: number
  readonly nextCursor: string | null
  readonly selectedId: string | null
  readonly open: Loadable<OpenRun>
  readonly verified: Loadable<Verified>
  readonly program: Loadable<ProgramText>
  readonly load: () => Promise<void>
  readonly loadMore: () => Promise<void>
  readonly setFilter: (filter: StatusFilter) => Promise<void>
  readonly select: (runId: string | null) => Promise<void>
  readonly verify: (runId: string) => Promise<void>
  readonly readProgram: (runId: string, programId: string) => Promise<void>
  readonly closeProgram: () => void
}

const PAGE_SIZE = 50

type SetRuns = StoreApi<RunsState>['setState']
type GetRuns = StoreApi<RunsState>['getState']

/** Reading the list, page by page. */
function listActions(
  set: SetRuns,
  get: GetRuns,
): Pick<RunsState, 'load' | 'loadMore' | 'setFilter'> {
  const page = async (cursor: string | null, limit: number) => {
    const { filter } = get()
    return settle(rmos.runs.list({ limit, cursor, status: filter === 'all' ? null : filter }))
  }
  return {
    load: async () => {
      const { list } = get()
      if (list.state !== 'ready') set({ list: { state: 'loading' } })
      // What was paged in stays in view when the list is read anew.
      const shown = list.state === 'ready' ? list.value.length : 0
      const read = await page(null, Math.min(200, Math.max(PAGE_SIZE, shown)))
      if (read.ok) {
        set({
          list: { state: 'ready', value: read.value.runs },
          listedAtMs: Date.now(),
          nextCursor: read.value.nextCursor,
        })
      } else set({ list: loaded(read) })
    },
    loadMore: async () => {
      const { list, nextCursor } = get()
      if (nextCursor === null || list.state !== 'ready') return
      const read = await page(nextCursor, PAGE_SIZE)
      if (!read.ok) {
        showProblem(read.error)
        return
      }
      const known = new Set(list.value.map((run) => run.runId))
      const older = read.value.runs.filter((run) => !known.has(run.runId))
      set({
        list: { state: 'ready', value: [...list.value, ...older] },
        nextCursor: read.value.nextCursor,
      })
    },
    setFilter: async (filter) => {
      set({ filter, list: { state: 'loading' } })
      await get().load()
    },
  }
}

/** Opening, verifying and reading one run. */
function recordActions(
  set: SetRuns,
  get: GetRuns,
): Pick<RunsState, 'select' | 'verify' | 'readProgram' | 'closeProgram'> {
  return {
    select: async (runId) => {
      if (runId !== get().selectedId) {
        set({
          selectedId: runId,
          open: { state: runId === null ? 'idle' : 'loading' },
          verified: { state: 'idle' },
          program: { state: 'idle' },
        })
      }
      if (runId === null) return
      const shown = await settle(rmos.runs.show({ runId }))
      if (get().selectedId !== runId) return
      set({
        open: shown.ok ? { state: 'ready', value: { ...shown.value, runId } } : loaded(shown),
      })
    },
    verify: async (runId) => {
      set({ verified: { state: 'loading' } })
      const verified = loaded(await settle(rmos.runs.verify({ runId })))
      if (get().selectedId === runId) set({ verified })
    },
    readProgram: async (runId, programId) => {
      set({ program: { state: 'loading' } })
      const read = await settle(rmos.runs.programText({ runId, programId }))
      set({
        program: read.ok ? { state: 'ready', value: { ...read.value, programId } } : loaded(read),
      })
    },
    closeProgram: () => {
      set({ program: { state: 'idle' } })
    },
  }
}

/** The runs and the one that is open. */
export const useRuns = create<RunsState>()((set, get) => ({
  filter: 'all',
  list: { state: 'idle' },
  listedAtMs: 0,
  nextCursor: null,
  selectedId: null,
  open: { state: 'idle' },
  verified: { state: 'idle' },
  program: { state: 'idle' },
  ...listActions(set, get),
  ...recordActions(set, get),
}))
