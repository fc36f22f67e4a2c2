import { z } from 'zod'

const perAxis = (max: number) =>
  z.strictObject({
    x: z.number().positive().max(max),
    y: z.number().positive().max(max),
    z: z.number().positive().max(max),
  })

/** A router and its controller, with the limits motion is planned by. */
export const machineSchema = z.strictObject({
  id: z.string().min(1).max(60),
  name: z.string().min(1).max(80),
  /**
   * What it is: a router cuts rosettes; a `saw-slide` carries a turning blade along X from stop to stop, feeds it
   * through the stock along Y and lifts it along Z. A router when left out.
   */
  kind: z.enum(['router', 'saw-slide']).optional(),
  /** A slide whose stock is clamped by hand: its programs stop the blade and wait before every cut. */
  clampedByHand: z.boolean().optional(),
  controller: z.enum(['grbl-1.1']),
  /** Post-processor used unless another is asked for. */
  postId: z.string().min(1).max(40),
  travelMm: perAxis(10_000),
  maxRateMmPerMin: perAxis(100_000),
  accelerationMmPerS2: perAxis(100_000),
  /** GRBL $11. */
  junctionDeviationMm: z.number().positive().max(1),
  /** GRBL $12: chord tolerance the controller cuts its arcs at. */
  arcToleranceMm: z.number().positive().max(1),
  spindle: z.strictObject({
    minRpm: z.number().min(0).max(120_000),
    maxRpm: z.number().positive().max(120_000),
    /** Time to reach speed; the program waits it out before the first cut. */
    spinUpSeconds: z.number().min(0.5).max(60),
  }),
  /** What the collets of the spindle hold, mm across; null or left out: not known, or no second one. */
  colletDiameterMm: z.number().positive().max(50).nullable().optional(),
  otherColletDiameterMm: z.number().positive().max(50).nullable().optional(),
  /** Across the collet's nut, which must clear what stands beside a cut. */
  colletNutDiameterMm: z.number().positive().max(200).nullable().optional(),
  /** Lost motion when an axis turns round, the worst of X and Y. */
  backlashMm: z.number().min(0).max(5).nullable().default(null),
  /** Middle of a tool sensor fixed to the machine, machine coordinates; there is one when all three are set. */
  toolSensorXMm: z.number().min(-10_000).max(10_000).nullable().optional(),
  toolSensorYMm: z.number().min(-10_000).max(10_000).nullable().optional(),
  /** Machine Z where the search begins: above the sensor with the longest bit. */
  toolSensorStartZMm: z.number().min(-10_000).max(10_000).nullable().optional(),
  source: z.string().min(1).max(300),
})

/** A machine record. */
export type Machine = z.output<typeof machineSchema>
