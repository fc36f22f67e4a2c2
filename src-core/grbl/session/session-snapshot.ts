import { describeAlarm } from '../code-tables.ts'
import { UNKNOWN_LINK } from '../job/link-quality.ts'
import type { JobProgress, MachineSnapshot } from '../machine-snapshot.ts'
import { manualView } from './session-manual-view.ts'
import type { ActiveJob, Session } from './session-types.ts'
import { RECEIVE_BUDGET_BYTES } from './stream-window.ts'

/** Progress of the present or last job at `atMs`; null when there was none. */
export function jobProgress(session: Session, atMs: number): JobProgress | null {
  const { job } = session
  if (job === null) return null
  const { order, program } = job
  const untilMs = job.endedAtMs ?? atMs
  return {
    sendId: order.sendId,
    runId: order.runId,
    programId: order.programId,
    title: order.title,
    lineCount: program.lineCount,
    linesSent: job.nextLine,
    linesAcknowledged: job.acknowledgedLines,
    bytesTotal: program.bytes.length,
    bytesAcknowledged: program.offsets[job.acknowledgedLines] ?? 0,
    startedAtUtc: order.startedAtUtc,
    mode: order.mode,
    executing: null,
    estimatedSeconds: order.estimatedSeconds,
    heldSeconds: 0,
    holdCount: 0,
    pause: null,
    resumedFromSourceLine: null,
    elapsedSeconds: Math.max(0, (untilMs - job.startedAtMs) / 1000),
    secondsLeft: secondsLeft(session, job),
    outcome: job.outcome,
    outcomeSentence: job.outcomeSentence,
  }
}

/**
 * The estimate times the share of lines not yet answered, stretched by the feed override:
 * `estimate · (1 - acknowledged / lines) · 100 / feed%`. Lines differ in length, so this is a guide.
 */
function secondsLeft(session: Session, job: ActiveJob): number | null {
  if (job.outcome !== null) return 0
  const estimated = job.order.estimatedSeconds
  if (estimated === null) return null
  const share = 1 - job.acknowledgedLines / job.program.lineCount
  return (estimated * share * 100) / (session.controller.overridesPercent?.feed ?? 100)
}

/** What the screen may know of the session at `atMs`. */
export function snapshotOf(session: Session, atMs: number): MachineSnapshot {
  const { controller } = session
  return {
    engineState: session.state,
    portUri: session.portUri,
    firmware: controller.firmware,
    controllerState: session.portOpen ? controller.state : null,
    machinePosition: controller.machinePosition,
    workPosition: controller.workPosition,
    feedMmPerMin: controller.feedMmPerMin,
    spindleRpm: controller.spindleRpm,
    spindleOn: session.portOpen ? controller.spindleOn : null,
    overridesPercent: controller.overridesPercent,
    activePins: controller.activePins,
    job: jobProgress(session, atMs),
    alarm: alarmOf(session),
    fault: session.fault,
    receiveBuffer: {
      inFlightBytes: session.window.inFlightBytes,
      highWaterBytes: session.window.highWaterBytes,
      budgetBytes: RECEIVE_BUDGET_BYTES,
    },
    link: UNKNOWN_LINK,
    manual: manualView(session, atMs),
  }
}

function alarmOf(session: Session): MachineSnapshot['alarm'] {
  if (session.alarmCode === null) return null
  const { code, meaning, remedy } = describeAlarm(session.tables, session.alarmCode)
  return { code, meaning, remedy }
}
