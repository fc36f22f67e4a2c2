import type { PostProfile } from '#core/posts/post.schema.ts'
import { isStreamed } from '#core/posts/streamed-controllers.ts'
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
    home: (state === 'ready' && snapshot?.manual.procedure === null) || state === 'alarm',
    disconnect: state === 'ready' || state === 'alarm' || state === 'fault',
  }
}

/** Whether a hand may move the machine or write its memory: it stands, and nothing else is under way. */
export function mayWorkByHand(snapshot: MachineSnapshot | null): boolean {
  if (snapshot === null || snapshot.manual.homingSeconds !== null) return false
  if (snapshot.manual.procedure !== null) return false
  return snapshot.engineState === 'ready' || snapshot.engineState === 'toolChange'
}

/** A program as it is offered: open, or locked with the reason and what would unlock it. */
export interface OfferedProgram {
  readonly program: ArtifactProgram
  readonly lockReason: string | null
  /** Stage whose hand work unlocks it; null when nothing a person confirms would. */
  readonly unlockedBy: ConfirmedStage | null
  /** Name of the post, when it writes for a controller that nothing is streamed to; null otherwise. */
  readonly foreignTo: string | null
}

/** Names of the posts whose programs are not streamed, by id. */
export type ForeignPosts = ReadonlyMap<string, string>
/** None of them. */
export const NO_FOREIGN_POSTS: ForeignPosts = new Map()

/** Picks them out of all posts. */
export function foreignPosts(
  posts: readonly { readonly profile: Pick<PostProfile, 'id' | 'name' | 'controller'> }[],
): ForeignPosts {
  return new Map(
    posts.flatMap(({ profile: { id, name, controller } }) =>
      isStreamed(controller) ? [] : [[id, name] as const],
    ),
  )
}

/** The programs of a run in the order of work. */
export function offeredPrograms(run: LoadedRun, foreign: ForeignPosts): readonly OfferedProgram[] {
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
      foreignTo: foreign.get(program.post_id) ?? null,
    }
  })
}

/** The program to begin with: the first that nothing locks and that this machine can read. */
export function firstOpenProgram(run: LoadedRun, foreign: ForeignPosts): string | null {
  const open = offeredPrograms(run, foreign).find(
    ({ lockReason, foreignTo }) => lockReason === null && foreignTo === null,
  )
  return open?.program.program_id ?? null
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

/** Only the first locked program can be unlocked next. */
export function nextLocked(offered: readonly OfferedProgram[]): OfferedProgram | null {
  return offered.find((candidate) => candidate.lockReason !== null) ?? null
}
