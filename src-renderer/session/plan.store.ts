import { create, type StoreApi } from 'zustand'
import type { OpenPlan } from '#core/contract/plans.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { rmos } from '../client.ts'
import { showToast } from '../ui/toast.store.ts'
import { edited, emptyHistory, redone, undone, type History } from './history.ts'
import { sessionStrings } from './session.strings.ts'
import { mayChange } from './bench.store.ts'
import { settle } from './settle.ts'
import { useSettings } from './settings.store.ts'

/** How the plan on the screen stands to the plan that is kept. */
export type SaveState =
  | { readonly kind: 'saved'; readonly atUtc: string }
  | { readonly kind: 'changed' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'refused'; readonly problem: Problem }

interface PlanState {
  readonly planId: string | null
  readonly origin: OpenPlan['origin']
  readonly history: History<Plan> | null
  readonly save: SaveState | null
  readonly opening: boolean
  readonly openProblem: Problem | null
  /** Counts what main has kept, so that judgements know when to be asked for anew. */
  readonly keptRevision: number
  readonly open: (planId: string) => Promise<boolean>
  readonly show: (plan: OpenPlan) => void
  readonly close: () => void
  /** Changes the plan; changes with the same `gesture` become one step of undo. */
  readonly edit: (change: (plan: Plan) => Plan, gesture?: string) => void
  readonly undo: () => void
  readonly redo: () => void
  /** Keeps now what waits to be kept; true when what main has is what the screen shows. */
  readonly flush: () => Promise<boolean>
  /** Tries again to keep what was refused, e.g. because the link was broken. */
  readonly handInAgain: () => Promise<void>
}

const AUTOSAVE_DELAY_MS = 500
let autosaveTimer: ReturnType<typeof setTimeout> | undefined
let saving: Promise<void> | null = null

type SetPlan = StoreApi<PlanState>['setState']
type GetPlan = StoreApi<PlanState>['getState']

/** Hands one version to main to keep; what is refused stays on the screen with the reason. */
async function keep(set: SetPlan, get: GetPlan, planId: string, plan: Plan): Promise<void> {
  set({ save: { kind: 'saving' } })
  const kept = await settle(rmos.plans.save({ planId, plan }))
  if (get().planId !== planId) return
  const stillSame = get().history?.present === plan
  if (!kept.ok) {
    set({ save: stillSame ? { kind: 'refused', problem: kept.error } : { kind: 'changed' } })
    return
  }
  const { value } = kept
  if (value.planId !== planId) {
    showToast(sessionStrings.keptAsCopy(value.plan.name))
    useSettings.getState().change({ lastPlanId: value.planId })
  }
  set((state) => ({
    planId: value.planId,
    origin: value.origin,
    save: stillSame ? { kind: 'saved', atUtc: value.updatedAtUtc } : { kind: 'changed' },
    keptRevision: state.keptRevision + 1,
  }))
}

/** Opening, showing and closing. */
function openingActions(set: SetPlan, get: GetPlan): Pick<PlanState, 'open' | 'show' | 'close'> {
  return {
    open: async (planId) => {
      await get().flush()
      set({ opening: true, openProblem: null })
      const opened = await settle(rmos.plans.open({ planId }))
      set({ opening: false })
      if (opened.ok) get().show(opened.value)
      else set({ openProblem: opened.error, planId: null, history: null, save: null })
      return opened.ok
    },
    show: (opened) => {
      set((state) => ({
        planId: opened.planId,
        origin: opened.origin,
        history: emptyHistory(opened.plan),
        save: { kind: 'saved', atUtc: opened.updatedAtUtc },
        openProblem: null,
        keptRevision: state.keptRevision + 1,
      }))
      useSettings.getState().change({ lastPlanId: opened.planId })
    },
    close: () => {
      clearTimeout(autosaveTimer)
      set({ planId: null, history: null, save: null, openProblem: null })
      useSettings.getState().change({ lastPlanId: null })
    },
  }
}

/** Changing, undoing and keeping. */
function editingActions(
  set: SetPlan,
  get: GetPlan,
): Pick<PlanState, 'edit' | 'undo' | 'redo' | 'flush' | 'handInAgain'> {
  const touch = (history: History<Plan>) => {
    set({ history, save: { kind: 'changed' } })
    clearTimeout(autosaveTimer)
    autosaveTimer = setTimeout(() => void get().flush(), AUTOSAVE_DELAY_MS)
  }
  return {
    edit: (change, gesture) => {
      const { history } = get()
      if (history === null || !mayChange()) return
      const plan = change(history.present)
      if (plan !== history.present) touch(edited(history, plan, gesture))
    },
    undo: () => {
      const { history } = get()
      if (history !== null && history.past.length > 0 && mayChange()) touch(undone(history))
    },
    redo: () => {
      const { history } = get()
      if (history !== null && history.future.length > 0 && mayChange()) touch(redone(history))
    },
    handInAgain: async () => {
      if (get().save?.kind === 'refused') set({ save: { kind: 'changed' } })
      await get().flush()
    },
    flush: async () => {
      clearTimeout(autosaveTimer)
      if (saving !== null) await saving
      const { planId, history, save } = get()
      if (planId !== null && history !== null && save?.kind === 'changed') {
        saving = keep(set, get, planId, history.present)
        await saving
        saving = null
        return get().flush()
      }
      return save === null || save.kind === 'saved'
    },
  }
}

/** The open plan with its undo history; the kept copy lives in main. */
export const usePlan = create<PlanState>()((set, get) => ({
  planId: null,
  origin: 'workshop',
  history: null,
  save: null,
  opening: false,
  openProblem: null,
  keptRevision: 0,
  ...openingActions(set, get),
  ...editingActions(set, get),
}))
