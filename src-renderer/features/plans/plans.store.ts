import { create } from 'zustand'
import type { OpenPlan, PlanSummary } from '#core/contract/plans.contract.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { rmos } from '../../client.ts'
import { loaded, type Loadable } from '../../session/loadable.ts'
import { settle } from '../../session/settle.ts'
import { showProblem } from '../../ui/toast.store.ts'

interface PlansState {
  readonly list: Loadable<readonly PlanSummary[]>
  /** Whole plans for the little drawings, by id. */
  readonly drawn: Readonly<Record<string, Plan>>
  readonly load: () => Promise<void>
  readonly duplicate: (planId: string, name: string) => Promise<OpenPlan | null>
  readonly rename: (planId: string, name: string) => Promise<OpenPlan | null>
  readonly archive: (planId: string) => Promise<boolean>
  readonly restore: (planId: string) => Promise<void>
  readonly importFile: (file: File) => Promise<OpenPlan | null>
  readonly exportFile: (planId: string) => Promise<{ fileName: string; text: string } | null>
}

/** The list of plans. */
export const usePlans = create<PlansState>()((set, get) => {
  const draw = async (planId: string) => {
    const opened = await settle(rmos.plans.open({ planId }))
    if (opened.ok) set((state) => ({ drawn: { ...state.drawn, [planId]: opened.value.plan } }))
  }
  return {
    list: { state: 'idle' },
    drawn: {},
    load: async () => {
      if (get().list.state !== 'ready') set({ list: { state: 'loading' } })
      const listed = await settle(rmos.plans.list({}))
      set({ list: listed.ok ? { state: 'ready', value: listed.value.plans } : loaded(listed) })
      if (listed.ok) await Promise.all(listed.value.plans.map(({ planId }) => draw(planId)))
    },
    duplicate: async (planId, name) => {
      const made = await settle(rmos.plans.duplicate({ planId, name }))
      if (!made.ok) showProblem(made.error)
      await get().load()
      return made.ok ? made.value : null
    },
    rename: async (planId, name) => {
      const opened = await settle(rmos.plans.open({ planId }))
      const kept = opened.ok
        ? await settle(rmos.plans.save({ planId, plan: { ...opened.value.plan, name } }))
        : opened
      if (!kept.ok) showProblem(kept.error)
      await get().load()
      return kept.ok ? kept.value : null
    },
    archive: async (planId) => {
      const archived = await settle(rmos.plans.archive({ planId }))
      if (!archived.ok) showProblem(archived.error)
      await get().load()
      return archived.ok
    },
    restore: async (planId) => {
      const restored = await settle(rmos.plans.restore({ planId }))
      if (!restored.ok) showProblem(restored.error)
      await get().load()
    },
    importFile: async (file) => {
      const text = await file.text()
      const read = await settle(rmos.plans.importText({ fileName: file.name, text }))
      if (!read.ok) showProblem(read.error)
      await get().load()
      return read.ok ? read.value : null
    },
    exportFile: async (planId) => {
      const written = await settle(rmos.plans.exportText({ planId }))
      if (!written.ok) showProblem(written.error)
      return written.ok ? written.value : null
    },
  }
})
