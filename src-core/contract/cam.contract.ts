import { z } from 'zod'

/**
 * Id of a job of the CAM process, chosen by who orders it, so that it can be called off before its
 * answer comes.
 */
export const camJobIdSchema = z.string().min(1).max(100)

/** How a job of the CAM process stands; told about ten times a second by the event `cam.progress`. */
export interface CamProgress {
  readonly jobId: string
  /** What kind of job it is, such as `drawing.import`. */
  readonly name: string
  readonly state: 'waiting' | 'running' | 'finished' | 'cancelled' | 'failed'
  /** What it is doing now, as a key of the words of who ordered it; empty before it began. */
  readonly phase: string
  /** 0 to 1 of the whole job. */
  readonly fraction: number
  /** Null while nobody can say. */
  readonly secondsLeft: number | null
}

/** Calls about the work of the CAM process, whatever feature ordered it. */
export const cam = {
  /** Ends a job at once; what ordered it is answered with a problem of kind `busy`. */
  cancel: {
    input: z.strictObject({ jobId: camJobIdSchema }),
    output: z.strictObject({ jobId: z.string() }),
  },
} as const
