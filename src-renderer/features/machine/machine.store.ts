import { create, type StoreApi } from 'zustand'
import type { PortChoice } from '#core/contract/machine.contract.ts'
import type { RunSummary } from '#core/contract/runs.contract.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import type { ConfirmedStage } from '#core/rosette/stage.ts'
import { rmos } from '../../client.ts'
import { traceGcode } from '../../drawing/gcode-trace.ts'
import type { Trace } from '../../drawing/toolpath-trace.ts'
import { loaded, type Loadable } from '../../session/loadable.ts'
import { settle } from '../../session/settle.ts'
import { showProblem } from '../../ui/toast.store.ts'
import {
  grownTrail,
  wantedRun,
  type Checklist,
  type LoadedRun,
  type Trail,
} from './machine.view-model.ts'

const NOTHING_TICKED: Checklist = { toolFitted: false, stockClamped: false, zeroSet: false }

interface MachinePageState {
  readonly ports: Loadable<{ readonly ports: readonly PortChoice[]; readonly hint: string }>
  readonly runs: Loadable<readonly RunSummary[]>
  readonly runId: string | null
  readonly run: Loadable<LoadedRun>
  readonly programId: string | null
  /** Path of the chosen program, read from the G-code itself. */
  readonly trace: Trace | null
  readonly checklist: Checklist
  /** Where the tool has been in this job, work coordinates. */
  readonly trail: Trail | null
  /** Set-up is shown although a finished job is still reported. */
  readonly dismissedSendId: string | null
  readonly findPorts: () => Promise<void>
  readonly loadRuns: (openPlanId: string | null) => Promise<void>
  readonly chooseRun: (runId: string) => Promise<void>
  readonly chooseProgram: (programId: string) => Promise<void>
  readonly tick: (check: keyof Checklist, ticked: boolean) => void
  readonly confirmStage: (stage: ConfirmedStage) => Promise<void>
  readonly follow: (snapshot: MachineSnapshot) => void
  readonly dismiss: (sendId: string) => void
}

const NOTHING_CHOSEN = { programId: null, trace: null, checklist: NOTHING_TICKED }
const RUNS_OFFERED = 30

type SetPage = StoreApi<MachinePageState>['setState']
type GetPage = StoreApi<MachinePageState>['getState']

/** Choosing a run and one of its programs. */
function choosingActions(
  set: SetPage,
  get: GetPage,
): Pick<MachinePageState, 'loadRuns' | 'chooseRun' | 'chooseProgram'> {
  return {
    loadRuns: async (openPlanId) => {
      const listed = await settle(rmos.runs.list({ limit: RUNS_OFFERED, status: 'OK' }))
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
      const { artifact, locks } = shown.value
      const open = artifact.outputs.programs.find(
        (program) => !locks.some((lock) => lock.programId === program.program_id),
      )
      if (open !== undefined) await get().chooseProgram(open.program_id)
    },
    chooseProgram: async (programId) => {
      const { runId, run } = get()
      if (runId === null || run.state !== 'ready') return
      set({ ...NOTHING_CHOSEN, programId })
      const read = await settle(rmos.runs.programText({ runId, programId }))
      if (get().programId !== programId) return
      if (!read.ok) {
        showProblem(read.error)
        return
      }
      const record = run.value.artifact.outputs.programs.find(
        (program) => program.program_id === programId,
      )
      set({ trace: traceGcode(read.value.text, record?.estimated_seconds ?? 0) })
    },
  }
}

/** What is set up on the Machine page. */
export const useMachinePage = create<MachinePageState>()((set, get) => ({
  ports: { state: 'idle' },
  runs: { state: 'idle' },
  runId: null,
  run: { state: 'idle' },
  ...NOTHING_CHOSEN,
  trail: null,
  dismissedSendId: null,
  ...choosingActions(set, get),
  findPorts: async () => {
    set({ ports: { state: 'loading' } })
    set({ ports: loaded(await settle(rmos.machine.listPorts({}))) })
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
  follow: (snapshot) => {
    const trail = grownTrail(get().trail, snapshot)
    if (trail !== get().trail) set({ trail })
  },
  dismiss: (sendId) => {
    set({ dismissedSendId: sendId, checklist: NOTHING_TICKED })
  },
}))
