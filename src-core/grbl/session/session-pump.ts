import { LINE_CLASS } from '../line-class.ts'
import { STANDING_REPORTS_NEEDED } from './standing.ts'
import { sendScript } from '../job/job-script.ts'
import { sendSync } from '../job/stream-sync.ts'
import { beginToolChange } from '../job/tool-change.ts'
import { preparedLineBytes, type PreparedProgram } from '../prepared-program.ts'
import {
  assertLineMayGo,
  enter,
  jobRuns,
  sendSystemLine,
  setTimes,
  type SessionDraft,
} from './session-draft.ts'
import type { ActiveJob, Session } from './session-types.ts'
import { extendWindow, type InFlightLine } from './stream-window.ts'

/**
 * The closing line: a dwell is answered only when everything before it has been cut. GRBL's
 * documentation asks for P greater than 0.
 */
export const FINISH_LINE = 'G4P0.01'

/** Sends what may go now: program lines, then the closing dwell. */
export function pump(draft: SessionDraft): void {
  const { session } = draft
  if (!jobRuns(session) || session.job === null) return
  const { script } = session.job
  if (script !== null) {
    if (session.state === 'streaming') sendScript(draft, script)
    return
  }
  if (!session.job.admitted || session.job.change !== null) return
  if (session.state === 'streaming') {
    // first, because the lines behind it leave no room
    sendSync(draft)
    sendProgramLines(draft, session.job)
  }
  if (session.state === 'draining') {
    sendSync(draft)
    sendFinish(draft, session.job)
  }
}

function sendProgramLines(draft: SessionDraft, job: ActiveJob): void {
  const { session } = draft
  const sent: InFlightLine[] = []
  let budget = session.window.budgetBytes - session.window.inFlightBytes
  let next = job.nextLine
  while (next < job.program.lineCount && mayFollow(draft, sent, next)) {
    const byteCount = preparedLineBytes(job.program, next)
    if (byteCount > budget) break
    sent.push({ byteCount, origin: { kind: 'program', lineIndex: next } })
    budget -= byteCount
    next += 1
  }
  if (sent.length > 0) {
    assertLineMayGo(session)
    session.window = extendWindow(session.window, sent)
    session.job = { ...job, nextLine: next }
    setTimes(draft, { lastSendMs: draft.atMs, standingReports: 0, idleSinceMs: null })
    draft.effects.push({ kind: 'programLines', first: job.nextLine, end: next })
  }
  if (next === job.program.lineCount) enter(draft, 'draining')
  else if (isToolChange(job.program, next)) changeToolWhenAnswered(draft)
}

function isToolChange(program: PreparedProgram, line: number): boolean {
  return ((program.lineClasses[line] ?? 0) & LINE_CLASS.toolChange) !== 0
}

/** GRBL knows no M6; it is never sent, and acted on only when all before it is answered. */
function changeToolWhenAnswered(draft: SessionDraft): void {
  const { job, window, times } = draft.session
  if (job === null || window.lines.length > 0 || draft.atMs < times.guardUntilMs) return
  beginToolChange(draft, job)
  pump(draft)
}

/** Whether line `next` may go behind what is in flight and what is about to be sent with it. */
function mayFollow(draft: SessionDraft, sent: readonly InFlightLine[], next: number): boolean {
  const { session } = draft
  const program = session.job?.program
  if (program === undefined || draft.atMs < session.times.guardUntilMs) return false
  const before = sent.at(-1) ?? session.window.lines.at(-1)
  const bits = program.lineClasses[next] ?? 0
  if ((bits & LINE_CLASS.toolChange) !== 0) return false
  if (before !== undefined) {
    return !closesStream(program, before) && (bits & LINE_CLASS.alone) === 0
  }
  return (bits & LINE_CLASS.needsIdle) === 0 || standsIdle(session)
}

function closesStream(program: PreparedProgram, line: InFlightLine): boolean {
  return (classOf(program, line) & (LINE_CLASS.alone | LINE_CLASS.waitForAnswer)) !== 0
}

function classOf(program: PreparedProgram, line: InFlightLine): number {
  return line.origin.kind === 'program' ? (program.lineClasses[line.origin.lineIndex] ?? 0) : 0
}

function standsIdle(session: Session): boolean {
  return (
    session.controller.state === 'Idle' && session.times.standingReports >= STANDING_REPORTS_NEEDED
  )
}

function sendFinish(draft: SessionDraft, job: ActiveJob): void {
  const { session } = draft
  if (job.finish !== 'notSent' || session.window.lines.length > 0) return
  if (draft.atMs < session.times.guardUntilMs) return
  session.job = { ...job, finish: 'sent' }
  sendSystemLine(draft, FINISH_LINE, 'finish')
}
