import { z } from 'zod'

/** A wood or shell as the shop knows it; null is "not measured". */
export const materialSchema = z.strictObject({
  id: z.string().min(1).max(60),
  name: z.string().min(1).max(80),
  /** Picks the chipload window and depth limit. */
  cuttingClass: z.enum(['softwood', 'hardwood', 'exotic', 'shell']),
  densityKgPerM3: z.number().positive().max(3000).nullable(),
  /** Colour in the drawing, `#rrggbb`. */
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  dustWarning: z.string().max(300).default(''),
  source: z.string().min(1).max(300),
})

/** A material record. */
export type Material = z.output<typeof materialSchema>
