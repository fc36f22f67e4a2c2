import { create, type StoreApi } from 'zustand'
import type { PortChoice } from '#core/contract/machine.contract.ts'
import type { RunSummary } from '#core/contract/runs.contract.ts'
import type { ConfirmedStage } from '#core/rosette/stage.ts'
import { rmos } from '../../client.ts'
import { loaded, type Loadable } from '../../session/loadable.ts'
import { settle } from '../../session/settle.ts'
import { showProblem } from '../../ui/toast.store.ts'
import {
  firstOpenProgram,
  foreignPosts,
  type ForeignPosts,
  NO_FOREIGN_POSTS,
  wantedRun,
  type Checklist,
  type LoadedRun,
} from './machine.view-model.ts'

const NOTHING_TICKED: Checklist = { toolFitted: false, stockClamped: false, zeroSet: false }

/** What was found, and what to do when that is less than expected. */
interface PortsFound {
  readonly ports: readonly PortChoice[]
  readonly hint: string
}

interface MachinePageState {
  readonly ports: Loadable<PortsFound>
  readonly runs: Loadable<readonly RunSummary[]>
  readonly runId: string | null
  readonly run: Loadable<LoadedRun>
  /** Posts whose programs are not streamed. */
  readonly foreign: ForeignPosts
  readonly programId: string | null
  readonly checklist: Checklist
  /** Set-up is shown although a finished job is still reported. */
  readonly dismissedSendId: string | null
  readonly findPorts: () => Promise<void>
  /** Takes over a list that main told of by itself. */
  readonly hearPorts: (found: PortsFound) => void
  readonly loadRuns: (openPlanId: string | null) => Promise<void>
  readonly chooseRun: (runId: string) => Promise<void>
  readonly chooseProgram: (programId: string) => void
  /** Chooses a run and one of its programs. */
  readonly chooseJob: (runId: string, programId: string) => Promise<void>
  /** The programs to choose from are shown, not only the chosen one. */
  readonly choosing: boolean
  readonly setChoosing: (choosing: boolean) => void
  readonly tick: (check: keyof Checklist, ticked: boolean) => void
  readonly confirmStage: (stage: ConfirmedStage) => Promise<void>
  readonly dismiss: (sendId: string) => void
}

const NOTHING_CHOSEN = { programId: null, checklist: NOTHING_TICKED }
const RUNS_OFFERED = 30

type SetPage = StoreApi<MachinePageState>['setState']
type GetPage = StoreApi<MachinePageState>['getState']

/** Choosing a run and one of its programs. */
function choosingActions(
  set: SetPage,
  get: GetPage,
): Pick<MachinePageState, 'loadRuns' | 'chooseRun' | 'chooseProgram' | 'chooseJob'> {
  return {
    loadRuns: async (openPlanId) => {
      const [listed, posts] = await Promise.all([
        settle(rmos.runs.list({ limit: RUNS_OFFERED, status: 'OK' })),
        settle(rmos.posts.list({})),
      ])
      if (posts.ok) set({ foreign: foreignPosts(posts.value.posts) })
      set({ runs: listed.ok ? { state: 'ready', value: listed.value.runs } : loaded(listed) })
      if (!listed.ok) return
      const wanted = wantedRun(listed.value.runs, get().runId, openPlanId)
      if (wanted !== null) await get().chooseRun(wanted)
    },
    chooseRun: async (runId) => {
      const changed = get().runId !== runId
      if (changed) set({ ...NOTHING_CHOSEN, runId, run: { state: 'loading' } })
      const shown = await settle(rmos.runs.show({ runId }))
      if (get().runId !== runId) return
      set({ run: loaded(shown) })
      if (!shown.ok || !changed) return
      const open = firstOpenProgram(shown.value, get().foreign)
      if (open !== null) get().chooseProgram(open)
    },
    chooseProgram: (programId) => {
      set({ ...(get().programId !== programId && NOTHING_CHOSEN), programId, choosing: false })
    },
    chooseJob: async (runId, programId) => {
      await get().chooseRun(runId)
      if (get().runId === runId) get().chooseProgram(programId)
    },
  }
}

/** What is set up on the Machine page. */
export const useMachinePage = create<MachinePageState>()((set, get) => ({
  ports: { state: 'idle' },
  runs: { state: 'idle' },
  runId: null,
  run: { state: 'idle' },
  foreign: NO_FOREIGN_POSTS,
  ...NOTHING_CHOSEN,
  dismissedSendId: null,
  choosing: false,
  setChoosing: (choosing) => {
    set({ choosing })
  },
  ...choosingActions(set, get),
  findPorts: async () => {
    if (get().ports.state !== 'ready') set({ ports: { state: 'loading' } })
    set({ ports: loaded(await settle(rmos.machine.listPorts({}))) })
  },
  hearPorts: (found) => {
    set({ ports: { state: 'ready', value: found } })
  },
  tick: (check, ticked) => {
    set({ checklist: { ...get().checklist, [check]: ticked } })
  },
  confirmStage: async (stage) => {
    const { runId } = get()
    if (runId === null) return
    const confirmed = await settle(rmos.runs.confirmStage({ runId, stage }))
    if (!confirmed.ok) showProblem(confirmed.error)
    await get().chooseRun(runId)
  },
  dismiss: (sendId) => {
    set({ dismissedSendId: sendId, checklist: NOTHING_TICKED, choosing: true })
  },
}))
