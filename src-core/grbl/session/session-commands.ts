import { describeAlarm } from '../code-tables.ts'
import { NO_REFUSALS } from '../job/refused-lines.ts'
import { FIRST_SYNC_MS, SYNC_INTERVAL_MS } from '../job/stream-sync.ts'
import { REALTIME } from '../realtime-commands.ts'
import { beginAbort } from './session-abort.ts'
import { holdHandwork } from './session-hold.ts'
import type { AxisName } from '../manual/axes.ts'
import { handObstacle, standsFree } from './session-hand.ts'
import { dropBackground } from './session-procedure.ts'
import {
  enter,
  jobRuns,
  refuse,
  sendRealtime,
  sendReset,
  sendSystemLine,
  setManual,
  setTimes,
  settle,
  type SessionDraft,
} from './session-draft.ts'
import { pump } from './session-pump.ts'
import type {
  AbortPlan,
  CommandProblem,
  JobOrder,
  JobScript,
  LongCommand,
  Session,
} from './session-types.ts'
import type { PreparedProgram } from '../prepared-program.ts'

const CONNECT_FIRST = 'Connect to the controller first.'

/** Starts a job: only from a quiet, identified, unlocked controller. */
export function onStart(draft: SessionDraft, order: JobOrder, program: PreparedProgram): void {
  const { session } = draft
  const reason = startObstacle(session)
  if (reason !== null) {
    draft.effects.push({ kind: 'refused', problem: reason })
    return
  }
  session.job = {
    order,
    program,
    nextLine: order.resume?.streamFrom ?? 0,
    acknowledgedLines: order.resume?.streamFrom ?? 0,
    finish: 'notSent',
    admitted: order.mode === 'cut',
    startedAtMs: draft.atMs,
    endedAtMs: null,
    outcome: null,
    outcomeSentence: '',
    script: firstScript(order),
    change: null,
    kept: {
      system: null,
      g92: null,
      toolLengthMm: 0,
      workPosition: session.controller.workPosition,
    },
    sync: 'none',
    refusals: NO_REFUSALS,
    toolContactZMm: null,
  }
  // whoever starts a cut vouches for zero; a loss from here on is the job's own
  if (order.mode === 'cut') session.positionSuspect = false
  dropBackground(draft)
  session.window = { ...session.window, highWaterBytes: 0 }
  setTimes(draft, { lastSyncMs: draft.atMs + FIRST_SYNC_MS - SYNC_INTERVAL_MS })
  enter(draft, 'streaming')
  pump(draft)
}

/** Before a check its offsets are read, before a resume the machine is brought to its place. */
function firstScript({ mode, resume }: JobOrder): JobScript | null {
  if (mode === 'check') return { purpose: 'beforeCheck', lines: ['$G', '$#'], next: 0 }
  const lines = resume?.preamble ?? []
  return lines.length === 0 ? null : { purpose: 'preamble', lines, next: 0 }
}

function startObstacle(session: Session): CommandProblem | null {
  const { state } = session
  if (state === 'disconnected' || state === 'probing') {
    const sentence = 'No controller is ready to take a job.'
    return { kind: 'machine', sentence, remedy: CONNECT_FIRST }
  }
  if (state === 'alarm' || state === 'fault') {
    const sentence = `No job starts while the machine is in state ${state}.`
    return { kind: 'machine', sentence, remedy: 'Clear it first.' }
  }
  const isFree = standsFree(session) && session.restore.length === 0
  return state === 'ready' && isFree ? null : machineBusy(session)
}

function machineBusy(session: Session): CommandProblem {
  return {
    kind: 'busy',
    sentence: `The machine is busy: the controller says ${session.controller.state ?? 'nothing'}.`,
    remedy: 'Wait until it stands idle.',
  }
}

/** Why a hold is not taken now; null when it is. */
function holdObstacle(session: Session): CommandProblem | null {
  const busy = (sentence: string, remedy: string) => ({ kind: 'busy', sentence, remedy }) as const
  if (!session.portOpen) {
    const sentence = 'There is no connection to send a hold over.'
    return { kind: 'machine', sentence, remedy: CONNECT_FIRST }
  }
  if (session.homing !== 'no') return busy('Homing cannot be held.', 'Stop it instead.')
  if (session.state === 'aborting' || session.state === 'resetWait' || session.state === 'alarm') {
    return busy('The machine is stopping or locked already.', '')
  }
  return jobRuns(session) && session.job?.order.mode === 'check'
    ? busy('A check moves nothing, so there is nothing to hold.', 'Stop it instead.')
    : null
}

/** Feed hold. */
export function onHold(draft: SessionDraft, by: 'feedHold' | 'door' = 'feedHold'): void {
  const { session } = draft
  const obstacle = holdObstacle(session)
  if (obstacle !== null) {
    draft.effects.push({ kind: 'refused', problem: obstacle })
    return
  }
  if (by === 'feedHold' && holdHandwork(draft)) return
  sendRealtime(draft, by === 'door' ? REALTIME.safetyDoor : REALTIME.feedHold)
  sendRealtime(draft, REALTIME.statusQuery)
  if (session.state !== 'held' && session.state !== 'fault') enter(draft, 'holding')
}

