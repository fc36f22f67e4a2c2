import { z } from 'zod'

/** What the program remembers of the person's choices. */
export const settingsSchema = z.strictObject({
  units: z.enum(['mm', 'inch']),
  theme: z.enum(['system', 'light', 'dark']),
  /** Page to open on, and the plan that was open. */
  lastPage: z.string().max(40),
  lastPlanId: z.string().max(80).nullable(),
  lastPortUri: z.string().max(300),
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
