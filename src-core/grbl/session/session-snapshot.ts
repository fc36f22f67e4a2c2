import { describeAlarm } from '../code-tables.ts'
import { mayMeasure } from '../job/may-measure.ts'
import type { JobPause } from '../job/job-pause.ts'
import { machineLimits } from '../job/machine-limits.ts'
import { NOTHING_WATCHED, type WatchFindings } from '../job/watch-findings.ts'
import type { JobProgress, MachineSnapshot } from '../machine-snapshot.ts'
import { manualView } from './session-manual-view.ts'
import type { ActiveJob, Session } from './session-types.ts'

/** Progress of the present or last job at `atMs`; null when there was none. */
export function jobProgress(
  session: Session,
  atMs: number,
  watched: WatchFindings = NOTHING_WATCHED,
): JobProgress | null {
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
    executing: watched.executing,
    estimatedSeconds: order.estimatedSeconds,
    heldSeconds: watched.heldSeconds,
    holdCount: watched.holdCount,
    pause: pauseOf(session, job),
    refusedLineCount: job.refusals.count,
    resumedFromSourceLine: order.resume?.fromSourceLine ?? null,
    elapsedSeconds: Math.max(0, (untilMs - job.startedAtMs) / 1000),
    secondsLeft: watched.secondsLeft ?? secondsLeft(session, job),
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
export function snapshotOf(
  session: Session,
  atMs: number,
  watched: WatchFindings = NOTHING_WATCHED,
): MachineSnapshot {
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
    job: jobProgress(session, atMs, watched),
    alarm: alarmOf(session),
    fault: session.fault,
    receiveBuffer: {
      inFlightBytes: session.window.inFlightBytes,
      highWaterBytes: session.window.highWaterBytes,
      budgetBytes: session.window.budgetBytes,
    },
    manual: manualView(session, atMs),
    link: watched.link,
    positionSuspect: session.positionSuspect,
    limits: machineLimits(session.manual.settings),
  }
}

function alarmOf(session: Session): MachineSnapshot['alarm'] {
  if (session.alarmCode === null) return null
  const { code, meaning, remedy } = describeAlarm(session.tables, session.alarmCode)
  return { code, meaning, remedy }
}

/** Why the job waits for the person; null while it does not. */
function pauseOf(session: Session, job: ActiveJob): JobPause | null {
  if (job.outcome !== null) return null
  if (job.change !== null) {
    const { sourceLine, toolNumber, step, leftAt, spindleRpm, trouble } = job.change
    const measures = mayMeasure(session, job)
    return {
      kind: 'toolChange',
      sourceLine,
      toolNumber,
      step,
      leftAt,
      spindleRpm,
      measures,
      trouble,
    }
  }
  const head = session.window.lines[0]
  if (session.state !== 'held' || head?.origin.kind !== 'program') return null
  const index = head.origin.lineIndex
  const stop = job.program.stops.find(({ line }) => line === index)
  if (stop === undefined) return null
  const { spindleOn } = session.controller
  const optional = stop.kind === 'optionalStop'
  return { kind: 'programStop', sourceLine: stop.sourceLine, optional, spindleOn }
}
