import { describeAlarm, describeError } from '../code-tables.ts'
import { LINE_CLASS } from '../line-class.ts'
import { EEPROM_GUARD_MS } from './guard-times.ts'
import { beginAbort } from './session-abort.ts'
import { noteDetection } from './session-knowledge.ts'
import { onJogAnswer } from './session-jog.ts'
import { onProcedureAnswer } from './session-procedure.ts'
import {
  describeJobLine,
  dropHandwork,
  enter,
  finishJob,
  goFault,
  jobRuns,
  sendReset,
  sendSystemLine,
  setController,
  setManual,
  setTimes,
  settle,
  voidController,
  type SessionDraft,
} from './session-draft.ts'
import { isJobLine, type JobLinePurpose, onJobLineAnswer } from '../job/job-lines.ts'
import { lossNote, lostByCheck, restoreNote } from '../job/kept-offsets.ts'
import { goesOnBehind, withRefusal } from '../job/refusals.ts'
import { workSystemAt } from '../job/work-system-at.ts'
import { pump } from './session-pump.ts'
import { acknowledgeOldest, type SystemPurpose } from './stream-window.ts'

/** After an alarm the controller says nothing for half a second. */
const ALARM_SILENCE_MS = 700
/** Longest text taken for a damaged answer; longer ones are chatter. */
const SHORT_LINE_CHARACTERS = 12

const INTEGRITY_REMEDY =
  'Press Stop to reset the controller, check cable and earthing, then home and start again.'

/** An `ok` or an `error:N`. */
export function onAnswer(draft: SessionDraft, errorCode: number | null): void {
  const { session } = draft
  if (session.state === 'resetWait' && !session.bannerSeen) return
  if (session.state === 'fault' || session.state === 'disconnected') return
  const { window, line } = acknowledgeOldest(session.window)
  session.window = window
  setTimes(draft, { lastAnswerMs: draft.atMs, idleSinceMs: null, standingReports: 0 })
  if (line === null) {
    onUnaskedAnswer(draft)
  } else if (line.origin.kind === 'system') {
    if (isJobLine(line.origin.purpose)) onJobLineAnswer(draft, line.origin.purpose, errorCode)
    else onSystemAnswer(draft, line.origin.purpose, errorCode)
  } else {
    onProgramAnswer(draft, line.origin.lineIndex, errorCode)
  }
}

function onUnaskedAnswer(draft: SessionDraft): void {
  if (!jobRuns(draft.session) || draft.session.state === 'aborting') return
  goFault(
    draft,
    'The controller answered more lines than it was sent, so the count of what it holds is lost.',
    INTEGRITY_REMEDY,
  )
}

function onProgramAnswer(draft: SessionDraft, lineIndex: number, errorCode: number | null): void {
  const { session } = draft
  const { job } = session
  if (job === null) throw new Error('session: a program line was answered without a job')
  if (lineIndex !== job.acknowledgedLines) {
    throw new Error(
      `session: line ${String(lineIndex)} answered, ${String(job.acknowledgedLines)} expected`,
    )
  }
  session.job = { ...job, acknowledgedLines: lineIndex + 1 }
  if (((job.program.lineClasses[lineIndex] ?? 0) & LINE_CLASS.alone) !== 0) {
    setTimes(draft, { guardUntilMs: draft.atMs + EEPROM_GUARD_MS })
  }
  if (errorCode !== null && session.state !== 'aborting') onRefusedLine(draft, lineIndex, errorCode)
  else pump(draft)
}

function onRefusedLine(draft: SessionDraft, lineIndex: number, errorCode: number): void {
  const { session } = draft
  const { job } = session
  if (job === null) return
  if (!goesOnBehind(session, { lineIndex, errorCode })) {
    const { meaning } = describeError(session.tables, errorCode)
    beginAbort(draft, {
      outcome: 'fault',
      sentence: `The controller refused ${describeJobLine(session, lineIndex)} with error ${String(errorCode)}: ${meaning}; the machine was stopped`,
      afterReset: 'nothing',
    })
    return
  }
  const refusals = withRefusal(job.refusals, job.program, { lineIndex, errorCode })
  session.job = { ...job, refusals }
  pump(draft)
}

