import { create } from 'zustand'
import type { PlanSummary } from '#core/contract/plans.contract.ts'
import type { BatchSolution } from '#core/rosette/batch.ts'
import { rmos } from '../../client.ts'
import { loaded, type Loadable } from '../../session/loadable.ts'
import { usePlan } from '../../session/plan.store.ts'
import { settle } from '../../session/settle.ts'

/** One line of the batch. */
export interface OrderLine {
  /** Stable while the page is open. */
  readonly key: number
  readonly planId: string
  readonly rosetteCount: number
  readonly logCount: number
}

interface BatchState {
  readonly plans: Loadable<readonly PlanSummary[]>
  readonly lines: readonly OrderLine[]
  readonly nextKey: number
  readonly solution: Loadable<BatchSolution>
  /** Reads the plans; the first time the open plan becomes the first line. */
  readonly load: () => Promise<void>
  readonly add: () => void
  readonly change: (key: number, part: Partial<Omit<OrderLine, 'key'>>) => void
  readonly remove: (key: number) => void
  readonly solve: () => Promise<void>
}

/** What is asked for last is what is shown, whatever is answered first. */
let latest = 0

/** The batch: which plans, how many rosettes of each off how many logs, and the stock for them. */
export const useBatch = create<BatchState>()((set, get) => ({
  plans: { state: 'idle' },
  lines: [],
  nextKey: 1,
  solution: { state: 'idle' },
  load: async () => {
    // what was typed on another page is in main before it is counted here
    await usePlan.getState().flush()
    if (get().plans.state !== 'ready') set({ plans: { state: 'loading' } })
    const listed = await settle(rmos.plans.list({}))
    const plans = loaded(listed.ok ? { ok: true as const, value: listed.value.plans } : listed)
    const known = new Set(listed.ok ? listed.value.plans.map(({ planId }) => planId) : [])
    const lines = get().lines.filter(({ planId }) => known.has(planId))
    set({ plans, lines })
    if (get().nextKey === 1) get().add()
    else await get().solve()
  },
  add: () => {
    const { plans, lines, nextKey } = get()
    const listed = plans.state === 'ready' ? plans.value : []
    const open = usePlan.getState().planId
    const taken = new Set(lines.map(({ planId }) => planId))
    const free = listed.filter(({ planId }) => !taken.has(planId))
    const next = free.find(({ planId }) => planId === open) ?? free[0] ?? listed[0]
    if (next === undefined) return
    const line = { key: nextKey, planId: next.planId, rosetteCount: 1, logCount: 1 }
    set({ lines: [...lines, line], nextKey: nextKey + 1 })
    void get().solve()
  },
  change: (key, part) => {
    set(({ lines }) => ({
      lines: lines.map((line) => (line.key === key ? { ...line, ...part } : line)),
    }))
    void get().solve()
  },
  remove: (key) => {
    set(({ lines }) => ({ lines: lines.filter((line) => line.key !== key) }))
    void get().solve()
  },
  solve: async () => {
    const { lines, solution } = get()
    const asked = (latest += 1)
    if (lines.length === 0) {
      set({ solution: { state: 'idle' } })
      return
    }
    if (solution.state !== 'ready') set({ solution: { state: 'loading' } })
    const orders = lines.map(({ planId, rosetteCount, logCount }) => ({
      planId,
      rosetteCount,
      logCount,
    }))
    const solved = await settle(rmos.batch.solve({ orders }))
    if (asked === latest) set({ solution: loaded(solved) })
  },
}))
