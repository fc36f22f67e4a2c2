import type { Problem } from '#core/contract/problem.ts'
import type {
  BackupReason,
  SettingsBackup,
  SettingsBackupContent,
  SettingValue,
} from '#core/grbl/settings/settings-backup.ts'
import { failure, success, type Result } from '#core/outcome/result.ts'
import { z } from 'zod'
import type { MachineService } from '../machine/machine-service.ts'
import type { Store } from '../store/store.ts'
import { problem } from '../workshop/problems.ts'
import type { Surroundings } from '../workshop/surroundings.ts'
import { keptValue, type KeptValue } from './kept-value.ts'

/** One setting and its value, as it is kept. */
export const settingValueSchema = z.strictObject({
  settingNumber: z.number().int().min(0).max(999),
  value: z.string().min(1).max(20),
})
const backupSchema = z.strictObject({
  backupId: z.string(),
  createdAtUtc: z.string(),
  reason: z.enum(['first-connect', 'before-change', 'before-restore', 'by-hand', 'imported']),
  note: z.string(),
  firmware: z.string(),
  portUri: z.string(),
  settingCount: z.number().int(),
  values: z.array(settingValueSchema).readonly(),
})
/** Made by RMOS itself and beyond this number, the oldest go; those made by hand or imported stay. */
const OWN_BACKUPS_KEPT = 30
/** What the shelf works with. */
interface ShelfParts {
  readonly machine: MachineService
  readonly store: Store
  readonly surroundings: Surroundings
  readonly changed: () => void
}

/** Sets of settings that were kept, oldest first. */
export class SettingsBackupShelf {
  readonly #parts: ShelfParts
  readonly #kept: KeptValue<readonly SettingsBackupContent[]>

  constructor(parts: ShelfParts) {
    this.#parts = parts
    const schema = z.array(backupSchema).readonly()
    this.#kept = keptValue(parts.store, 'settingsBackups', schema, [])
  }

  all(): Result<readonly SettingsBackupContent[], Problem> {
    return this.#kept.read()
  }

  list(): Result<readonly SettingsBackup[], Problem> {
    const kept = this.#kept.read()
    return kept.ok ? success(kept.value.toReversed().map(withoutValues)) : kept
  }

  keep(
    reason: BackupReason,
    note: string,
    values: readonly SettingValue[],
  ): Result<SettingsBackup, Problem> {
    const kept = this.#kept.read()
    if (!kept.ok) return kept
    const { machine, surroundings, changed } = this.#parts
    const { firmware, portUri } = machine.snapshot()
    const fromController = reason !== 'imported'
    const name = firmware === null ? '' : `${firmware.name} ${firmware.version}`
    const made: SettingsBackupContent = {
      backupId: surroundings.newId(),
      createdAtUtc: surroundings.clock().toISOString(),
      reason,
      note,
      firmware: fromController ? name : '',
      portUri: fromController && portUri !== null ? portUri : '',
      settingCount: values.length,
      values,
    }
    const written = this.#kept.write(thinned([...kept.value, made]))
    if (!written.ok) return written
    changed()
    return success(withoutValues(made))
  }

  read(backupId: string): Result<SettingsBackupContent, Problem> {
    const kept = this.#kept.read()
    if (!kept.ok) return kept
    const found = kept.value.find((one) => one.backupId === backupId)
    return found === undefined
      ? failure(problem('not-found', 'That backup of the settings is gone.'))
      : success(found)
  }

  remove(backupId: string): Result<void, Problem> {
    const kept = this.#kept.read()
    if (!kept.ok) return kept
    const written = this.#kept.write(kept.value.filter((one) => one.backupId !== backupId))
    if (written.ok) this.#parts.changed()
    return written
  }
}

function withoutValues({ values: _values, ...facts }: SettingsBackupContent): SettingsBackup {
  return facts
}

/** Drops the oldest of those RMOS made by itself; the first of all stays. */
function thinned(backups: readonly SettingsBackupContent[]): readonly SettingsBackupContent[] {
  const own = backups.filter(
    ({ reason }) => reason === 'before-change' || reason === 'before-restore',
  )
  const gone = new Set(own.slice(0, -OWN_BACKUPS_KEPT))
  return backups.filter((backup) => !gone.has(backup))
}
