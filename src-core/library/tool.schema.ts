import { z } from 'zod'

/** A router bit; null is "not measured" and blocks what needs it. */
export const toolSchema = z.strictObject({
  id: z.string().min(1).max(60),
  name: z.string().min(1).max(80),
  diameterMm: z.number().positive().max(50),
  flutes: z.int().min(1).max(8).nullable(),
  /** Cutting length of the flutes. */
  fluteLengthMm: z.number().positive().max(100).nullable(),
  /** From collet face to tip. */
  stickoutMm: z.number().positive().max(150).nullable(),
  /** Of the part the collet holds. */
  shankDiameterMm: z.number().positive().max(50).nullable().optional(),
  shape: z.enum(['downcut', 'upcut', 'compression', 'straight', 'fishtail']),
  /** Can it plunge straight down? */
  centreCutting: z.boolean(),
  maxSpindleRpm: z.number().positive().max(120_000).nullable(),
  /** Total indicator reading at the tip when it is turned by hand in its collet. */
  runoutMm: z.number().min(0).max(1).nullable().default(null),
  /** Its place in the controller's tool table, the number after T; null: numbered as it comes in a job. */
  toolNumber: z.int().min(1).max(9999).nullable().default(null),
  source: z.string().min(1).max(300),
})

/** A tool record. */
export type Tool = z.output<typeof toolSchema>
