import { create } from 'zustand'
import type { LaneAdvice, LaneEvent, LibraryEntry } from '#core/contract/plans.contract.ts'
import { rmos } from '../../client.ts'
import { loaded, type Loadable } from '../../session/loadable.ts'
import { settle } from '../../session/settle.ts'
import { showProblem } from '../../ui/toast.store.ts'

/** What is known of one plan's way through the lanes. */
export interface LaneHistory {
  readonly planId: string
  readonly lane: LibraryEntry['lane']
  readonly advice: readonly LaneAdvice[]
  readonly events: readonly LaneEvent[]
}

type ChosenLane = LaneAdvice['lane']

interface LanesState {
  readonly history: Loadable<LaneHistory>
  readonly load: (planId: string) => Promise<void>
  readonly move: (planId: string, lane: ChosenLane, reason: string) => Promise<boolean>
  readonly record: (outcome: {
    planId: string
    runId: string | null
    grade: 'GREEN' | 'YELLOW' | 'RED'
    note: string
  }) => Promise<{ demoted: boolean } | null>
}

/** The lanes of the plan whose sheet is open. */
export const useLanes = create<LanesState>()((set, get) => ({
  history: { state: 'idle' },
  load: async (planId) => {
    const read = await settle(rmos.plans.lanes({ planId }))
    set({ history: read.ok ? { state: 'ready', value: { planId, ...read.value } } : loaded(read) })
  },
  move: async (planId, lane, reason) => {
    const moved = await settle(rmos.plans.setLane({ planId, lane, reason }))
    if (!moved.ok) showProblem(moved.error)
    await get().load(planId)
    return moved.ok
  },
  record: async (outcome) => {
    const recorded = await settle(rmos.plans.recordOutcome(outcome))
    if (!recorded.ok) showProblem(recorded.error)
    await get().load(outcome.planId)
    return recorded.ok ? recorded.value : null
  },
}))