function onSystemAnswer(
  draft: SessionDraft,
  purpose: Exclude<SystemPurpose, JobLinePurpose>,
  errorCode: number | null,
): void {
  switch (purpose) {
    case 'identify':
      onIdentified(draft)
      return
    case 'settings':
      onSettingsRead(draft, errorCode)
      return
    case 'checkOn':
      onCheckModeAnswer(draft, errorCode)
      return
    case 'checkOff':
      // its banner ends the job; whether the ok before it arrives says nothing more
      return
    case 'finish':
      onFinishAnswer(draft, errorCode)
      return
    case 'home':
      onHomeAnswer(draft, errorCode)
      return
    case 'procedure':
      onProcedureAnswer(draft, errorCode)
      return
    case 'jog':
      onJogAnswer(draft, errorCode)
      return
    case 'unlock':
      onUnlockAnswer(draft, errorCode)
      return
  }
}

function onUnlockAnswer(draft: SessionDraft, errorCode: number | null): void {
  if (errorCode === null) draft.session.alarmCode = null
  else settleWithError(draft, 'The controller refused to unlock', errorCode)
}

/** Asked again from the start when a hold or a stop came in between. */
function onIdentified(draft: SessionDraft): void {
  if (draft.session.state !== 'probing') {
    draft.session.identification = 'notAsked'
    return
  }
  draft.session.identification = 'settingsAsked'
  sendSystemLine(draft, '$$', 'settings')
}

function onSettingsRead(draft: SessionDraft, errorCode: number | null): void {
  if (errorCode !== null || draft.session.controller.reportsInches === null) {
    goFault(
      draft,
      'The controller did not tell its settings ($$), so the unit of its position is not known.',
      'Check that it runs GRBL 1.1, then connect again.',
    )
    return
  }
  draft.session.identification = 'done'
  const { settingsRevision } = draft.session.manual
  setManual(draft, { stale: true, settingsRevision: settingsRevision + 1 })
  noteDetection(draft, 'It told its settings ($$).')
}

function onFinishAnswer(draft: SessionDraft, errorCode: number | null): void {
  const { job } = draft.session
  if (job === null) return
  if (errorCode === null) {
    draft.session.job = { ...job, finish: 'acknowledged' }
    return
  }
  beginAbort(draft, {
    outcome: 'fault',
    sentence: `The controller refused the closing dwell with error ${String(errorCode)}; the machine was stopped`,
    afterReset: 'nothing',
  })
}

function onCheckModeAnswer(draft: SessionDraft, errorCode: number | null): void {
  const { job } = draft.session
  if (job === null) return
  if (errorCode === null) {
    draft.session.job = { ...job, admitted: true }
    pump(draft)
    return
  }
  beginAbort(draft, {
    outcome: 'fault',
    sentence: `The controller refused check mode with error ${String(errorCode)}`,
    afterReset: 'nothing',
  })
}

function onHomeAnswer(draft: SessionDraft, errorCode: number | null): void {
  const { session } = draft
  // After an ALARM the trailing ok says nothing: homing has already been told as failed.
  if (session.homing !== 'running') return
  if (errorCode === null) {
    session.homing = 'acknowledged'
    return
  }
  session.homing = 'no'
  settleWithError(draft, 'The controller refused to home', errorCode)
}

function settleWithError(draft: SessionDraft, what: string, errorCode: number): void {
  const { meaning, remedy } = describeError(draft.session.tables, errorCode)
  const sentence = `${what}: error ${String(errorCode)}, ${meaning}.`
  settle(draft, { kind: 'machine', sentence, remedy })
}

/** Alarms behind which steps may be lost: hard limit, reset in motion, every failed homing. */
const POSITION_LOST: readonly number[] = [1, 3, 6, 7, 8, 9, 10]

