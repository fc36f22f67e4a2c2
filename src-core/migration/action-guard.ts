/** Whether a guarded action is allowed, and if not, what to change. */
export interface ActionGuard {
  readonly allowed: boolean
  /** Names the setting; empty when allowed. */
  readonly sentence: string
}

/** The settings that guard the actions of the migration screens. */
export const GUARD_SETTINGS = {
  reportRun: 'RMOS_ALLOW_REPORT_RUN',
  fixActions: 'RMOS_ALLOW_FIX_ACTIONS',
} as const

/**
 * Reads a guard. Not set means allowed: the program runs for the person whose data it is. Set to 1,
 * true, yes or on it allows, too; every other value refuses, also one that nobody can read.
 */
export function readGuard(setting: string, value: string | undefined): ActionGuard {
  const text = (value ?? '').trim().toLowerCase()
  if (['', '1', 'true', 'yes', 'on'].includes(text)) return { allowed: true, sentence: '' }
  const sentence = `This is switched off by the setting ${setting}=${text.slice(0, 20)}; set ${setting}=1 and start RMOS again to allow it.`
  return { allowed: false, sentence }
}
