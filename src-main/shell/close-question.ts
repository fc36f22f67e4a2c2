import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { isJobUnderWay } from './job-activity.ts'

/** What to ask before RMOS closes. */
export interface CloseQuestion {
  readonly message: string
  readonly detail: string
}

/** The question to ask before closing, or null when nothing would be cut short. */
export function closeQuestion(snapshot: MachineSnapshot): CloseQuestion | null {
  if (!isJobUnderWay(snapshot)) return null
  const { job } = snapshot
  const where =
    job === null
      ? 'The machine is not at rest.'
      : `“${job.title}” is at line ${String(job.linesAcknowledged)} of ${String(job.lineCount)}.`
  return {
    message: 'A job is running on the machine.',
    detail: `${where} Closing RMOS stops it for good: feed hold, then a reset, which also ends the spindle. Going on from there later is possible only while the position is kept, or behind homing. The stop switch on the machine works in any case.`,
  }
}
