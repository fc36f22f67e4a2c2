import { z } from 'zod'

/**
 * An expected failure as it crosses to the screen or the command line. Inside main a failure may
 * carry more (why a database did not open); only these fields cross.
 */
export const problemSchema = z.object({
  kind: z.enum([
    'invalid-input',
    'invalid-data',
    'not-found',
    'blocked',
    'needs-approval',
    'busy',
    'machine',
    'storage',
    'internal',
  ]),
  /** One sentence: the place, the value and the limit. */
  message: z.string(),
  /** What to do now; empty when there is nothing to do. */
  remedy: z.string(),
  /** Finds the entry in the log; empty when nothing was logged. */
  requestId: z.string(),
})

/** An expected failure as data. */
export type Problem = z.output<typeof problemSchema>
