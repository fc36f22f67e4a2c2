import type { Point2 } from '#core/geometry/point.ts'
import type { RunSummary } from '#core/contract/runs.contract.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import type { ArtifactProgram, RunArtifact } from '#core/runs/artifact.schema.ts'
import { formatLengthNumber } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { confirmedStage, type ConfirmedStage } from '#core/rosette/stage.ts'
import { machineStrings } from './machine.strings.ts'

/** A run with what keeps its programs locked. */
export interface LoadedRun {
  readonly artifact: RunArtifact
  readonly locks: readonly { readonly programId: string; readonly reason: string }[]
}

/** The three things that are ticked before a start. */
export interface Checklist {
  readonly toolFitted: boolean
  readonly stockClamped: boolean
  readonly zeroSet: boolean
}

/** A place the tool has been; lifted means above the wood, where nothing is cut. */
export interface TrailPoint extends Point2 {
  readonly lifted: boolean
}

/** Where the tool has been, and in which send. */
export interface Trail {
  readonly sendId: string
  readonly points: readonly TrailPoint[]
}

/** Five minutes at the rate positions arrive. */
const LONGEST_TRAIL = 6000
const LEAST_STEP_MM = 0.05

/** The trail with the newest position; a new send starts a new trail, a standing tool adds nothing. */
export function grownTrail(trail: Trail | null, snapshot: MachineSnapshot): Trail | null {
  const { job, workPosition } = snapshot
  if (job === null || workPosition === null) return trail
  const at = { xMm: workPosition.xMm, yMm: workPosition.yMm, lifted: workPosition.zMm > 0 }
  if (trail?.sendId !== job.sendId) return { sendId: job.sendId, points: [at] }
  if (job.outcome !== null) return trail
  const last = trail.points.at(-1)
  if (last !== undefined && Math.hypot(at.xMm - last.xMm, at.yMm - last.yMm) < LEAST_STEP_MM) {
    return trail
  }
  return { sendId: trail.sendId, points: [...trail.points, at].slice(-LONGEST_TRAIL) }
}

/** A position as the large read-out shows it: three decimals in mm, four in inches. */
export function positionText(valueMm: number | undefined, unit: LengthUnit): string {
  return valueMm === undefined
    ? machineStrings.noPosition
    : formatLengthNumber(valueMm, unit, 'fine')
}

/** Which commands the machine takes now. */
export function allowedCommands(snapshot: MachineSnapshot | null) {
  const state = snapshot?.engineState ?? 'disconnected'
  return {
    hold: state === 'streaming' || state === 'draining',
    resume: state === 'held',
    stop: state !== 'disconnected',
    home: state === 'ready',
    disconnect: state === 'ready' || state === 'alarm' || state === 'fault',
  }
}

/** Why a program cannot be started now; null when it can. */
export function startObstacle(facts: {
  readonly snapshot: MachineSnapshot | null
  readonly checklist: Checklist
}): string | null {
  const state = facts.snapshot?.engineState ?? 'disconnected'
  if (state === 'disconnected') return machineStrings.startNeedsConnection
  if (state !== 'ready') return machineStrings.startNeedsReady
  const { toolFitted, stockClamped, zeroSet } = facts.checklist
  return toolFitted && stockClamped && zeroSet ? null : machineStrings.startNeeds
}

/** A program as it is offered: open, or locked with the reason and what would unlock it. */
export interface OfferedProgram {
  readonly program: ArtifactProgram
  readonly lockReason: string | null
  /** Stage whose hand work unlocks it; null when nothing a person confirms would. */
  readonly unlockedBy: ConfirmedStage | null
}

/** The programs of a run in the order of work. */
export function offeredPrograms(run: LoadedRun): readonly OfferedProgram[] {
  const { programs } = run.artifact.outputs
  return programs.map((program, index) => {
    const lock = run.locks.find((candidate) => candidate.programId === program.program_id)
    const before = programs
      .slice(0, index)
      .findLast((candidate) => candidate.stage !== program.stage)?.stage
    const unlocks = before === undefined ? null : confirmedStage(before)
    return {
      program,
      lockReason: lock?.reason ?? null,
      unlockedBy: lock === undefined ? null : unlocks,
    }
  })
}

/**
 * The run to set up: the one that is, while it is still offered; else the newest of the open plan. A run
 * of another plan is taken only by hand, or when no plan is open.
 */
export function wantedRun(
  runs: readonly RunSummary[],
  chosenId: string | null,
  openPlanId: string | null,
): string | null {
  if (chosenId !== null && runs.some((run) => run.runId === chosenId)) return chosenId
  const wanted = openPlanId === null ? runs[0] : runs.find((run) => run.planId === openPlanId)
  return wanted?.runId ?? null
}

/** SVG path of the trail in the wood, mm. */
export function trailPath(trail: Trail | null): string {
  const points = trail?.points ?? []
  return points
    .map(({ xMm, yMm, lifted }, index) => {
      const joined = index > 0 && !lifted && points[index - 1]?.lifted === false
      return `${joined ? 'L' : 'M'}${xMm.toFixed(3)} ${yMm.toFixed(3)}`
    })
    .join('')
}

/** Only the first locked program can be unlocked next. */
export function nextLocked(offered: readonly OfferedProgram[]): OfferedProgram | null {
  return offered.find((candidate) => candidate.lockReason !== null) ?? null
}
