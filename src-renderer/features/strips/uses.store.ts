import { create } from 'zustand'
import type { PlanStrips } from '#core/contract/strips.contract.ts'
import { rmos } from '../../client.ts'
import { loaded, type Loadable } from '../../session/loadable.ts'
import { usePlan } from '../../session/plan.store.ts'
import { settle } from '../../session/settle.ts'
import { showProblem } from '../../ui/toast.store.ts'

interface UsesState {
  readonly plans: Loadable<readonly PlanStrips[]>
  readonly load: () => Promise<void>
  /** Makes a ring of a family, or of none; the plan as kept, null when it was refused. */
  readonly assign: (
    planId: string,
    ringId: string,
    familyId: string | null,
  ) => Promise<PlanStrips | null>
}

/** The rings of all plans that are bent of strip. */
export const useUses = create<UsesState>()((set, get) => ({
  plans: { state: 'idle' },
  load: async () => {
    if (get().plans.state !== 'ready') set({ plans: { state: 'loading' } })
    const listed = await settle(rmos.strips.plansWithStrips({}))
    set({ plans: listed.ok ? { state: 'ready', value: listed.value.plans } : loaded(listed) })
  },
  assign: async (planId, ringId, familyId) => {
    const isOpen = usePlan.getState().planId === planId
    if (isOpen && !(await usePlan.getState().flush())) return null
    const assigned = await settle(rmos.strips.assign({ planId, ringIds: [ringId], familyId }))
    if (!assigned.ok) showProblem(assigned.error)
    else if (isOpen) await usePlan.getState().open(assigned.value.planId)
    await get().load()
    return assigned.ok ? assigned.value : null
  },
}))
