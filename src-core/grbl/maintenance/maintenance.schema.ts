import { z } from 'zod'

/** What is to be done to the machine every so often. */
export const serviceItemSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  note: z.string().trim().max(500),
  /** What its interval counts. */
  counts: z.enum(['spindleHours', 'xMetres', 'yMetres', 'zMetres', 'jobs', 'days']),
  interval: z.number().positive().max(1_000_000),
})
/** What is to be done to the machine every so often. */
export type ServiceItem = z.output<typeof serviceItemSchema>
