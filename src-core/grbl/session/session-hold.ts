import { endProcedure, jobRuns, type SessionDraft } from './session-draft.ts'
import { onJogRelease, stopJogging } from './session-jog.ts'

/** A hold while something by hand moves: it is broken off, since half of it must not go on by itself. */
export function holdHandwork(draft: SessionDraft): boolean {
  const { session } = draft
  if (jobRuns(session) && session.state !== 'toolChange') return false
  const { jog, procedure } = session.manual
  if (jog !== null) {
    onJogRelease(draft, '')
    return true
  }
  if (procedure === null || session.controller.state !== 'Jog') return false
  endProcedure(draft, 'cancelled', { sentence: 'It was held.', remedy: '', finding: null })
  stopJogging(draft)
  return true
}
