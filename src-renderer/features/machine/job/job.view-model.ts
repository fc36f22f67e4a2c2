import type { JobReport } from '#core/grbl/job/job-report.ts'
import type { StartGate } from '#core/grbl/job/start-gate.ts'
import type { JobProgress, MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import type { PathProgress } from '../../../program-3d/path-material.ts'
import type { Loadable } from '../../../session/loadable.ts'
import type { Checklist } from '../machine.view-model.ts'
import { jobStrings } from './job.strings.ts'

/** Later than any line of any program. */
const EVERY_LINE = 1e9

/** How far the cut is, 0 to 1: by the line that is being cut; in check mode by the answers. */
export function cutShare(job: JobProgress): number {
  if (job.outcome === 'completed' || job.outcome === 'checked') return 1
  const done = job.executing?.firstLine ?? (job.mode === 'check' ? job.linesAcknowledged : 0)
  return Math.min(1, done / Math.max(1, job.lineCount))
}

/** What the picture of the program shows as done, as now, and as not part of this job. */
export function pathProgress(job: JobProgress | null, previewFromLine: number): PathProgress {
  if (job === null || job.mode === 'check') {
    return { doneLine: 0, now: null, fromLine: previewFromLine }
  }
  const fromLine = job.resumedFromSourceLine ?? 0
  if (job.outcome === 'completed') return { doneLine: EVERY_LINE, now: null, fromLine }
  const { executing } = job
  if (executing === null) return { doneLine: 0, now: null, fromLine }
  const { firstSourceLine, lastSourceLine } = executing
  return {
    doneLine: firstSourceLine - 1,
    now: job.outcome === null ? [firstSourceLine, lastSourceLine] : null,
    fromLine,
  }
}

function gateObstacle(gate: StartGate | null, warningsRead: boolean): string | null {
  if (gate === null) return jobStrings.needsGate
  if (!gate.mayStart) return jobStrings.gateBlocked
  return gate.warnings.length > 0 && !warningsRead ? jobStrings.needsReading : null
}

/** Why a program cannot be started now; null when it can. Unknown is no. */
export function startObstacle(facts: {
  readonly snapshot: MachineSnapshot | null
  readonly gate: StartGate | null
  readonly checklist: Checklist
  readonly warningsRead: boolean
}): string | null {
  const { snapshot, gate, checklist, warningsRead } = facts
  const state = snapshot?.engineState ?? 'disconnected'
  if (state === 'disconnected') return jobStrings.needsConnection
  if (state !== 'ready') return jobStrings.needsReady
  const closed = gateObstacle(gate, warningsRead)
  if (closed !== null) return closed
  const { toolFitted, stockClamped, zeroSet } = checklist
  return toolFitted && stockClamped && zeroSet ? null : jobStrings.needsTicks
}

/** The rows of a gate, what keeps the job from starting first; rows that are right come last. */
export function gateRows(gate: StartGate): StartGate['rows'] {
  const order = ['blocked', 'warn', 'ok']
  return [...gate.rows].sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict))
}

/** What of the snapshot the gate depends on, as one text: another text means asking again. */
export function gateKey(snapshot: MachineSnapshot | null): string {
  if (snapshot === null) return ''
  const { engineState, activePins, overridesPercent, spindleOn, manual } = snapshot
  return JSON.stringify([
    engineState,
    activePins,
    overridesPercent,
    spindleOn,
    manual.homed,
    manual.settingsRevision,
    manual.offsets,
    manual.modal?.system,
    manual.procedure?.procedureId,
  ])
}

/** Snapshots come twenty times a second while something moves; the gate reads the whole machine. */
const SETTLE_MS = 300

/** How long the gate is not asked yet, ms: not at all for a program that was just chosen. */
export function gateDelayMs(state: Loadable<StartGate>['state']): number {
  return state === 'idle' ? 0 : SETTLE_MS
}

/** The lines that are being cut, in words. */
export function executingText(job: JobProgress, show: (line: number) => string): string {
  const { executing } = job
  if (executing === null) return ''
  const { firstSourceLine, lastSourceLine } = executing
  return firstSourceLine === lastSourceLine
    ? jobStrings.atLine(show(firstSourceLine))
    : jobStrings.atLines(show(firstSourceLine), show(lastSourceLine))
}

/** How much longer or shorter a job took than was estimated, as a share; null without an estimate. */
export function timeError(report: JobReport): number | null {
  const { estimatedSeconds, elapsedSeconds, heldSeconds, outcome } = report
  if (estimatedSeconds === null || estimatedSeconds === 0 || outcome !== 'completed') return null
  return (elapsedSeconds - heldSeconds) / estimatedSeconds - 1
}
