import type { SessionDraft } from '../session/session-draft.ts'
import type { JobScript } from '../session/session-types.ts'

/** Starts to send lines one at a time; the program waits until the last is answered. */
export function beginScript(
  draft: SessionDraft,
  purpose: JobScript['purpose'],
  lines: readonly string[],
): void {
  const { job } = draft.session
  if (job === null) throw new Error(`script ${purpose}: there is no job`)
  draft.session.job = { ...job, script: { purpose, lines, next: 0 } }
}
