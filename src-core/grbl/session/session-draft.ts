import type { EngineState, JobOutcome } from '../machine-snapshot.ts'
import type { ProcedureOutcome } from '../manual/manual-snapshot.ts'
import type { ManualState } from '../manual/manual-state.ts'
import { preparedLine } from '../prepared-program.ts'
import { REALTIME, type RealtimeByte } from '../realtime-commands.ts'
import { jobAfterMeasuring } from '../job/measured-tool.ts'
import { jobProgress } from './session-snapshot.ts'
import type {
  CommandProblem,
  ControllerView,
  Session,
  SessionEffect,
  SessionTimes,
} from './session-types.ts'
import { extendWindow, voidWindow, type SystemPurpose } from './stream-window.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** One reduction under way: a private copy of the session, and what is to be done. */
export interface SessionDraft {
  readonly session: Mutable<Session>
  readonly effects: SessionEffect[]
  readonly atMs: number
}

/** Words that only the person can act on when the wire is gone. */
export const HARDWARE_STOP_REMEDY =
  'The machine may still be moving and the spindle may still be on: use the stop switch of the machine, then connect again and home.'

/** Enters a state. */
export function enter(draft: SessionDraft, state: EngineState): void {
  if (draft.session.state === state) return
  draft.session.state = state
  setTimes(draft, { stateSinceMs: draft.atMs, standingReports: 0 })
}

/** Changes some of the session's times. */
export function setTimes(draft: SessionDraft, times: Partial<SessionTimes>): void {
  draft.session.times = { ...draft.session.times, ...times }
}

/** Changes some of what is known of the controller. */
export function setController(draft: SessionDraft, view: Partial<ControllerView>): void {
  draft.session.controller = { ...draft.session.controller, ...view }
}

/** Changes some of what a person's work at the machine is about. */
export function setManual(draft: SessionDraft, change: Partial<ManualState>): void {
  draft.session.manual = { ...draft.session.manual, ...change }
}

/** True while a job has no outcome yet. */
export function jobRuns(session: Session): boolean {
  return session.job !== null && session.job.outcome === null
}

/** Sends a realtime byte. */
export function sendRealtime(draft: SessionDraft, byte: RealtimeByte): void {
  draft.effects.push({ kind: 'realtime', byte })
  if (byte === REALTIME.feedHold) setTimes(draft, { lastHoldMs: draft.atMs })
  if (byte === REALTIME.statusQuery) setTimes(draft, { lastPollMs: draft.atMs })
}

const NO_LINES_IN: readonly EngineState[] = ['disconnected', 'holding', 'held', 'aborting', 'fault']

/** Throws when a line would go out in a state where the controller must get none. */
export function assertLineMayGo(session: Session): void {
  const waiting = session.state === 'resetWait' && !session.bannerSeen
  if (waiting || NO_LINES_IN.includes(session.state)) {
    throw new Error(`session: a line was about to be sent in state ${session.state}`)
  }
}

/** Sends one line on the engine's own account. */
export function sendSystemLine(draft: SessionDraft, text: string, purpose: SystemPurpose): void {
  assertLineMayGo(draft.session)
  draft.session.window = extendWindow(draft.session.window, [
    { byteCount: text.length + 1, origin: { kind: 'system', purpose } },
  ])
  setTimes(draft, { lastSendMs: draft.atMs, standingReports: 0, idleSinceMs: null })
  draft.effects.push({ kind: 'systemLine', text })
}

/** Resets the controller and waits for its banner; every answer until then is thrown away. */
export function sendReset(draft: SessionDraft): void {
  dropHandwork(draft, 'The controller was reset.', '')
  sendRealtime(draft, REALTIME.softReset)
  draft.session.bannerSeen = false
  enter(draft, 'resetWait')
  setTimes(draft, { lastResetMs: draft.atMs })
}

