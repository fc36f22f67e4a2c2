import type { JournalHead } from '#core/grbl/job/journal.schema.ts'
import type { PreparedProgram } from '#core/grbl/prepared-program.ts'
import type { JobOrder } from '#core/grbl/session/session-types.ts'
import type { MachineJob } from '../engine-messages.ts'
import type { LoadOrder } from './load-program.ts'

/** What of a job is needed to load its program. */
export function loadOrder({ title, source, sha256, optionalStops }: MachineJob): LoadOrder {
  return { title, source, sha256, options: { optionalStops } }
}

/** What of a job the session keeps. */
export function orderOf(job: MachineJob): JobOrder {
  const { sendId, runId, programId, title, estimatedSeconds, startedAtUtc, mode } = job
  const { resume, travel, refusedLines } = job
  return {
    ...{ sendId, runId, programId, title, estimatedSeconds, startedAtUtc, mode },
    ...{ resume, travel, refusedLines },
  }
}

/** The first line of the job's journal. */
export function journalHead(
  job: MachineJob,
  program: PreparedProgram,
  portUri: string,
): JournalHead {
  const { sendId, runId, programId, title, sha256, startedAtUtc } = job
  return {
    schema: 'rmos.journal',
    version: 1,
    ...{ sendId, runId, programId, title, sha256, startedAtUtc, portUri },
    lineCount: program.lineCount,
    resumedFromSourceLine: job.resume?.fromSourceLine ?? null,
  }
}
