import type { GrblCodeTables } from '../code-tables.ts'
import { EMPTY_MANUAL, type ManualState } from '../manual/manual-state.ts'
import { keepOffset } from '../job/kept-offsets.ts'
import { type GrblResponse, parseResponse } from '../parse-response.ts'
import { onAlarm, onAnswer, onBanner, onUnknownLine } from './session-answers.ts'
import { onInformation } from './session-knowledge.ts'
import { onManual } from './session-manual.ts'
import { onProcedureHeard } from './session-procedure.ts'
import {
  onDisconnect,
  onHold,
  onHome,
  onResume,
  onStart,
  onStop,
  onUnlock,
} from './session-commands.ts'
import {
  dropHandwork,
  enter,
  finishJob,
  goFault,
  HARDWARE_STOP_REMEDY,
  jobRuns,
  setController,
  settle,
  type SessionDraft,
} from './session-draft.ts'
import { onToolChangeContinued } from '../job/tool-change.ts'
import { onParserState } from '../job/stream-sync.ts'
import { onStatus } from './session-status.ts'
import { onTick } from './session-tick.ts'
import type {
  ControllerView,
  Session,
  SessionEffect,
  SessionEvent,
  SessionTimes,
} from './session-types.ts'
import { EMPTY_WINDOW } from './stream-window.ts'

const NOTHING_KNOWN: ControllerView = {
  firmware: null,
  reportsInches: null,
  state: null,
  machinePosition: null,
  workOffset: null,
  unscaledWorkOffset: null,
  workPosition: null,
  feedMmPerMin: 0,
  spindleRpm: 0,
  spindleOn: null,
  overridesPercent: null,
  activePins: '',
  plannerBlocksFree: null,
  lineNumber: null,
}

function timesFrom(atMs: number): SessionTimes {
  return {
    openedMs: atMs,
    lastTickMs: atMs,
    lastPollMs: Number.NEGATIVE_INFINITY,
    lastStatusMs: atMs,
    stateSinceMs: atMs,
    lastHoldMs: Number.NEGATIVE_INFINITY,
    lastResetMs: Number.NEGATIVE_INFINITY,
    lastSendMs: Number.NEGATIVE_INFINITY,
    lastAnswerMs: Number.NEGATIVE_INFINITY,
    lastSyncMs: atMs,
    guardUntilMs: 0,
    silenceExcusedUntilMs: 0,
    idleSinceMs: null,
    standingReports: 0,
  }
}

/** A session before any port is open. */
export function createSession(tables: GrblCodeTables): Session {
  return {
    tables,
    state: 'disconnected',
    portUri: null,
    portOpen: false,
    controller: NOTHING_KNOWN,
    identification: 'notAsked',
    window: EMPTY_WINDOW,
    job: null,
    homing: 'no',
    abort: null,
    bannerSeen: false,
    alarmCode: null,
    fault: null,
    pending: null,
    manual: EMPTY_MANUAL,
    parserWords: null,
    restore: [],
    positionSuspect: false,
    times: timesFrom(0),
  }
}

/**
 * The whole protocol as one step: what happened turns a session into the next one and a list of
 * things to do. It has no clock, no timer and no port. Throws only when one of its own promises is
 * broken (more bytes in flight than the budget, a line in a hold, answers out of order).
 */
export function reduceSession(
  session: Session,
  event: SessionEvent,
): { readonly session: Session; readonly effects: readonly SessionEffect[] } {
  const draft: SessionDraft = { session: { ...session }, effects: [], atMs: event.atMs }
  apply(draft, event)
  assertInvariants(draft.session)
  return { session: draft.session, effects: draft.effects }
}

function apply(draft: SessionDraft, event: SessionEvent): void {
  if (event.kind === 'tick') onTick(draft)
  else if (event.kind === 'lineReceived') onLine(draft, event.text)
  else if (event.kind === 'portOpened') onPortOpened(draft, event.portUri)
  else if (event.kind === 'portClosed') onPortClosed(draft, event.reason)
  else applyCommand(draft, event)
}

type CommandEvent = Exclude<
  SessionEvent,
  { readonly kind: 'portOpened' | 'portClosed' | 'lineReceived' | 'tick' }
>

type HandEvent = Extract<
  CommandEvent,
  {
    readonly kind: 'unlockRequested' | 'manualRequested' | 'homeRequested' | 'disconnectRequested'
  }
>

const HAND_KINDS: readonly string[] = [
  'unlockRequested',
  'manualRequested',
  'homeRequested',
  'disconnectRequested',
] satisfies readonly HandEvent['kind'][]

function isHandEvent(event: CommandEvent): event is HandEvent {
  return HAND_KINDS.includes(event.kind)
}

