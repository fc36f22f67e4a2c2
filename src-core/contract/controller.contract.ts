import { z } from 'zod'
import type { SettingsBackup, SettingsBackupContent } from '../grbl/settings/settings-backup.ts'
import type { SettingsComparison } from '../grbl/settings/compare-settings.ts'
import type { SettingRow } from '../grbl/settings/setting-row.ts'
import type { MachineComparison } from '../grbl/settings/compare-machine.ts'
import type { RestoreReport } from '../grbl/settings/restore-settings.ts'
import { typed } from './typed.ts'

const backupId = z.string().min(1).max(60)
/** A set of settings: what is on the controller now, or a backup. */
const settingsSource = z.union([z.literal('controller'), z.strictObject({ backupId })])

/** Calls about the controller's own settings (`$$`). */
export const controller = {
  /** Every setting with its meaning, range and value; read when the controller was connected. */
  settings: { input: z.strictObject({}), output: typed<readonly SettingRow[]>() },
  /**
   * Writes one setting after a backup, reads it back and gives the rows anew. `agreedWarnings` are
   * the codes of the interlock warnings the person has read; one that is missing refuses the write.
   */
  writeSetting: {
    input: z.strictObject({
      settingNumber: z.number().int().min(0).max(999),
      value: z.string().min(1).max(20),
      agreedWarnings: z.array(z.string().max(60)).max(10),
    }),
    output: typed<readonly SettingRow[]>(),
  },
  backups: { input: z.strictObject({}), output: typed<readonly SettingsBackup[]>() },
  backup: {
    input: z.strictObject({ note: z.string().max(200) }),
    output: typed<SettingsBackup>(),
  },
  /** One backup with its values, e.g. to save it as a file. */
  readBackup: { input: z.strictObject({ backupId }), output: typed<SettingsBackupContent>() },
  /** Keeps a settings file (`$0=10` lines or RMOS's own) as a backup. */
  importBackup: {
    input: z.strictObject({ name: z.string().max(200), text: z.string().max(200_000) }),
    output: typed<SettingsBackup>(),
  },
  removeBackup: { input: z.strictObject({ backupId }), output: z.strictObject({}) },
  compare: {
    input: z.strictObject({ left: settingsSource, right: settingsSource }),
    output: typed<SettingsComparison>(),
  },
  /** The controller against a machine record of the library: travel, rates, accelerations. */
  compareWithMachine: {
    input: z.strictObject({ machineId: z.string().min(1).max(60) }),
    output: typed<MachineComparison>(),
  },
  /**
   * Writes the settings of a backup that differ, one at a time, each read back; a safety backup comes
   * first. Called again after an interruption it goes on where it ended.
   */
  restore: { input: z.strictObject({ backupId }), output: typed<RestoreReport>() },
  /** A restore that a power cut or a lost link ended in the middle; null when there is none. */
  unfinishedRestore: { input: z.strictObject({}), output: typed<RestoreReport | null>() },
  /** Puts back what an unfinished restore had overwritten. */
  rollBackRestore: { input: z.strictObject({}), output: typed<RestoreReport>() },
  /** Leaves an unfinished restore as it is. */
  dismissRestore: { input: z.strictObject({}), output: z.strictObject({}) },
} as const
