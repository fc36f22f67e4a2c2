import { type SessionDraft } from '../session/session-draft.ts'
import { pump } from '../session/session-pump.ts'
import type { SystemPurpose } from '../session/stream-window.ts'
import { onScriptAnswer } from './job-script.ts'
import { onSyncAnswered } from './stream-sync.ts'

/** Lines that the engine sends for the job beside its program. */
export type JobLinePurpose = Extract<SystemPurpose, 'sync' | 'script' | 'restore'>

/** True for such a line. */
export function isJobLine(purpose: SystemPurpose): purpose is JobLinePurpose {
  return purpose === 'sync' || purpose === 'script' || purpose === 'restore'
}

/** One of them was answered. */
export function onJobLineAnswer(
  draft: SessionDraft,
  purpose: JobLinePurpose,
  errorCode: number | null,
): void {
  if (purpose === 'restore') {
    draft.session.restore = errorCode === null ? draft.session.restore.slice(1) : []
    return
  }
  if (purpose === 'sync') onSyncAnswered(draft)
  else onScriptAnswer(draft, errorCode)
  pump(draft)
}
