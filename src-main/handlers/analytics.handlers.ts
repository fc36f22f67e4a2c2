import type { Handlers } from '#core/contract/index.ts'
import { createRiskDesk } from '../workshop/risk-desk.ts'
import type { Store } from '../store/store.ts'

/** Answers the calls about what the job log tells. */
export function analyticsHandlers(
  store: Pick<Store, 'jobLog' | 'patterns'>,
): Handlers['analytics'] {
  const desk = createRiskDesk(store)
  return {
    risk: ({ limit }) => desk.risk(limit),
    timeline: ({ presetId, limit }) => desk.timeline(presetId, limit),
  }
}
