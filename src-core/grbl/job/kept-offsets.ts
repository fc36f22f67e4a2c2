import type { GrblResponse } from '../parse-response.ts'
import { sendSystemLine, type SessionDraft } from '../session/session-draft.ts'
import type { Session } from '../session/session-types.ts'

/** Notes, before a check, what the reset behind it will lose. */
export function keepOffset(
  { session }: SessionDraft,
  response: Extract<GrblResponse, { readonly kind: 'offset' | 'toolLengthOffset' }>,
): void {
  const { job } = session
  if (job?.script?.purpose !== 'beforeCheck') return
  if (response.kind === 'toolLengthOffset') {
    session.job = { ...job, kept: { ...job.kept, toolLengthMm: response.lengthMm } }
  } else if (response.name === 'G92') {
    session.job = { ...job, kept: { ...job.kept, g92: response.position } }
  }
}

/** Leaving check mode loses work zero, tool length and G92; nothing has moved, so they can be set again. */
export function checkRestore({ job }: Session): readonly string[] {
  if (job === null) return []
  const { system, g92, toolLengthMm, workPosition } = job.kept
  const lines = system === null ? [] : [system]
  if (toolLengthMm !== 0) lines.push(`G43.1Z${toolLengthMm.toFixed(3)}`)
  const isShifted = g92 !== null && (g92.xMm !== 0 || g92.yMm !== 0 || g92.zMm !== 0)
  if (isShifted && workPosition !== null) {
    const { xMm, yMm, zMm } = workPosition
    lines.push(`G92X${xMm.toFixed(3)}Y${yMm.toFixed(3)}Z${zMm.toFixed(3)}`)
  }
  return lines
}

/** Behind a reset: the work zero that was in use, and after a check the offsets it lost. */
export function sendRestore(draft: SessionDraft): void {
  const { restore, window, times } = draft.session
  const [line] = restore
  if (line === undefined || window.lines.length > 0 || draft.atMs < times.guardUntilMs) return
  sendSystemLine(draft, line, 'restore')
}

/** Said of work zeros other than G54 only after a stop: a check says it itself. */
export function restoreNote({ session }: SessionDraft): string {
  const system = session.manual.restore?.system ?? 'G54'
  return system === 'G54' || session.job?.order.mode === 'check'
    ? ''
    : `; ${system} is selected again`
}
