import { CONFIRMED_STAGES, type ConfirmedStage, STAGES } from '#core/rosette/stage.ts'
import type { RunArtifact } from '#core/runs/artifact.schema.ts'

/** A program that must wait, and for what. */
export interface StageLock {
  readonly programId: string
  readonly reason: string
}

const HAND_WORK: Readonly<Record<ConfirmedStage, string>> = {
  'shell-coupon':
    'Cut the coupon, look at its edges and measure it first; if it is good, say so here.',
  'shell-pieces':
    'Take the pieces of shell off their board and lay them out dry first; then say so here.',
  'inlay-pieces':
    'Take the pieces of the drawn inlays off their board and clean their edges first; then say so here.',
  'inlay-channels':
    'Glue the mosaic and solid rings in, let them dry and scrape them flush first; then say so here.',
  'line-channels': 'Glue the lines in, let them dry and scrape them flush first; then say so here.',
  'inlay-pockets':
    'Glue the drawn inlays in, let them dry and scrape them flush first; then say so here.',
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
  const first = CONFIRMED_STAGES.find(
    (stage) => programs.some((program) => program.stage === stage) && !confirmed.includes(stage),
  )
  if (first === undefined) return []
  const order: readonly string[] = [...STAGES, 'external']
  return programs
    .filter((program) => order.indexOf(program.stage) > order.indexOf(first))
    .map((program) => ({ programId: program.program_id, reason: HAND_WORK[first] }))
}
