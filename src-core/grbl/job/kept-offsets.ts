import type { GrblResponse } from '../parse-response.ts'
import { sendSystemLine, type SessionDraft } from '../session/session-draft.ts'
import type { KeptOffsets, Session } from '../session/session-types.ts'

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

/**
 * What sets again the work zero, tool length and G92 that the reset behind a check has taken, however the
 * check ended: nothing has moved in it. Empty for any other job and where there was nothing to lose.
 */
export function lostByCheck({ job }: Session): readonly string[] {
  const isOpenCheck = job?.outcome === null && job.order.mode === 'check'
  return isOpenCheck ? restoreLines(job.kept) : []
}

function restoreLines(kept: KeptOffsets): readonly string[] {
  const { system, g92, toolLengthMm, workPosition } = kept
  const lines = system === null ? [] : [system]
  if (toolLengthMm !== 0) lines.push(`G21G43.1Z${toolLengthMm.toFixed(3)}`)
  const isShifted = g92 !== null && (g92.xMm !== 0 || g92.yMm !== 0 || g92.zMm !== 0)
  if (isShifted && workPosition !== null) {
    const { xMm, yMm, zMm } = workPosition
    lines.push(`G21G92X${xMm.toFixed(3)}Y${yMm.toFixed(3)}Z${zMm.toFixed(3)}`)
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

/** What is set again behind the reset that ends a job. */
export function restoreNote({ session }: SessionDraft): string {
  if (session.job?.order.mode === 'check') {
    return session.restore.length === 0 ? '' : '; its offsets were set again'
  }
  const system = session.manual.restore?.system ?? 'G54'
  return system === 'G54' ? '' : `; ${system} is selected again`
}

/**
 * Said when an alarm ends a check: by the time the machine is unlocked it may have been homed, so that
 * G92 would be set at another place; it is not set again by itself.
 */
export function lossNote(session: Session): string {
  const shifts = lostByCheck(session).some((line) => line.startsWith('G21'))
  return shifts ? ' The reset out of it takes G92 and tool length: set them again.' : ''
}
