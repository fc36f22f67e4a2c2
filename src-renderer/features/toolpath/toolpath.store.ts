import { create, type StoreApi } from 'zustand'
import type { ProgramPreview } from '#core/contract/job.contract.ts'
import type { RunSummary } from '#core/contract/runs.contract.ts'
import { onEvent, rmos } from '../../client.ts'
import { newId } from '../../session/new-id.ts'
import { loaded, type Loadable } from '../../session/loadable.ts'
import { settle } from '../../session/settle.ts'
import { saveFile } from '../../ui/save-file.ts'
import { showProblem, showToast } from '../../ui/toast.store.ts'
import { toolpathStrings } from './toolpath.strings.ts'

/** A run that is being made. */
export interface MakingRun {
  readonly jobId: string
  readonly phase: string
  readonly share: number
  readonly secondsLeft: number | null
}

interface ToolpathState {
  readonly planId: string | null
  readonly programs: Loadable<readonly ProgramPreview[]>
  readonly programId: string | null
  /** How far the planning under way is; null while nothing is planned. */
  readonly planning: { readonly jobId: string; readonly share: number } | null
  /** How far the run is that is being made; null while none is. */
  readonly making: MakingRun | null
  readonly made: Loadable<RunSummary>
  readonly load: (planId: string) => Promise<void>
  /** Ends the planning under way; what was planned before stays on the screen. */
  readonly stopPlanning: () => Promise<void>
  readonly choose: (programId: string) => void
  /** From above, or the stock in space. */
  readonly view: 'above' | 'space' | 'proof'
  readonly chooseView: (view: 'above' | 'space' | 'proof') => void
  /** Posts to choose from. */
  readonly posts: readonly { readonly id: string; readonly name: string }[]
  /** Posts programs are written with; null is the machine's own. */
  readonly postIds: readonly string[] | null
  readonly units: 'mm' | 'inch'
  readonly saving: boolean
  readonly loadPosts: () => Promise<void>
  readonly choosePosts: (postIds: readonly string[]) => void
  readonly chooseUnits: (units: 'mm' | 'inch') => void
  readonly makeRun: (planId: string, ownPostId: string) => Promise<void>
  /** Calls the run off that is being made: nothing is recorded. */
  readonly stopMaking: () => Promise<void>
  /** Hands every file of a run to the browser as one archive. */
  readonly saveBundle: (runId: string) => Promise<void>
}

let lastAsked = 0

type SetToolpath = StoreApi<ToolpathState>['setState']
type GetToolpath = StoreApi<ToolpathState>['getState']

/** What programs are made for, and the run that is made of them. */
function runActions(
  set: SetToolpath,
  get: GetToolpath,
): Pick<
  ToolpathState,
  'loadPosts' | 'choosePosts' | 'chooseUnits' | 'makeRun' | 'stopMaking' | 'saveBundle'
> {
  return {
    loadPosts: async () => {
      const listed = await settle(rmos.posts.list({}))
      if (!listed.ok) return
      set({ posts: listed.value.posts.map(({ profile: { id, name } }) => ({ id, name })) })
    },
    choosePosts: (postIds) => {
      set({ postIds })
    },
    chooseUnits: (units) => {
      set({ units })
    },
    makeRun: async (planId, ownPostId) => {
      const { postIds, units, posts } = get()
      // a post that was deleted meanwhile is not asked for
      const known = postIds?.filter((id) => posts.some((post) => post.id === id)) ?? []
      const asked = { planId, postIds: known.length > 0 ? known : [ownPostId], units }
      const jobId = `run-${newId()}`
      set({
        making: { jobId, phase: '', share: 0, secondsLeft: null },
        made: { state: 'loading' },
      })
      const answer = await settle(rmos.runs.create({ ...asked, jobId }))
      const isCancelled = !answer.ok && answer.error.kind === 'busy'
      set({ making: null, made: isCancelled ? { state: 'idle' } : loaded(answer) })
      if (isCancelled) showToast(toolpathStrings.runCancelled)
    },
    stopMaking: async () => {
      const { making } = get()
      // it may have ended in the meantime: then the run is there
      if (making !== null) await settle(rmos.cam.cancel({ jobId: making.jobId }))
    },
    saveBundle: async (runId) => {
      set({ saving: true })
      const bundle = await settle(rmos.runs.bundle({ runId }))
      set({ saving: false })
      if (!bundle.ok) {
        showProblem(bundle.error)
        return
      }
      saveFile(bundle.value)
      showToast(toolpathStrings.bundleSaved(bundle.value.fileName))
    },
  }
}

/** The toolpaths of the open plan, and the run made of them. */
export const useToolpath = create<ToolpathState>()((set, get) => ({
  planId: null,
  programs: { state: 'idle' },
  programId: null,
  planning: null,
  making: null,
  made: { state: 'idle' },
  posts: [],
  postIds: null,
  units: 'mm',
  saving: false,
  load: async (planId) => {
    lastAsked += 1
    const asked = lastAsked
    if (get().planId !== planId) {
      set({ planId, programs: { state: 'loading' }, programId: null, made: { state: 'idle' } })
    }
    // a path that was shown stays until the new one is there
    if (get().programs.state === 'failed') set({ programs: { state: 'loading' } })
    // what was ordered for the plan as it was is of no use any more
    void get().stopPlanning()
    const jobId = `toolpaths-${newId()}`
    set({ planning: { jobId, share: 0 } })
    const read = await settle(rmos.job.previewToolpaths({ planId, jobId }))
    if (asked !== lastAsked) return
    set({
      planning: null,
      programs: read.ok ? { state: 'ready', value: read.value.programs } : loaded(read),
    })
  },
  stopPlanning: async () => {
    const { planning } = get()
    // it may have ended in the meantime, which is as good
    if (planning !== null) await settle(rmos.cam.cancel({ jobId: planning.jobId }))
  },
  choose: (programId) => {
    set({ programId })
  },
  view: 'above',
  chooseView: (view) => {
    set({ view })
  },
  ...runActions(set, get),
}))

/** Follows the planning and the run under way until the returned function is called. */
export function followPlanning(): () => void {
  return onEvent('cam.progress', ({ jobId, phase, fraction, secondsLeft }) => {
    useToolpath.setState(({ planning, making }) => {
      if (planning?.jobId === jobId) return { planning: { jobId, share: fraction } }
      if (making?.jobId !== jobId) return {}
      return { making: { jobId, phase, share: fraction, secondsLeft } }
    })
  })
}
