import type { Point3 } from '../../geometry/point.ts'
import { UNNAMED_LOCK } from '../code-tables.ts'
import type { ToolChangeStep } from '../job/job-pause.ts'
import type { EngineState } from '../machine-snapshot.ts'
import { onAlarm } from './session-answers.ts'
import {
  enter,
  finishJob,
  jobRuns,
  sendReset,
  sendSystemLine,
  setController,
  setManual,
  setTimes,
  settle,
  type SessionDraft,
} from './session-draft.ts'
import { noteDetection } from './session-knowledge.ts'
import { onJogStatus } from './session-jog.ts'
import { onOverrideReport } from './session-overrides.ts'
import { onProcedureStatus } from './session-procedure.ts'
import { pump } from './session-pump.ts'
import { countTravel } from './session-totals.ts'
import { STANDING_REPORTS_NEEDED } from './standing.ts'
import { sendRestore } from '../job/kept-offsets.ts'
import { refusalWords } from '../job/refusals.ts'
import { measureWhenStanding, retractWhenStanding } from '../job/tool-change.ts'
import type { ControllerView, Session } from './session-types.ts'
import type { StatusReport } from '../status-report.ts'

/** A report may have been under way when something was sent; older ones than this are not. */
const FRESH_AFTER_MS = 60

/** A whole status report. */
export function onStatus(draft: SessionDraft, report: StatusReport): void {
  const { session } = draft
  const { times } = session
  if (session.state !== 'disconnected') countTravel(draft, report)
  // check mode runs nothing, so an unanswered line is as lost there as in Idle
  const idle = report.state === 'Idle' || report.state === 'Check'
  const sinceMs = Math.max(times.lastSendMs, times.lastAnswerMs, times.stateSinceMs)
  const fresh = draft.atMs - sinceMs >= FRESH_AFTER_MS
  setTimes(draft, {
    lastStatusMs: draft.atMs,
    idleSinceMs: idle ? (times.idleSinceMs ?? draft.atMs) : null,
    standingReports: stands(report.state) && fresh ? times.standingReports + 1 : 0,
  })
  if (session.state === 'disconnected') return
  setController(draft, viewOf(session.controller, report))
  setManual(draft, { accessories: accessoriesOf(session.manual.accessories, report) })
  onOverrideReport(draft, report)
  if (report.state === 'Alarm' && lockIsNews(draft)) onAlarm(draft, UNNAMED_LOCK)
  REACTIONS[session.state](draft, report.state)
  byHand(draft, report.state)
}

function byHand(draft: SessionDraft, state: string): void {
  if (draft.session.state !== 'ready' && draft.session.state !== 'toolChange') return
  onJogStatus(draft, state)
  onProcedureStatus(draft, state)
}

function accessoriesOf(known: string | null, report: StatusReport): string | null {
  if (report.accessories !== undefined) return report.accessories
  return report.overridesPercent === undefined ? known : ''
}

/** True when the machine is at rest in a state that a reset leaves without an alarm. */
function stands(state: string): boolean {
  return state === 'Idle' || state === 'Hold:0' || state === 'Door:0'
}

function isPause(state: string): boolean {
  return state.startsWith('Hold') || state.startsWith('Door')
}

function lockIsNews(draft: SessionDraft): boolean {
  const { session } = draft
  if (session.homing !== 'no' || session.pending === 'unlock') return false
  return session.alarmCode === null && session.state !== 'probing' && session.state !== 'resetWait'
}

function viewOf(view: ControllerView, report: StatusReport): Partial<ControllerView> {
  return {
    state: report.state,
    activePins: report.activePins ?? '',
    feedMmPerMin: report.feedMmPerMin ?? view.feedMmPerMin,
    spindleRpm: report.spindleRpm ?? view.spindleRpm,
    overridesPercent: report.overridesPercent ?? view.overridesPercent,
    spindleOn: spindleOf(view, report),
    plannerBlocksFree: report.plannerBlocksFree ?? null,
    lineNumber: report.lineNumber ?? null,
    ...(view.reportsInches === null
      ? { unscaledWorkOffset: report.workOffset ?? view.unscaledWorkOffset }
      : positionsOf(view, report)),
  }
}

