import type { Handlers } from '#core/contract/index.ts'
import { success } from '#core/outcome/result.ts'
import type { JobDesk } from '../workshop/job/job-desk.ts'

/** The calls about one job: its gate, its pauses, its recovery. */
export type JobCalls = Pick<
  Handlers['machine'],
  | 'startGate'
  | 'start'
  | 'check'
  | 'traceOutline'
  | 'recoveries'
  | 'dismissRecovery'
  | 'previewResume'
  | 'resumeFrom'
  | 'jobReport'
>

/** Answers the calls about one job. */
export function machineJobHandlers(jobs: JobDesk): JobCalls {
  return {
    startGate: ({ runId, programId }) => jobs.startGate(runId, programId),
    start: ({ runId, programId, acknowledged, optionalStops, refusedLines }) =>
      jobs.start({ runId, programId, acknowledged, optionalStops, refusedLines }),
    check: ({ runId, programId }) => jobs.check(runId, programId),
    traceOutline: ({ runId, programId, heightZMm, feedMmPerMin }) =>
      jobs.traceOutline(runId, programId, { heightZMm, feedMmPerMin }),
    recoveries: async () => success({ offers: await jobs.recoveries() }),
    dismissRecovery: async ({ sendId }) => {
      const dismissed = await jobs.dismissRecovery(sendId)
      return dismissed.ok ? success({ sendId }) : dismissed
    },
    previewResume: (asked) => jobs.previewResume(asked),
    resumeFrom: ({ shownFromSourceLine, confirmed: _, ...asked }) =>
      jobs.resumeFrom(asked, shownFromSourceLine),
    jobReport: ({ sendId }) => jobs.jobReport(sendId),
  }
}
