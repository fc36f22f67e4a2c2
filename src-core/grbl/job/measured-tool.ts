import type { ProcedureOutcome } from '../manual/manual-snapshot.ts'
import type { ActiveJob } from '../session/session-types.ts'

type Measured = Pick<ProcedureOutcome, 'ended' | 'sentence' | 'finding'>

/**
 * The job when a measuring in its tool change has ended. A tool that could not be measured leaves the
 * change waiting, with the reason: it may be measured again, or Z set by hand.
 */
export function jobAfterMeasuring(
  job: ActiveJob | null,
  { ended, sentence, finding }: Measured,
): ActiveJob | null {
  if (job?.change?.step !== 'measuring') return job
  const contactZMm = finding?.machinePointMm.zMm ?? null
  const isNew = job.change.newToolFitted
  if (ended !== 'done' || contactZMm === null) {
    return { ...job, change: { ...job.change, step: 'waiting', trouble: sentence } }
  }
  const step = isNew ? 'measured' : 'waiting'
  return { ...job, toolContactZMm: contactZMm, change: { ...job.change, step, trouble: '' } }
}
