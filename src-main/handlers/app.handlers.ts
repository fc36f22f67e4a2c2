import { DEFAULT_SETTINGS, type Settings, settingsSchema } from '#core/contract/app.contract.ts'
import type { Handlers } from '#core/contract/index.ts'
import type { Problem } from '#core/contract/problem.ts'
import { type Result, success } from '#core/outcome/result.ts'
import { PLAN_VERSION } from '#core/rosette/plan.schema.ts'
import type { Store } from '../store/store.ts'

/** What the program knows of itself. */
export interface AppFacts {
  readonly version: string
  readonly shell: 'electron' | 'browser' | 'command-line'
  readonly dataDir: string
  readonly runtime: string
  /** Standing banners. */
  readonly notices: readonly string[]
}

/** Remembered choices with defaults in the place of missing or no longer valid ones. */
function readSettings(store: Store): Result<Settings, Problem> {
  const kept = store.settings.readAll()
  if (!kept.ok) return kept
  const valid = Object.entries(settingsSchema.shape).flatMap(([key, schema]) => {
    const value = schema.safeParse(kept.value[key])
    return value.success ? [[key, value.data] as const] : []
  })
  return success({ ...DEFAULT_SETTINGS, ...Object.fromEntries(valid) })
}

/** Answers the calls about the program itself. */
export function appHandlers(store: Store, facts: AppFacts): Handlers['app'] {
  return {
    info: () =>
      success({
        ...facts,
        notices: [...facts.notices],
        databaseSchemaVersion: store.schemaVersion,
        planVersion: PLAN_VERSION,
        sqliteVersion: store.sqliteVersion,
      }),
    readSettings: () => readSettings(store),
    writeSettings: (changes) => {
      const written = store.settings.write(changes)
      return written.ok ? readSettings(store) : written
    },
  }
}
