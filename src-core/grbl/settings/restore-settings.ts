import { sameValue } from './same-value.ts'
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

/**
 * What has to be written to bring a controller to a set: only what differs and only what the
 * controller has. Homing ($22) goes before soft limits ($20), which the controller refuses without it.
 */
export function settingsToWrite(
  wanted: readonly SettingValue[],
  present: ReadonlyMap<number, string>,
): readonly SettingValue[] {
  const differing = wanted.filter(({ settingNumber, value }) => {
    const now = present.get(settingNumber)
    return now !== undefined && !sameValue(now, value)
  })
  const order = (settingNumber: number) => (settingNumber === 22 ? 19.5 : settingNumber)
  return differing.toSorted((a, b) => order(a.settingNumber) - order(b.settingNumber))
}

/** A restore as it was begun; what became of it is read off the controller. */
export interface BegunRestore {
  readonly backupId: string
  readonly wanted: readonly SettingValue[]
  /** What the settings to be written were before. */
  readonly before: readonly SettingValue[]
}

/** How far a restore came, by what the controller says now and not by what was sent. */
export function restoreReport(
  begun: BegunRestore,
  present: ReadonlyMap<number, string>,
  trouble: string,
): RestoreReport {
  const stands = ({ settingNumber, value }: SettingValue) => {
    const now = present.get(settingNumber)
    return now !== undefined && sameValue(now, value)
  }
  const touched = new Set(begun.before.map(({ settingNumber }) => settingNumber))
  const planned = begun.wanted.filter(({ settingNumber }) => touched.has(settingNumber))
  const written = planned.filter(stands)
  const remaining = planned.filter((value) => !stands(value))
  const complete = remaining.length === 0
  return {
    backupId: begun.backupId,
    state: complete ? 'complete' : 'interrupted',
    written,
    remaining,
    before: begun.before,
    refused: [],
    sentence: complete
      ? `${written.length === 1 ? '1 setting was' : `${String(written.length)} settings were`} written and read back.`
      : `${String(written.length)} of ${String(planned.length)} settings were written and read back${trouble === '' ? '.' : `: ${trouble}`}`,
    remedy: complete ? '' : 'Restore again to go on, or roll back to what was before.',
  }
}