/** Resume from a hold; the stream goes on when the controller says that it runs. */
export function onResume(draft: SessionDraft): void {
  const { state } = draft.session
  if (state === 'held') {
    sendRealtime(draft, REALTIME.cycleStart)
    sendRealtime(draft, REALTIME.statusQuery)
  } else if (state === 'holding') {
    refuse(draft, 'busy', 'The machine is still slowing down.', 'Resume when it stands.')
  } else {
    refuse(draft, 'machine', 'Nothing is held.', '')
  }
}

/** Stops the machine, from any state; repeated stops end in one reset. */
export function onStop(draft: SessionDraft, by: 'operator' | 'lostApplication'): void {
  const { session } = draft
  if (!session.portOpen) {
    refuse(
      draft,
      'machine',
      'There is no connection to stop the machine over.',
      'Use the stop switch of the machine.',
    )
    return
  }
  const plan = stopPlan(session, by)
  if (session.pending !== 'connect') {
    settle(draft, { kind: 'machine', sentence: 'It was stopped.', remedy: '' })
  }
  if (session.state === 'aborting' || session.state === 'resetWait') {
    if (session.abort !== null) session.abort = { ...session.abort, afterReset: 'nothing' }
    return
  }
  if (session.homing !== 'no' || session.state === 'alarm') {
    session.abort = plan
    session.homing = 'no'
    sendReset(draft)
    return
  }
  beginAbort(draft, plan)
}

function stopPlan(session: Session, by: 'operator' | 'lostApplication'): AbortPlan {
  const acknowledged = session.job?.acknowledgedLines ?? 0
  const place =
    acknowledged === 0
      ? ''
      : ` at line ${String(session.job?.program.sourceLines[acknowledged - 1] ?? 0)}`
  return by === 'operator'
    ? { outcome: 'stopped', sentence: `Stopped by the operator${place}`, afterReset: 'nothing' }
    : {
        outcome: 'fault',
        sentence: `Stopped${place} because the application no longer answered`,
        afterReset: 'nothing',
      }
}

/** Leaves an alarm: `$X`, behind a reset where the alarm asks for one. */
export function onUnlock(draft: SessionDraft, reason: string): void {
  const { session } = draft
  if (session.state !== 'alarm') {
    refuse(draft, 'machine', 'The machine is not locked.', '')
    return
  }
  const { code, position } = describeAlarm(session.tables, session.alarmCode ?? 0)
  if (code !== 0 && position !== 'kept' && reason.trim() === '') {
    const sentence = `After alarm ${String(code)} the position of the machine is ${position === 'lost' ? 'lost' : 'not sure'}.`
    refuse(draft, 'machine', sentence, 'Home it; to unlock without homing, say why.')
    return
  }
  leaveAlarm(draft, 'unlock')
}

/** Homes the machine, from ready or out of an alarm. */
export function onHome(draft: SessionDraft): void {
  const { session } = draft
  if (session.state === 'alarm') {
    leaveAlarm(draft, 'home')
  } else if (session.state === 'ready' && standsFree(session)) {
    sendHome(draft)
  } else {
    refuse(
      draft,
      jobRuns(session) ? 'busy' : 'machine',
      'Homing starts only from a connected machine that stands idle or locked.',
      session.portOpen ? 'Stop or clear what is under way first.' : CONNECT_FIRST,
    )
  }
}

/** Homes one axis, which only grblHAL can; the others keep what they are. */
export function onHomeAxis(draft: SessionDraft, axis: AxisName): void {
  const { session } = draft
  if (session.manual.facts?.kind !== 'grblHAL') {
    refuse(draft, 'machine', 'This controller homes all axes together only.', 'Home the machine.')
    return
  }
  const obstacle = handObstacle(session)
  if (obstacle !== null) {
    draft.effects.push({ kind: 'refused', problem: obstacle })
    return
  }
  dropBackground(draft)
  sendHome(draft, `$H${axis.toUpperCase()}`)
}

function sendHome(draft: SessionDraft, line = '$H'): void {
  draft.session.homing = 'running'
  const homesAll = line === '$H'
  const homed = !homesAll && draft.session.manual.homed
  setManual(draft, { homingSinceMs: draft.atMs, homesAll, homed })
  expect(draft, 'home')
  sendSystemLine(draft, line, 'home')
}

/** Lines still in the controller would answer into the next job, so they are flushed by a reset. */
function leaveAlarm(draft: SessionDraft, command: 'unlock' | 'home'): void {
  const { session } = draft
  if (session.pending !== null || session.homing !== 'no') {
    refuse(draft, 'busy', 'Unlocking or homing is under way already.', '')
    return
  }
  const { resetFirst } = describeAlarm(session.tables, session.alarmCode ?? 0)
  if (resetFirst || session.window.lines.length > 0) {
    expect(draft, command)
    session.abort = { outcome: 'alarm', sentence: 'Reset out of an alarm', afterReset: command }
    sendReset(draft)
  } else if (command === 'home') {
    sendHome(draft)
  } else {
    expect(draft, 'unlock')
    sendSystemLine(draft, '$X', 'unlock')
  }
}

function expect(draft: SessionDraft, command: LongCommand): void {
  draft.session.pending = command
  setTimes(draft, { lastSendMs: draft.atMs })
}

/** Closes the port; refused while a job runs. */
export function onDisconnect(draft: SessionDraft): void {
  const { session } = draft
  if (jobRuns(session)) {
    refuse(draft, 'busy', 'A job is running on this connection.', 'Stop it first.')
    return
  }
  draft.effects.push({ kind: 'closePort' })
}
