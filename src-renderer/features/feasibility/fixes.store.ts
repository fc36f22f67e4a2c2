import { create } from 'zustand'
import { editPlan, type PlanEdit } from '#core/feasibility/fixes/plan-edit.ts'
import type { FixProposal } from '#core/feasibility/fixes/solve-fix.ts'
import { rmos } from '../../client.ts'
import { newId } from '../../session/new-id.ts'
import { type Loadable, loaded } from '../../session/loadable.ts'
import { usePlan } from '../../session/plan.store.ts'
import { settle } from '../../session/settle.ts'
import { showToast } from '../../ui/toast.store.ts'
import { feasibilityStrings } from './feasibility.strings.ts'

/** What is proposed, and for which version of the plan. */
export interface ProposedFixes extends FixProposal {
  readonly planSha256: string
}

interface FixesState {
  readonly proposal: Loadable<ProposedFixes>
  /** Asks what would make the plan GREEN; a newer question replaces an older one. */
  readonly ask: (planId: string) => Promise<void>
}

let lastAsked = 0

/** What would make the open plan GREEN, worked out anew for every judgement that is not. */
export const useFixes = create<FixesState>()((set) => ({
  proposal: { state: 'idle' },
  ask: async (planId) => {
    lastAsked += 1
    const asked = lastAsked
    set({ proposal: { state: 'loading' } })
    const jobId = `fixes-${newId()}`
    const answer = loaded(await settle(rmos.job.proposeFixes({ planId, jobId })))
    if (asked !== lastAsked) return
    set({
      proposal:
        answer.state === 'ready'
          ? {
              state: 'ready',
              value: { ...answer.value.proposal, planSha256: answer.value.planSha256 },
            }
          : answer,
    })
  },
}))

/** Makes changes to the open plan as one step of undo, and says so with a way back. */
export function makeChanges(edits: readonly PlanEdit[]): void {
  const { edit, undo } = usePlan.getState()
  edit((plan) => editPlan(plan, edits))
  showToast(feasibilityStrings.changed(edits.map(({ sentence }) => sentence).join(' ')), {
    label: feasibilityStrings.undo,
    run: undo,
  })
}
