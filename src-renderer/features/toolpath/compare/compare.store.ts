import { create } from 'zustand'
import type { SetUpComparison } from '#core/compare/compare-set-ups.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { withSetUp } from '#core/rosette/set-up.ts'
import { onEvent, rmos } from '../../../client.ts'
import { edited, emptyHistory, type History, redone, undone } from '../../../session/history.ts'
import { loaded, type Loadable } from '../../../session/loadable.ts'
import { newId } from '../../../session/new-id.ts'
import { usePlan } from '../../../session/plan.store.ts'
import { settle } from '../../../session/settle.ts'
import { showToast } from '../../../ui/toast.store.ts'
import { compareStrings } from './compare.strings.ts'

/** A comparison that is being worked out. */
export interface RunningComparison {
  readonly jobId: string
  readonly phase: string
  readonly share: number
  readonly secondsLeft: number | null
}

/** A comparison, and the two plans it is of. */
export interface MadeComparison {
  readonly plan: Plan
  readonly tried: Plan
  readonly comparison: SetUpComparison
}

interface CompareState {
  /** The plan whose set-up is tried; null while none is. */
  readonly planId: string | null
  /** What is tried, with its own steps of undo. */
  readonly history: History<Plan> | null
  /** The newest that was worked out; an older one stays until the next is there. */
  readonly made: Loadable<MadeComparison>
  readonly running: RunningComparison | null
  /** Begins with a copy of the plan. */
  readonly begin: (planId: string, plan: Plan) => void
  readonly change: (change: (tried: Plan) => Plan, gesture?: string) => void
  readonly undo: () => void
  readonly redo: () => void
  /** Works the comparison out for the plan as it is kept; a newer question replaces an older one. */
  readonly compare: (planId: string, plan: Plan, tried: Plan) => Promise<void>
  /** Ends the work under way. */
  readonly stop: () => Promise<void>
  /** Ends the trial; the plan stays as it is. */
  readonly leave: () => void
  /** Gives the plan the set-up that was tried, as one step of undo, and ends the trial. */
  readonly adopt: () => void
}

const NOTHING = { planId: null, history: null, made: { state: 'idle' } } as const

/** The set-up that is tried beside the open plan's own. It lives on this screen until it is taken over. */
export const useCompare = create<CompareState>()((set, get) => ({
  ...NOTHING,
  running: null,
  begin: (planId, plan) => {
    set({ planId, history: emptyHistory(plan), made: { state: 'loading' } })
  },
  change: (change, gesture) => {
    const { history } = get()
    if (history === null) return
    const tried = change(history.present)
    if (tried !== history.present) set({ history: edited(history, tried, gesture) })
  },
  undo: () => {
    const { history } = get()
    if (history !== null && history.past.length > 0) set({ history: undone(history) })
  },
  redo: () => {
    const { history } = get()
    if (history !== null && history.future.length > 0) set({ history: redone(history) })
  },
  compare: async (planId, plan, tried) => {
    await get().stop()
    // main compares with the plan as it is kept
    await usePlan.getState().flush()
    if (get().planId !== planId) return
    const jobId = `compare-${newId()}`
    set({ running: { jobId, phase: '', share: 0, secondsLeft: null } })
    const answer = await settle(rmos.job.compareSetUps({ planId, tried, jobId }))
    // another was asked for meanwhile, or the trial has ended
    if (get().running?.jobId !== jobId) return
    set({ running: null })
    if (answer.ok) {
      const { comparison } = answer.value
      set({ made: { state: 'ready', value: { plan, tried, comparison } } })
      return
    }
    // called off: nothing was found and nothing is said
    set({ made: answer.error.kind === 'busy' ? { state: 'idle' } : loaded(answer) })
  },
  stop: async () => {
    const { running } = get()
    if (running === null) return
    set(({ made }) => ({
      running: null,
      ...(made.state === 'loading' && { made: { state: 'idle' } }),
    }))
    // it may have ended in the meantime, which is as good
    await settle(rmos.cam.cancel({ jobId: running.jobId }))
  },
  leave: () => {
    void get().stop()
    set(NOTHING)
  },
  adopt: () => {
    const { history } = get()
    if (history === null) return
    const { edit, undo } = usePlan.getState()
    edit((plan) => withSetUp(plan, history.present))
    get().leave()
    showToast(compareStrings.adopted, { label: compareStrings.undo, run: undo })
  },
}))

/** Follows the comparison under way until the returned function is called. */
export function followComparison(): () => void {
  return onEvent('cam.progress', ({ jobId, phase, fraction, secondsLeft }) => {
    useCompare.setState(({ running }) =>
      running?.jobId === jobId ? { running: { jobId, phase, share: fraction, secondsLeft } } : {},
    )
  })
}
