import { z } from 'zod'

/** A length a bar of 100 mm was measured at on paper; a printer further off is broken. */
const barMm = z.number().min(80).max(120)

/** Calls about jigs. What a plan's jigs look like is worked out on the screen from the plan itself. */
export const jigs = {
  /** One jig of a kept plan as a file. */
  export: {
    input: z.strictObject({
      planId: z.string().min(1).max(80),
      jigId: z.string().min(1).max(120),
      format: z.enum(['pdf', 'svg', 'dxf', 'json']),
      paper: z.enum(['A4', 'Letter']),
      /** From a first print; null prints as drawn. */
      measured: z.strictObject({ xMm: barMm, yMm: barMm }).nullable(),
    }),
    output: z.strictObject({ fileName: z.string(), mediaType: z.string(), base64: z.string() }),
  },
} as const
