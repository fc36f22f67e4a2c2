import { dwellSeconds, LINE_CLASS } from '../line-class.ts'
import { preparedLine } from '../prepared-program.ts'
import { REALTIME } from '../realtime-commands.ts'
import {
  describeJobLine,
  goFault,
  HARDWARE_STOP_REMEDY,
  sendRealtime,
  sendReset,
  setTimes,
  settle,
  type SessionDraft,
} from './session-draft.ts'
import { onJogTick } from './session-jog.ts'
import { onOverrideTick } from './session-overrides.ts'
import { sendProcedureLine } from './session-procedure.ts'
import { pump } from './session-pump.ts'
import type { Session, SessionTimes } from './session-types.ts'

/** Status is asked for five times a second. */
export const POLL_INTERVAL_MS = 200
/** The controller's limit; while something stops, jogs or is touched. */
const QUICK_POLL_INTERVAL_MS = 100
/** Three reports missed. */
export const STATUS_SILENCE_MS = 1000
/** Idle with lines unanswered for so long: an answer was lost. With the wait for a report, within 2 s. */
export const LOST_ANSWER_MS = 1500
const CONNECT_LIMIT_MS = 6000
const PENDING_LIMIT_MS = 10_000
const HOMING_LIMIT_MS = 300_000
const RESET_REPEAT_MS = 1500
const RESET_LIMIT_MS = 3000
const HOLD_REPEAT_MS = 500
/** A controller that will not hold is reset after this, position or not. */
const HOLD_IGNORED_MS = 3000
const SLOWING_LIMIT_MS = 60_000
/** A gap between two ticks longer than this is our own pause, not the controller's silence. */
const OWN_PAUSE_MS = 500

/** The clock moved on. */
export function onTick(draft: SessionDraft): void {
  excuseOwnPause(draft)
  if (!draft.session.portOpen) return
  poll(draft)
  watchSilence(draft)
  watchLostAnswer(draft)
  watchPending(draft)
  const { state } = draft.session
  if (state === 'aborting' || state === 'holding') repeatHold(draft)
  if (state === 'resetWait') repeatReset(draft)
  pump(draft)
  sendProcedureLine(draft)
  onJogTick(draft)
  onOverrideTick(draft)
}

/** When this process slept, every wait of the controller's is moved on by as much. */
function excuseOwnPause(draft: SessionDraft): void {
  const { times } = draft.session
  const gapMs = draft.atMs - times.lastTickMs
  const next: { -readonly [K in keyof SessionTimes]?: SessionTimes[K] } = {
    lastTickMs: draft.atMs,
  }
  if (gapMs > OWN_PAUSE_MS) {
    next.lastStatusMs = times.lastStatusMs + gapMs
    next.lastAnswerMs = times.lastAnswerMs + gapMs
    next.stateSinceMs = times.stateSinceMs + gapMs
    next.lastResetMs = times.lastResetMs + gapMs
    next.idleSinceMs = null
  }
  setTimes(draft, next)
}

function poll(draft: SessionDraft): void {
  const { state, times, manual } = draft.session
  const stopping = state === 'aborting' || state === 'holding' || state === 'held'
  const byHand = manual.jog !== null || manual.procedure !== null
  const intervalMs = stopping || byHand ? QUICK_POLL_INTERVAL_MS : POLL_INTERVAL_MS
  if (draft.atMs - times.lastPollMs >= intervalMs) sendRealtime(draft, REALTIME.statusQuery)
}

function watchSilence(draft: SessionDraft): void {
  const { session, atMs } = draft
  const { state, times } = session
  if (state === 'fault' || state === 'resetWait' || atMs < times.silenceExcusedUntilMs) return
  if (state === 'probing' && session.controller.state === null) {
    if (atMs - times.openedMs < CONNECT_LIMIT_MS) return
    goFault(
      draft,
      `No GRBL controller answered on ${session.portUri ?? 'the port'} within ${String(CONNECT_LIMIT_MS / 1000)} s.`,
      'Check cable, port and baud rate; a controller locked by a limit switch is silent until it is reset.',
    )
    return
  }
  const limitMs = silenceLimitMs(session)
  if (atMs - times.lastStatusMs < limitMs) return
  goFault(
    draft,
    `The controller has sent no status for ${String(limitMs / 1000)} s.`,
    HARDWARE_STOP_REMEDY,
  )
}

