import type { Handlers } from '#core/contract/index.ts'
import type { CamDesk } from '../cam/cam-desk.ts'

/** Answers the calls about the work of the CAM process. */
export function camHandlers(desk: CamDesk): Handlers['cam'] {
  return {
    cancel: ({ jobId }) => desk.cancel(jobId),
  }
}
