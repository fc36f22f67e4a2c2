import { z } from 'zod'

const movement = z.number().min(0).max(0.02).nullable().default(null)

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
  /**
   * Change of width with moisture along the growth rings' radius and along the rings, as a share of the
   * width for each per cent of moisture content (FPL Wood Handbook, table 13-5); 0 for what does not move.
   */
  radialMovementPerPercent: movement,
  tangentialMovementPerPercent: movement,
  /** How readily it burns under a rubbing tooth, against maple at 1. */
  burnFactor: z.number().positive().max(5).nullable().default(null),
  source: z.string().min(1).max(300),
})

/** A material record. */
export type Material = z.output<typeof materialSchema>