/** Homing answers nothing until it is done; an EEPROM write stalls the controller. */
function silenceLimitMs(session: Session): number {
  if (session.homing === 'running') return HOMING_LIMIT_MS
  const head = session.window.lines[0]
  if (head?.origin.kind !== 'program') return STATUS_SILENCE_MS
  const bits = session.job?.program.lineClasses[head.origin.lineIndex] ?? 0
  if ((bits & LINE_CLASS.needsIdle) !== 0) return HOMING_LIMIT_MS
  return (bits & LINE_CLASS.alone) === 0 ? STATUS_SILENCE_MS : 2 * STATUS_SILENCE_MS
}

function watchLostAnswer(draft: SessionDraft): void {
  const { session, atMs } = draft
  const { times, window } = session
  const head = window.lines[0]
  if (head === undefined || times.idleSinceMs === null || session.homing === 'running') return
  if (session.state === 'resetWait' || session.state === 'fault') return
  const quietMs = atMs - Math.max(times.idleSinceMs, times.lastSendMs, times.lastAnswerMs)
  if (quietMs < LOST_ANSWER_MS + dwellInFlightMs(session)) return
  const place =
    head.origin.kind === 'program' ? describeJobLine(session, head.origin.lineIndex) : 'a command'
  goFault(
    draft,
    `The controller is idle but never answered ${place}: an answer was lost on the line.`,
    'Press Stop to reset the controller, check cable and earthing, then home and start again.',
  )
}

/** A long command that neither succeeds nor fails is told as not done; homing has its own limit. */
function watchPending(draft: SessionDraft): void {
  const { session, atMs } = draft
  if (session.pending === null || session.pending === 'home' || session.pending === 'procedure')
    return
  const sinceMs = Math.max(session.times.openedMs, session.times.lastSendMs)
  if (atMs - sinceMs < PENDING_LIMIT_MS) return
  const said = session.controller.state ?? 'nothing'
  settle(draft, {
    kind: 'machine',
    sentence: `The controller is not ready after ${String(PENDING_LIMIT_MS / 1000)} s: it says ${said}.`,
    remedy: 'Wait until it stands idle, or press Stop to reset it.',
  })
}

function handDwellSeconds({ manual }: Session): number {
  const step = manual.procedure?.step
  return step?.kind === 'line' && step.text.includes('G4') ? dwellSeconds(step.text) : 0
}

/** The spindle's time to its speed, in a resume or behind a tool change. */
function scriptDwellSeconds({ job, window }: Session): number {
  const [head] = window.lines
  if (head?.origin.kind !== 'system' || head.origin.purpose !== 'script') return 0
  const line = job?.script?.lines[job.script.next] ?? ''
  return line.includes('G4') ? dwellSeconds(line) : 0
}

/** A dwell is answered at its end and reported as Idle, so its time is no silence. */
function dwellInFlightMs(session: Session): number {
  const program = session.job?.program
  let seconds = handDwellSeconds(session) + scriptDwellSeconds(session)
  if (program === undefined) return seconds * 1000
  for (const { origin } of session.window.lines) {
    if (origin.kind !== 'program') continue
    if (((program.lineClasses[origin.lineIndex] ?? 0) & LINE_CLASS.dwell) === 0) continue
    seconds += dwellSeconds(preparedLine(program, origin.lineIndex))
  }
  return seconds * 1000
}

function repeatHold(draft: SessionDraft): void {
  const { session, atMs } = draft
  const { times } = session
  const said = session.controller.state ?? ''
  const stopping = said.startsWith('Hold') || said.startsWith('Door')
  const waitedMs = atMs - times.stateSinceMs
  if (!stopping && atMs - times.lastHoldMs >= HOLD_REPEAT_MS) {
    sendRealtime(draft, REALTIME.feedHold)
  }
  if (session.state !== 'aborting') return
  if (waitedMs >= (stopping ? SLOWING_LIMIT_MS : HOLD_IGNORED_MS)) sendReset(draft)
}

function repeatReset(draft: SessionDraft): void {
  const { session, atMs } = draft
  if (session.bannerSeen) {
    const limitMs = session.homing === 'running' ? HOMING_LIMIT_MS : RESET_LIMIT_MS
    if (atMs - session.times.lastStatusMs < limitMs) return
    goFault(draft, 'The controller reset but sent no status behind it.', HARDWARE_STOP_REMEDY)
    return
  }
  if (atMs - session.times.stateSinceMs >= RESET_LIMIT_MS) {
    goFault(
      draft,
      `The controller did not answer a reset within ${String(RESET_LIMIT_MS / 1000)} s.`,
      HARDWARE_STOP_REMEDY,
    )
  } else if (atMs - session.times.lastResetMs >= RESET_REPEAT_MS) {
    sendRealtime(draft, REALTIME.softReset)
    setTimes(draft, { lastResetMs: atMs })
  }
}
