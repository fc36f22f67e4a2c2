import type { RunArtifact } from '#core/runs/artifact.schema.ts'
import type { ConfirmedStage } from '../runs/run-store.ts'

/** A program that must wait, and for what. */
export interface StageLock {
  readonly programId: string
  readonly reason: string
}

const HAND_WORK: Readonly<Record<ConfirmedStage, string>> = {
  'inlay-channels':
    'Glue the mosaic and solid rings in, let them dry and scrape them flush first; then say so here.',
  'line-channels': 'Glue the lines in, let them dry and scrape them flush first; then say so here.',
}

/**
 * The programs of a run that stay locked: each stage waits until the hand work of every stage before it
 * has been confirmed. The soundhole is never cut before the rosette is scraped.
 */
export function stageLocks(
  artifact: RunArtifact,
  confirmed: readonly ConfirmedStage[],
): readonly StageLock[] {
  const { programs } = artifact.outputs
  const waitingFor = (['inlay-channels', 'line-channels'] as const).filter(
    (stage) => programs.some((program) => program.stage === stage) && !confirmed.includes(stage),
  )
  const first = waitingFor[0]
  if (first === undefined) return []
  const order = ['inlay-channels', 'line-channels', 'soundhole', 'external']
  return programs
    .filter((program) => order.indexOf(program.stage) > order.indexOf(first))
    .map((program) => ({ programId: program.program_id, reason: HAND_WORK[first] }))
}
