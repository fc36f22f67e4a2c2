import { create } from 'zustand'
import { LOG_LIMITS } from '#core/analytics/log-limits.ts'
import type { RiskAnswer, TimelineAnswer } from '#core/contract/analytics.contract.ts'
import { rmos } from '../../client.ts'
import { loaded, type Loadable } from '../../session/loadable.ts'
import { settle } from '../../session/settle.ts'

interface AnalyticsState {
  readonly risk: Loadable<RiskAnswer>
  /** When it was read, for "5 minutes ago". */
  readonly readAtMs: number
  readonly presetId: string | null
  /** The job that the plan was chosen by. */
  readonly jobId: string | null
  readonly timeline: Loadable<TimelineAnswer>
  readonly load: () => Promise<void>
  readonly choose: (presetId: string, jobId: string | null) => Promise<void>
}

/** What the job log tells, and the plan whose jobs stand beside it. */
export const useAnalytics = create<AnalyticsState>()((set, get) => ({
  risk: { state: 'idle' },
  readAtMs: 0,
  presetId: null,
  jobId: null,
  timeline: { state: 'idle' },
  load: async () => {
    if (get().risk.state !== 'ready') set({ risk: { state: 'loading' } })
    const risk = loaded(await settle(rmos.analytics.risk({ limit: LOG_LIMITS.risk })))
    set({ risk, readAtMs: Date.now() })
  },
  choose: async (presetId, jobId) => {
    set({ presetId, jobId, timeline: { state: 'loading' } })
    const limit = LOG_LIMITS.timeline
    const timeline = loaded(await settle(rmos.analytics.timeline({ presetId, limit })))
    if (get().presetId === presetId) set({ timeline })
  },
}))
