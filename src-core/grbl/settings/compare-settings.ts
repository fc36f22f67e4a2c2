import type { SettingEntry } from '../code-tables.ts'

/** A setting that two sets do not agree on; null where a set does not have it. */
export interface SettingDifference {
  readonly settingNumber: number
  readonly left: string | null
  readonly right: string | null
  readonly entry: SettingEntry | null
}

/** Two sets of settings side by side. */
export interface SettingsComparison {
  readonly differences: readonly SettingDifference[]
  readonly equalCount: number
}
