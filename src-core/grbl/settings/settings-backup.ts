/** Why a backup was made. */
export type BackupReason =
  'first-connect' | 'before-change' | 'before-restore' | 'by-hand' | 'imported'

/** A kept set of settings, without its values. */
export interface SettingsBackup {
  readonly backupId: string
  readonly createdAtUtc: string
  readonly reason: BackupReason
  readonly note: string
  /** Firmware and version it came from, and the port. */
  readonly firmware: string
  readonly portUri: string
  readonly settingCount: number
}

/** A kept set of settings. */
export interface SettingsBackupContent extends SettingsBackup {
  readonly values: readonly SettingValue[]
}

/** One setting and its value, as the controller prints it. */
export interface SettingValue {
  readonly settingNumber: number
  readonly value: string
}

/** A set as text: lines as the controller prints them, which `parseSettingsFile` reads again. */
export function settingsText(values: readonly SettingValue[]): string {
  return values.map(({ settingNumber, value }) => `$${String(settingNumber)}=${value}\n`).join('')
}