/** Accessories are told only beside overrides; a report with overrides and without them is all off. */
function spindleOf(view: ControllerView, report: StatusReport): boolean | null {
  if (report.accessories !== undefined) return /[SC]/.test(report.accessories)
  return report.overridesPercent === undefined ? view.spindleOn : false
}

function positionsOf(view: ControllerView, report: StatusReport): Partial<ControllerView> {
  const workOffset = report.workOffset ?? view.workOffset
  if (report.machinePosition !== undefined) {
    const machinePosition = report.machinePosition
    const workPosition = workOffset === null ? null : shifted(machinePosition, workOffset, -1)
    return { workOffset, machinePosition, workPosition }
  }
  if (report.workPosition === undefined) return { workOffset }
  const workPosition = report.workPosition
  const machinePosition = workOffset === null ? null : shifted(workPosition, workOffset, 1)
  return { workOffset, machinePosition, workPosition }
}

function shifted(point: Point3, by: Point3, sign: 1 | -1): Point3 {
  return {
    xMm: point.xMm + sign * by.xMm,
    yMm: point.yMm + sign * by.yMm,
    zMm: point.zMm + sign * by.zMm,
  }
}

type Reaction = (draft: SessionDraft, state: string) => void

const REACTIONS: Readonly<Record<EngineState, Reaction>> = {
  disconnected: noReaction,
  fault: noReaction,
  probing: whenProbing,
  ready: whenReady,
  alarm: whenLocked,
  streaming: whenStreaming,
  draining: whenDraining,
  holding: whenHolding,
  held: whenHeld,
  toolChange: whenChangingTool,
  aborting: whenAborting,
  resetWait: whenResetting,
}

function noReaction(): void {
  // The report has been noted; in these states nothing follows from it.
}

/** `$I` and `$$` go out as soon as the controller may take them; never into a hold or a motion. */
function whenProbing(draft: SessionDraft, state: string): void {
  const { session } = draft
  if (session.identification === 'done') {
    settleInto(draft, state)
    return
  }
  if (session.identification !== 'notAsked') return
  if (state === 'Idle' || state === 'Alarm') {
    session.identification = 'asked'
    noteDetection(draft, `It answers a status query: ${state}.`)
    sendSystemLine(draft, '$I', 'identify')
  } else if (isPause(state)) {
    enter(draft, 'held')
    settle(draft, null)
  }
}

/** Takes the state that a report calls for when nothing is under way. */
function settleInto(draft: SessionDraft, state: string): void {
  const { session } = draft
  if (state === 'Alarm') {
    session.alarmCode ??= UNNAMED_LOCK
    enter(draft, 'alarm')
  } else if (isPause(state)) {
    enter(draft, 'held')
  } else {
    session.alarmCode = null
    enter(draft, 'ready')
  }
  if (session.pending === 'connect' || (session.pending === 'unlock' && state === 'Idle')) {
    settle(draft, null)
  }
}

function whenReady(draft: SessionDraft, state: string): void {
  if (homingGoesOn(draft, state)) return
  if (isPause(state)) enter(draft, 'held')
  else if (state === 'Idle') sendRestore(draft)
}

function whenLocked(draft: SessionDraft, state: string): void {
  if (homingGoesOn(draft, state)) return
  if (state === 'Idle') settleInto(draft, state)
}

/** Homing has succeeded only with an ok, no alarm, and then Idle. */
function homingGoesOn(draft: SessionDraft, state: string): boolean {
  const { session } = draft
  if (session.homing === 'no') return false
  if (session.homing === 'acknowledged' && state === 'Idle') {
    session.homing = 'no'
    session.alarmCode = null
    setManual(draft, {
      homed: session.manual.homesAll || session.manual.homed,
      homingSinceMs: null,
      stale: true,
    })
    session.positionSuspect = false
    enter(draft, 'ready')
    settle(draft, null)
  }
  return true
}

