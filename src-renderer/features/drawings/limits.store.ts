import { create } from 'zustand'
import type { DrawingLimit, DrawingLimits } from '#core/drawing/drawing-limits.ts'
import { rmos } from '../../client.ts'
import { settle } from '../../session/settle.ts'
import { showProblem } from '../../ui/toast.store.ts'

interface LimitsState {
  /** Null until they are read. */
  readonly limits: DrawingLimits | null
  readonly load: () => Promise<void>
  readonly setLimit: (limit: DrawingLimit, value: number) => Promise<void>
}

/** What a drawing may cost before it is refused, as it is set in this workshop. */
export const useLimits = create<LimitsState>()((set) => ({
  limits: null,
  load: async () => {
    const read = await settle(rmos.drawings.limits({}))
    if (read.ok) set({ limits: read.value })
    else showProblem(read.error)
  },
  setLimit: async (limit, value) => {
    const written = await settle(rmos.drawings.setLimits({ [limit]: value }))
    if (written.ok) set({ limits: written.value })
    else showProblem(written.error)
  },
}))
