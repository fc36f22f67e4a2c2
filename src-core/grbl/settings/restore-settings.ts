import type { SettingValue } from './settings-backup.ts'

/** How far a restore came. */
export interface RestoreReport {
  readonly backupId: string
  /** `complete`: every setting was written and read back equal. */
  readonly state: 'complete' | 'interrupted' | 'rolledBack'
  /** Written and read back equal, in order. */
  readonly written: readonly SettingValue[]
  /** Not written yet, or not known to be. */
  readonly remaining: readonly SettingValue[]
  /** What the written ones were before. */
  readonly before: readonly SettingValue[]
  /** Settings of the backup the controller refused or printed back differently, with the reason. */
  readonly refused: readonly { readonly settingNumber: number; readonly sentence: string }[]
  /** One sentence on the end, and what to do now. */
  readonly sentence: string
  readonly remedy: string
}