/** An `ALARM:N`, or a lock seen in a report whose alarm line was lost. */
export function onAlarm(draft: SessionDraft, code: number): void {
  const { session } = draft
  session.alarmCode = code
  if (POSITION_LOST.includes(code)) session.positionSuspect = true
  const entry = describeAlarm(session.tables, code)
  setTimes(draft, {
    silenceExcusedUntilMs: entry.resetFirst
      ? Number.POSITIVE_INFINITY
      : draft.atMs + ALARM_SILENCE_MS,
  })
  const sentence = `Alarm ${String(code)}: ${entry.meaning}.`
  session.homing = 'no'
  dropHandwork(draft, sentence, entry.remedy)
  setManual(draft, { homingSinceMs: null })
  if (entry.position !== 'kept') setManual(draft, { homed: false })
  if (session.state === 'resetWait' || session.state === 'fault') return
  if (session.state === 'aborting') {
    sendReset(draft)
    return
  }
  enter(draft, 'alarm')
  finishJob(draft, 'alarm', `${sentence}${lossNote(session)}`)
  settle(draft, { kind: 'machine', sentence, remedy: entry.remedy })
}

function expectsBanner({ state, homing }: SessionDraft['session']): boolean {
  return ['resetWait', 'probing', 'alarm'].includes(state) || homing !== 'no'
}

/** The banner: the controller starts anew and everything outstanding is void. */
export function onBanner(draft: SessionDraft, name: string, version: string): void {
  const { session } = draft
  const { state } = session
  const expected = expectsBanner(session)
  voidController(draft)
  setController(draft, { firmware: session.controller.firmware ?? { name, version }, state: null })
  setTimes(draft, { lastStatusMs: draft.atMs, silenceExcusedUntilMs: 0 })
  keepModesAcrossReset(draft)
  if (state === 'probing' || !expected) session.positionSuspect = true
  if (state === 'fault') return
  if (!expected) {
    setManual(draft, { homed: false })
    goFault(
      draft,
      'The controller restarted by itself: what it held is lost, and its position is not sure.',
      'Check its supply and the earthing, press Stop, then home and set the zero again.',
    )
    return
  }
  if (session.identification !== 'done') session.identification = 'notAsked'
  if (state === 'resetWait') onExpectedBanner(draft)
}

/**
 * A reset goes back to G54 and to the default modes: what was chosen before is brought back later. A
 * program may have chosen another work zero since the modes were last asked for.
 */
function keepModesAcrossReset(draft: SessionDraft): void {
  const { manual, identification, job } = draft.session
  dropHandwork(draft, 'The controller was reset.', '')
  if (identification !== 'done') return
  const before = manual.restore ?? manual.modal
  const isCutting = job !== null && job.outcome === null && job.order.mode === 'cut'
  const chosen = isCutting ? workSystemAt(job.program, job.acknowledgedLines) : null
  const restore = before === null || chosen === null ? before : { ...before, system: chosen }
  setManual(draft, { stale: true, restore, accessories: null })
}

function onExpectedBanner(draft: SessionDraft): void {
  const { session } = draft
  const plan = session.abort
  session.abort = null
  session.bannerSeen = true
  session.fault = null
  if (plan === null) return
  const lost = lostByCheck(session)
  if (lost.length > 0) session.restore = lost
  finishJob(draft, plan.outcome, `${plan.sentence}${positionNote(draft)}${restoreNote(draft)}`)
  if (plan.afterReset === 'nothing') return
  enter(draft, 'alarm')
  if (plan.afterReset === 'unlock') {
    sendSystemLine(draft, '$X', 'unlock')
  } else {
    session.homing = 'running'
    setManual(draft, { homingSinceMs: draft.atMs, homesAll: true })
    sendSystemLine(draft, '$H', 'home')
  }
}

function positionNote(draft: SessionDraft): string {
  return draft.session.alarmCode === 3 ? '; it was still moving, so home before going on' : ''
}

/** A line nobody knows: a damaged answer when it is short and answers are outstanding. */
export function onUnknownLine(draft: SessionDraft, text: string): void {
  const { session } = draft
  const waiting = jobRuns(session) && session.window.lines.length > 0
  const discarding = session.state === 'resetWait' || session.state === 'aborting'
  if (!waiting || discarding || session.state === 'alarm') return
  if (text === '' || text.length > SHORT_LINE_CHARACTERS) return
  goFault(
    draft,
    `The controller's answer arrived damaged as "${printable(text)}", so the count of its answers is lost.`,
    INTEGRITY_REMEDY,
  )
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '·')
}