function whenStreaming(draft: SessionDraft, state: string): void {
  if (isPause(state)) {
    enter(draft, 'held')
    return
  }
  const { standingReports } = draft.session.times
  retractWhenStanding(draft, state === 'Idle' && standingReports >= STANDING_REPORTS_NEEDED)
  pump(draft)
}

/** A hold by the machine's own button; its resume leads back here. */
function whenChangingTool(draft: SessionDraft, state: string): void {
  if (isPause(state)) enter(draft, 'held')
  else if (state === 'Idle') measureWhenStanding(draft)
}

function whenDraining(draft: SessionDraft, state: string): void {
  const { session } = draft
  if (isPause(state)) {
    enter(draft, 'held')
    return
  }
  if (session.job?.finish === 'acknowledged' && state === 'Check') {
    leaveCheckMode(draft)
    return
  }
  const done = session.job?.finish === 'acknowledged' && state === 'Idle'
  if (done && session.times.standingReports >= STANDING_REPORTS_NEEDED) {
    finishJob(draft, 'completed', completedSentence(session))
    // the program's modes are the machine's now
    setManual(draft, { stale: true })
    enter(draft, 'ready')
  }
}

function completedSentence({ job }: Session): string {
  const count = job?.refusals.count ?? 0
  return count === 0
    ? 'Cut to the end.'
    : `Cut to the end; ${String(count)} ${count === 1 ? 'line that the controller refused was' : 'lines that the controller refused were'} passed over.`
}

/** Leaving check mode resets the controller; its banner ends the job. */
function leaveCheckMode(draft: SessionDraft): void {
  const { session } = draft
  const { job } = session
  const refused = job === null ? null : refusalWords(session, job)
  session.abort = {
    outcome: refused === null ? 'checked' : 'fault',
    sentence:
      refused === null
        ? 'Checked to the end: the controller takes every line'
        : `Checked to the end, nothing was moved: the controller refused ${refused}`,
    afterReset: 'nothing',
  }
  sendSystemLine(draft, '$C', 'checkOff')
  draft.session.bannerSeen = false
  enter(draft, 'resetWait')
  setTimes(draft, { lastResetMs: draft.atMs })
}

function whenHolding(draft: SessionDraft, state: string): void {
  if (state === 'Hold:0' || state === 'Door:0') enter(draft, 'held')
}

/** Steps of a tool change in which the engine stands in state `toolChange`. */
function isPersonsTurn(step: ToolChangeStep | undefined): boolean {
  return step === 'waiting' || step === 'measuring' || step === 'measured'
}

/** Leaves the hold only when the controller says so: by our `~` or by its own button. */
function whenHeld(draft: SessionDraft, state: string): void {
  const { session } = draft
  if (isPause(state)) return
  if (!jobRuns(session)) {
    enter(draft, session.identification === 'done' ? 'ready' : 'probing')
    return
  }
  if (isPersonsTurn(session.job?.change?.step)) {
    enter(draft, 'toolChange')
    return
  }
  const allSent = session.job?.nextLine === session.job?.program.lineCount
  enter(draft, allSent ? 'draining' : 'streaming')
  pump(draft)
}

function whenAborting(draft: SessionDraft, state: string): void {
  const { standingReports } = draft.session.times
  const locked = state === 'Alarm' || state === 'Sleep' || state === 'Check'
  if (locked || standingReports >= STANDING_REPORTS_NEEDED) sendReset(draft)
}

function whenResetting(draft: SessionDraft, state: string): void {
  const { session } = draft
  if (!session.bannerSeen) return
  if (session.identification === 'done') settleInto(draft, state)
  else enter(draft, 'probing')
}
