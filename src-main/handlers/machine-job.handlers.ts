import type { Handlers } from '#core/contract/index.ts'
import { failure } from '#core/outcome/result.ts'
import { problem } from '../workshop/problems.ts'
import type { SendDesk } from '../workshop/send-desk.ts'

/** The calls about one job: its gate, its pauses, its recovery. */
export type JobCalls = Pick<
  Handlers['machine'],
  | 'startGate'
  | 'start'
  | 'check'
  | 'traceOutline'
  | 'continueToolChange'
  | 'recoveries'
  | 'dismissRecovery'
  | 'previewResume'
  | 'resumeFrom'
  | 'jobReport'
>

const NOT_YET = problem('machine', 'This build of the engine does not do that yet.')

/** Answers the calls about one job. */
export function machineJobHandlers(sends: SendDesk): JobCalls {
  const refused = () => failure(NOT_YET)
  return {
    start: ({ runId, programId }) => sends.start(runId, programId),
    check: ({ runId, programId }) => sends.start(runId, programId, 'check'),
    startGate: refused,
    traceOutline: refused,
    continueToolChange: refused,
    recoveries: refused,
    dismissRecovery: refused,
    previewResume: refused,
    resumeFrom: refused,
    jobReport: refused,
  }
}
