import { create } from 'zustand'
import type { LibraryEntry, OpenPlan, UnreadablePlan } from '#core/contract/plans.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { Result } from '#core/outcome/result.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { rmos } from '../../client.ts'
import { loaded, type Loadable } from '../../session/loadable.ts'
import { settle } from '../../session/settle.ts'
import { showProblem } from '../../ui/toast.store.ts'

interface PlansState {
  readonly list: Loadable<readonly LibraryEntry[]>
  readonly unreadable: readonly UnreadablePlan[]
  /** Whole plans for the little drawings, by id. */
  readonly drawn: Readonly<Record<string, Plan>>
  readonly load: () => Promise<void>
  /** Reads a plan for its drawing, unless it is here. */
  readonly draw: (planId: string) => Promise<void>
  readonly create: (plan: Plan) => Promise<OpenPlan | null>
  readonly duplicate: (planId: string, name: string) => Promise<OpenPlan | null>
  readonly rename: (planId: string, name: string) => Promise<OpenPlan | null>
  readonly archive: (planId: string) => Promise<boolean>
  readonly restore: (planId: string) => Promise<void>
  readonly importPlan: (fileName: string, text: string) => Promise<OpenPlan | null>
  readonly importLibrary: (
    fileName: string,
    text: string,
  ) => Promise<{ added: number; same: number; copied: number } | null>
  readonly exportLibrary: (
    planId: string | null,
  ) => Promise<{ fileName: string; text: string } | null>
}

/** The value of a call that worked; what went wrong is told. */
async function valueOf<T>(call: Promise<Result<T, Problem>>): Promise<T | null> {
  const result = await settle(call)
  if (!result.ok) showProblem(result.error)
  return result.ok ? result.value : null
}

/** The list of plans. */
export const usePlans = create<PlansState>()((set, get) => {
  /** A call that changes the list, which is read anew after it. */
  const changing = async <T>(call: Promise<Result<T, Problem>>) => {
    const value = await valueOf(call)
    await get().load()
    return value
  }
  return {
    list: { state: 'idle' },
    unreadable: [],
    drawn: {},
    load: async () => {
      if (get().list.state !== 'ready') set({ list: { state: 'loading' } })
      const [library, listed] = await Promise.all([
        settle(rmos.plans.library({})),
        settle(rmos.plans.list({})),
      ])
      const before = get().list
      const changedIds = new Set(
        before.state === 'ready' && library.ok
          ? library.value.entries
              .filter((entry) =>
                before.value.some(
                  (old) => old.planId === entry.planId && old.updatedAtUtc !== entry.updatedAtUtc,
                ),
              )
              .map(({ planId }) => planId)
          : [],
      )
      set((state) => ({
        list: library.ok ? { state: 'ready', value: library.value.entries } : loaded(library),
        unreadable: listed.ok ? listed.value.unreadable : [],
        drawn: Object.fromEntries(
          Object.entries(state.drawn).filter(([planId]) => !changedIds.has(planId)),
        ),
      }))
    },
    draw: async (planId) => {
      if (get().drawn[planId] !== undefined) return
      const opened = await settle(rmos.plans.open({ planId }))
      if (opened.ok) set((state) => ({ drawn: { ...state.drawn, [planId]: opened.value.plan } }))
    },
    create: (plan) => changing(rmos.plans.create({ plan })),
    duplicate: (planId, name) => changing(rmos.plans.duplicate({ planId, name })),
    rename: async (planId, name) => {
      const opened = await valueOf(rmos.plans.open({ planId }))
      if (opened === null) return null
      return changing(rmos.plans.save({ planId, plan: { ...opened.plan, name } }))
    },
    archive: async (planId) => (await changing(rmos.plans.archive({ planId }))) !== null,
    restore: async (planId) => {
      await changing(rmos.plans.restore({ planId }))
    },
    importPlan: (fileName, text) => changing(rmos.plans.importText({ fileName, text })),
    importLibrary: (fileName, text) => changing(rmos.plans.importLibrary({ fileName, text })),
    exportLibrary: (planId) => valueOf(rmos.plans.exportLibrary({ planId })),
  }
})
