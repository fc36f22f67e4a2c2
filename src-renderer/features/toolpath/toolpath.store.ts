import { create } from 'zustand'
import type { ProgramPreview } from '#core/contract/job.contract.ts'
import type { RunSummary } from '#core/contract/runs.contract.ts'
import { rmos } from '../../client.ts'
import { loaded, type Loadable } from '../../session/loadable.ts'
import { settle } from '../../session/settle.ts'

interface ToolpathState {
  readonly planId: string | null
  readonly programs: Loadable<readonly ProgramPreview[]>
  readonly programId: string | null
  readonly making: boolean
  readonly made: Loadable<RunSummary>
  readonly load: (planId: string) => Promise<void>
  readonly choose: (programId: string) => void
  readonly makeRun: (planId: string, postId: string) => Promise<void>
}

let lastAsked = 0

/** The toolpaths of the open plan, and the run made of them. */
export const useToolpath = create<ToolpathState>()((set, get) => ({
  planId: null,
  programs: { state: 'idle' },
  programId: null,
  making: false,
  made: { state: 'idle' },
  load: async (planId) => {
    lastAsked += 1
    const asked = lastAsked
    if (get().planId !== planId) {
      set({ planId, programs: { state: 'loading' }, programId: null, made: { state: 'idle' } })
    }
    const read = await settle(rmos.job.previewToolpaths({ planId }))
    if (asked !== lastAsked) return
    set({ programs: read.ok ? { state: 'ready', value: read.value.programs } : loaded(read) })
  },
  choose: (programId) => {
    set({ programId })
  },
  makeRun: async (planId, postId) => {
    set({ making: true, made: { state: 'loading' } })
    const made = loaded(await settle(rmos.runs.create({ planId, postIds: [postId] })))
    set({ making: false, made })
  },
}))
