import { REALTIME } from '../realtime-commands.ts'
import { dropHandwork, enter, sendRealtime, setTimes, type SessionDraft } from './session-draft.ts'
import type { AbortPlan } from './session-types.ts'

/**
 * Begins the clean abort: nothing more is sent but a feed hold, always, whatever the last report
 * said; the reset follows only when the machine stands, so that its position stays true.
 */
export function beginAbort(draft: SessionDraft, plan: AbortPlan): void {
  dropHandwork(draft, 'It was stopped.', '')
  draft.session.abort = plan
  enter(draft, 'aborting')
  setTimes(draft, { standingReports: 0 })
  sendRealtime(draft, REALTIME.feedHold)
  sendRealtime(draft, REALTIME.statusQuery)
}
