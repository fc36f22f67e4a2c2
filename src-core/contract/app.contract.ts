import { z } from 'zod'

const stepMm = z.number().positive().max(1000)
const feedMmPerMin = z.number().positive().max(100_000)
const lengthMm = z.number().min(0).max(1000)
/** How the Machine page was left: its layout, the jogging, and the numbers of the probing wizards. */
const machineDeskSchema = z.strictObject({
  tab: z.enum(['setup', 'job', 'console', 'controller']),
  parts: z.strictObject({
    setup: z.enum(['jog', 'probe', 'connection']),
    console: z.enum(['lines', 'macros']),
    controller: z.enum(['settings', 'backups', 'maintenance', 'link']),
  }),
  jog: z.strictObject({
    mode: z.enum(['step', 'continuous']),
    stepMm,
    feedMmPerMin,
    zFeedMmPerMin: feedMmPerMin,
  }),
  probe: z.strictObject({
    plateThicknessMm: lengthMm,
    tipDiameterMm: lengthMm,
    expectedDiameterMm: lengthMm,
    alongSideMm: lengthMm,
    outsideMm: lengthMm,
    depthMm: lengthMm,
    seekFeedMmPerMin: feedMmPerMin,
    touchFeedMmPerMin: feedMmPerMin,
    greatestTravelMm: lengthMm,
    retractMm: lengthMm,
    direction: z.enum(['x+', 'x-', 'y+', 'y-']),
    corner: z.enum(['front-left', 'front-right', 'back-left', 'back-right']),
  }),
})
/** How the Machine page was left. */
export type MachineDesk = z.output<typeof machineDeskSchema>

/** What the program remembers of the person's choices. */
export const settingsSchema = z.strictObject({
  units: z.enum(['mm', 'inch']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Page to open on, and the plan that was open. */
  lastPage: z.string().max(40),
  lastPlanId: z.string().max(80).nullable(),
  lastPortUri: z.string().max(300),
  /** Null until something on the Machine page was changed. */
  machineDesk: machineDeskSchema.nullable(),
})
/** The remembered choices. */
export type Settings = z.output<typeof settingsSchema>
/** The choices of a first start. */
export const DEFAULT_SETTINGS: Settings = {
  units: 'mm',
  theme: 'system',
  lastPage: 'plans',
  lastPlanId: null,
  lastPortUri: 'virtual:',
  machineDesk: null,
}

/** Calls about the program itself. */
export const app = {
  /** Versions and places, for About and for the foot of a bug report. */
  info: {
    input: z.strictObject({}),
    output: z.strictObject({
      version: z.string(),
      shell: z.enum(['electron', 'browser', 'command-line']),
      dataDir: z.string(),
      databaseSchemaVersion: z.int(),
      planVersion: z.int(),
      runtime: z.string(),
      sqliteVersion: z.string(),
      /** Standing banners, e.g. a store that fell back; empty when all is well. */
      notices: z.array(z.string()),
    }),
  },
  readSettings: { input: z.strictObject({}), output: settingsSchema },
  /** Changes the named settings and returns them all. */
  writeSettings: { input: settingsSchema.partial(), output: settingsSchema },
} as const
