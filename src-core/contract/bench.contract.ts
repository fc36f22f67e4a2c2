import { z } from 'zod'

/** Who looks at and who works the machine, seen from the screen that asks. */
export const benchSchema = z.strictObject({
  /** `controller`: may work the machine. `watcher`: may look, hold and stop. */
  role: z.enum(['controller', 'watcher']),
  /** `desktop`, or the name the controlling screen gave when it paired; empty when nobody has control. */
  controllerName: z.string(),
  /** Screens that are open, this one included. */
  screenCount: z.int(),
  /** Open on the shop network; null when only this computer can connect. */
  network: z
    .strictObject({ addresses: z.array(z.string()), port: z.int(), pairedCount: z.int() })
    .nullable(),
})
/** Who looks at and who works the machine. */
export type Bench = z.output<typeof benchSchema>

/** Calls about the screens that share one machine. */
export const bench = {
  status: { input: z.strictObject({}), output: benchSchema },
  /** Takes the machine over from another screen; every other one becomes a watcher and is told. */
  takeControl: { input: z.strictObject({}), output: benchSchema },
} as const