/** Forgets what a banner voids: lines in flight, offset, overrides. */
export function voidController(draft: SessionDraft): void {
  draft.session.window = voidWindow(draft.session.window)
  draft.session.parserWords = null
  setController(draft, {
    workOffset: null,
    unscaledWorkOffset: null,
    workPosition: null,
    overridesPercent: null,
  })
  setTimes(draft, { idleSinceMs: null, standingReports: 0 })
}

/** Ends the job, once. */
export function finishJob(draft: SessionDraft, outcome: JobOutcome, sentence: string): void {
  const job = draft.session.job
  if (job === null || job.outcome !== null) return
  draft.session.job = {
    ...job,
    outcome,
    outcomeSentence: sentence,
    endedAtMs: draft.atMs,
  }
  const progress = jobProgress(draft.session, draft.atMs)
  if (progress !== null) draft.effects.push({ kind: 'jobFinished', progress })
}

/** Tells whoever waits for a long command how it ended. */
export function settle(draft: SessionDraft, problem: CommandProblem | null): void {
  const command = draft.session.pending
  if (command === null) return
  draft.session.pending = null
  draft.effects.push({ kind: 'settled', command, problem })
}

/** Ends the procedure under way and tells whoever waits for it. */
export function endProcedure(
  draft: SessionDraft,
  ended: ProcedureOutcome['ended'],
  end: Pick<ProcedureOutcome, 'sentence' | 'remedy' | 'finding'>,
): void {
  const { procedure } = draft.session.manual
  if (procedure === null) return
  const { procedureId, order, written, modalBefore } = procedure
  const restore = ended === 'done' ? draft.session.manual.restore : modalBefore
  setManual(draft, { procedure: null, restore })
  if (order.background) return
  const { kind, title, keeps } = order
  const sentence = ended === 'done' || keeps === '' ? end.sentence : `${end.sentence} ${keeps}`
  const { remedy, finding } = end
  setManual(draft, {
    stale: true,
    lastProcedure: { procedureId, kind, title, ended, sentence, remedy, finding, written },
  })
  if (order.ownedByJob === true)
    draft.session.job = jobAfterMeasuring(draft.session.job, { ended, sentence, finding })
  if (draft.session.pending !== 'procedure') return
  settle(draft, ended === 'failed' ? { kind: 'machine', sentence, remedy } : null)
}

/** Ends everything a person had under way by hand: something else has taken the machine. */
export function dropHandwork(draft: SessionDraft, sentence: string, remedy: string): void {
  endProcedure(draft, 'failed', { sentence, remedy, finding: null })
  setManual(draft, { jog: null, overrides: null })
}

/** Refuses a command. */
export function refuse(
  draft: SessionDraft,
  kind: CommandProblem['kind'],
  sentence: string,
  remedy: string,
): void {
  draft.effects.push({ kind: 'refused', problem: { kind, sentence, remedy } })
}

/**
 * Gives up trusting the link: feed hold at once when a port is open, the job ends as a fault, and
 * nothing more is sent until the person stops (resets) or connects again.
 */
export function goFault(draft: SessionDraft, sentence: string, remedy: string): void {
  const { session } = draft
  dropHandwork(draft, sentence, remedy)
  if (session.portOpen && (jobRuns(session) || session.abort !== null)) {
    sendRealtime(draft, REALTIME.feedHold)
  }
  session.fault = { sentence, remedy }
  session.abort = null
  session.homing = 'no'
  enter(draft, 'fault')
  finishJob(draft, 'fault', sentence)
  settle(draft, { kind: 'machine', sentence, remedy })
}

/** Names a line of the job: `line 12 (G1X10)`, 1-based in the source text. */
export function describeJobLine(session: Session, lineIndex: number): string {
  const program = session.job?.program
  if (program === undefined) return 'a line'
  const sourceLine = program.sourceLines[lineIndex] ?? 0
  return `line ${String(sourceLine)} (${preparedLine(program, lineIndex)})`
}