function applyCommand(draft: SessionDraft, event: CommandEvent): void {
  if (isHandEvent(event)) {
    onHandEvent(draft, event)
    return
  }
  switch (event.kind) {
    case 'startRequested':
      onStart(draft, event.order, event.program)
      return
    case 'holdRequested':
      onHold(draft)
      return
    case 'resumeRequested':
      onResume(draft)
      return
    case 'stopRequested':
      onStop(draft, event.by)
      return
    case 'faultFound':
    case 'toolChangeContinued':
      onJobEvent(draft, event)
      return
  }
}

function onHandEvent(draft: SessionDraft, event: HandEvent): void {
  if (event.kind === 'unlockRequested') onUnlock(draft, event.reason)
  else if (event.kind === 'manualRequested') onManual(draft, event.request)
  else if (event.kind === 'homeRequested') onHome(draft)
  else onDisconnect(draft)
}

function onJobEvent(
  draft: SessionDraft,
  event: Extract<CommandEvent, { readonly kind: 'faultFound' | 'toolChangeContinued' }>,
): void {
  if (event.kind === 'toolChangeContinued') onToolChangeContinued(draft, event.byHand)
  else if (jobRuns(draft.session)) goFault(draft, event.sentence, event.remedy)
}

function onPortOpened(draft: SessionDraft, portUri: string): void {
  const { session } = draft
  // A job belongs to one connection: what a new one has received of it nobody knows.
  finishJob(draft, 'fault', 'The connection was opened anew in the middle of the job.')
  dropHandwork(draft, 'The connection was opened anew.', '')
  Object.assign(session, {
    ...createSession(session.tables),
    job: session.job,
    portUri,
    portOpen: true,
    pending: 'connect',
    manual: keptManual(session.manual, `${portUri} was opened; the controller was not reset.`),
    times: timesFrom(draft.atMs),
  } satisfies Session)
  enter(draft, 'probing')
}

/** What outlives a connection: the totals, and the count of procedures. */
function keptManual(manual: ManualState, sentence: string): ManualState {
  const { totals, nextProcedureId } = manual
  return { ...EMPTY_MANUAL, totals, nextProcedureId, detection: [{ atMs: 0, sentence }] }
}

/** A close with an empty reason was asked for; any other is a lost link. */
function onPortClosed(draft: SessionDraft, reason: string): void {
  const { session } = draft
  if (!session.portOpen) return
  session.portOpen = false
  setController(draft, { state: null, spindleOn: null })
  if (reason === '' && !jobRuns(session)) {
    settle(draft, { kind: 'machine', sentence: 'The port was closed.', remedy: '' })
    dropHandwork(draft, 'The port was closed.', '')
    const manual = { ...keptManual(session.manual, ''), detection: [] }
    Object.assign(session, {
      ...createSession(session.tables),
      job: session.job,
      manual,
    } satisfies Session)
    return
  }
  const where = session.portUri ?? 'the controller'
  goFault(
    draft,
    `The connection to ${where} was lost${reason === '' ? '' : ` (${reason})`}.`,
    HARDWARE_STOP_REMEDY,
  )
}

/** Messages, offsets, probe results and damaged reports change nothing in a stream. */
function onLine(draft: SessionDraft, text: string): void {
  const response = parseResponse(text, {
    reportsInches: draft.session.controller.reportsInches ?? false,
  })
  const { kind } = response
  if (kind === 'ok') onAnswer(draft, null)
  else if (kind === 'error') onAnswer(draft, response.code)
  else if (kind === 'alarm') onAlarm(draft, response.code)
  else if (kind === 'status') onStatus(draft, response.report)
  else if (kind === 'welcome') onBanner(draft, response.name, response.version)
  else onPush(draft, response)
}

/** What answers no line: messages, offsets, versions, settings, the parser's words. */
function onPush(draft: SessionDraft, response: GrblResponse): void {
  if (response.kind === 'unknown') onUnknownLine(draft, response.text)
  else if (response.kind === 'parserState') onParserState(draft, response.words)
  else if (response.kind === 'offset' || response.kind === 'toolLengthOffset') {
    keepOffset(draft, response)
  }
  onInformation(draft, response)
  onProcedureHeard(draft, response)
}

function assertInvariants(session: Session): void {
  const { job, window } = session
  const counted = window.lines.reduce((sum, line) => sum + line.byteCount, 0)
  if (counted !== window.inFlightBytes || counted > window.budgetBytes) {
    throw new Error(
      `session: ${String(counted)} bytes in flight, ${String(window.inFlightBytes)} noted, ${String(window.budgetBytes)} allowed`,
    )
  }
  if (job !== null && job.acknowledgedLines > job.nextLine) {
    throw new Error(
      `session: ${String(job.acknowledgedLines)} lines answered, ${String(job.nextLine)} sent`,
    )
  }
}
