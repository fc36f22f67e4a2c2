import { z } from 'zod'

/** A circular saw blade; null is "not known" and blocks what needs it. */
export const bladeSchema = z
  .strictObject({
    id: z.string().min(1).max(60),
    name: z.string().min(1).max(80),
    /** `fine`: a slitting blade with many small teeth; `carbide`: brazed tips on a plate. */
    kind: z.enum(['fine', 'carbide']),
    diameterMm: z.number().min(20).max(500),
    /** Width of the cut it makes. */
    kerfMm: z.number().positive().max(10).nullable(),
    /** Thickness of the plate behind the teeth. */
    plateMm: z.number().positive().max(10).nullable(),
    boreMm: z.number().positive().max(60).nullable(),
    teeth: z.int().min(8).max(400),
    /** As marked on the blade by its maker. */
    maxRpm: z.number().positive().max(60_000).nullable(),
    /** Diameter of the flange that clamps it: what is under it cannot cut. */
    flangeDiameterMm: z.number().positive().max(300).nullable(),
    source: z.string().min(1).max(300),
  })
  .refine(({ kerfMm, plateMm }) => kerfMm === null || plateMm === null || kerfMm >= plateMm, {
    path: ['kerfMm'],
    error: 'must not be narrower than the plate, which would be clamped in its own cut',
  })
  .refine(({ diameterMm, flangeDiameterMm }) => (flangeDiameterMm ?? 0) < diameterMm, {
    path: ['flangeDiameterMm'],
    error: 'must be smaller than the blade',
  })

/** A saw blade record. */
export type Blade = z.output<typeof bladeSchema>
