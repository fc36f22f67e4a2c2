import { create } from 'zustand'
import type { Approval } from '#core/contract/job.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { RunSummary } from '#core/contract/runs.contract.ts'
import type { FeasibilityReport } from '#core/feasibility/finding.ts'
import type { Result } from '#core/outcome/result.ts'
import { rmos } from '../client.ts'
import { loaded, type Loadable } from './loadable.ts'
import { settle } from './settle.ts'

/** What main says of the kept plan, and what was judged. */
export interface Judgement {
  readonly planId: string
  readonly planSha256: string
  readonly feasibilitySha256: string
  readonly report: FeasibilityReport
  readonly approval: Approval | null
}

interface JudgementState {
  readonly judgement: Loadable<Judgement>
  /** The newest run made for the open plan; null when there is none or it is not known. */
  readonly newestRun: RunSummary | null
  readonly judge: (planId: string) => Promise<void>
  /** Looks for the newest run of the plan; runs carry the plan's name. */
  readonly findRun: (planName: string) => Promise<void>
  readonly approve: (acknowledgement: string | null) => Promise<Result<Approval, Problem> | null>
  readonly withdraw: () => Promise<Problem | null>
  readonly clear: () => void
}

let lastAsked = 0

/** The judgement of the open plan, shared by Check, Cut and the status line. */
export const useJudgement = create<JudgementState>()((set, get) => ({
  judgement: { state: 'idle' },
  newestRun: null,
  judge: async (planId) => {
    lastAsked += 1
    const asked = lastAsked
    const before = get().judgement
    // The old judgement of another plan must not be seen; that of this plan stays until the new one is here.
    if (before.state !== 'ready' || before.value.planId !== planId) {
      set({ judgement: { state: 'loading' }, newestRun: null })
    }
    const judged = loaded(await settle(rmos.job.evaluate({ planId })))
    if (asked !== lastAsked) return
    set({
      judgement:
        judged.state === 'ready' ? { state: 'ready', value: { ...judged.value, planId } } : judged,
    })
  },
  findRun: async (planId) => {
    const listed = await settle(rmos.runs.list({ limit: 50 }))
    if (!listed.ok) return
    set({ newestRun: listed.value.runs.find((run) => run.planId === planId) ?? null })
  },
  approve: async (acknowledgement) => {
    const { judgement } = get()
    if (judgement.state !== 'ready') return null
    const { planId, planSha256, feasibilitySha256 } = judgement.value
    const approved = await settle(
      rmos.job.approve({ planId, planSha256, feasibilitySha256, acknowledgement }),
    )
    await get().judge(planId)
    return approved
  },
  withdraw: async () => {
    const { judgement } = get()
    if (judgement.state !== 'ready') return null
    const { planId } = judgement.value
    const withdrawn = await settle(rmos.job.withdrawApproval({ planId }))
    await get().judge(planId)
    return withdrawn.ok ? null : withdrawn.error
  },
  clear: () => {
    lastAsked += 1
    set({ judgement: { state: 'idle' }, newestRun: null })
  },
}))
