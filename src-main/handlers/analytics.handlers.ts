import type { Handlers } from '#core/contract/index.ts'
import { createRiskDesk, type RiskSources } from '../workshop/risk-desk.ts'

/** Answers the calls about what the job log tells. */
export function analyticsHandlers(sources: RiskSources): Handlers['analytics'] {
  const desk = createRiskDesk(sources)
  return {
    risk: ({ limit }) => desk.risk(limit),
    timeline: ({ presetId, limit }) => desk.timeline(presetId, limit),
  }
}
