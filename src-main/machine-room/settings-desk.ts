import type { Problem } from '#core/contract/problem.ts'
import type { MachineSnapshot } from '#core/grbl/machine-snapshot.ts'
import { compareMachine, type MachineComparison } from '#core/grbl/settings/compare-machine.ts'
import { compareSettings, type SettingsComparison } from '#core/grbl/settings/compare-settings.ts'
import { parseSettingsFile } from '#core/grbl/settings/parse-settings-file.ts'
import {
  restoreReport,
  settingsToWrite,
  type BegunRestore,
  type RestoreReport,
} from '#core/grbl/settings/restore-settings.ts'
import type { SettingRow } from '#core/grbl/settings/setting-row.ts'
import { settingProblem, settingRows, settingWarnings } from '#core/grbl/settings/setting-rules.ts'
import type {
  BackupReason,
  SettingsBackup,
  SettingsBackupContent,
  SettingValue,
} from '#core/grbl/settings/settings-backup.ts'
import type { Machine } from '#core/library/machine.schema.ts'
import { failure, success, type Result } from '#core/outcome/result.ts'
import { z } from 'zod'
import { GRBL_CODES } from '../machine/grbl-codes.ts'
import type { MachineService } from '../machine/machine-service.ts'
import type { Store } from '../store/store.ts'
import { problem } from '../workshop/problems.ts'
import type { Surroundings } from '../workshop/surroundings.ts'
import { keptValue } from './kept-value.ts'
import { SettingsBackupShelf, settingValueSchema } from './settings-backup-shelf.ts'

/** Which set of settings is meant. */
export type SettingsSource = 'controller' | { readonly backupId: string }

/** The controller's settings as the shop keeps and changes them. */
export interface SettingsDesk {
  readonly rows: () => Result<readonly SettingRow[], Problem>
  readonly write: (
    settingNumber: number,
    value: string,
    agreedWarnings: readonly string[],
  ) => Promise<Result<readonly SettingRow[], Problem>>
  readonly backups: () => Result<readonly SettingsBackup[], Problem>
  readonly backup: (reason: BackupReason, note: string) => Result<SettingsBackup, Problem>
  readonly readBackup: (backupId: string) => Result<SettingsBackupContent, Problem>
  readonly importBackup: (name: string, text: string) => Result<SettingsBackup, Problem>
  readonly removeBackup: (backupId: string) => Result<void, Problem>
  readonly compare: (
    left: SettingsSource,
    right: SettingsSource,
  ) => Result<SettingsComparison, Problem>
  readonly compareWithMachine: (machine: Machine) => Result<MachineComparison, Problem>
  readonly restore: (backupId: string) => Promise<Result<RestoreReport, Problem>>
  readonly unfinished: () => Result<RestoreReport | null, Problem>
  readonly rollBack: () => Promise<Result<RestoreReport, Problem>>
  readonly dismiss: () => Result<void, Problem>
}

/** What the desk works with. */
export interface SettingsDeskParts {
  readonly machine: MachineService
  readonly store: Store
  readonly surroundings: Surroundings
  readonly changed: () => void
  readonly report: (problem: Problem) => void
}

const begunSchema = z.strictObject({
  backupId: z.string(),
  wanted: z.array(settingValueSchema).readonly(),
  before: z.array(settingValueSchema).readonly(),
})

const CONNECT_FIRST = 'Connect to the controller first.'

/** The desk over a machine and a store; it backs up the settings of a controller it sees first. */
export function createSettingsDesk(parts: SettingsDeskParts): SettingsDesk {
  return new StoredSettingsDesk(parts)
}

class StoredSettingsDesk implements SettingsDesk {
  readonly #parts: SettingsDeskParts
  readonly #shelf: SettingsBackupShelf
  readonly #begun
  #greeted = false

  constructor(parts: SettingsDeskParts) {
    this.#parts = parts
    this.#shelf = new SettingsBackupShelf(parts)
    this.#begun = keptValue<BegunRestore | null>(
      parts.store,
      'unfinishedRestore',
      begunSchema.nullable(),
      null,
    )
    parts.machine.onChange(({ portUri }) => {
      if (portUri === null) this.#greeted = false
    })
    parts.machine.onSettings(() => {
      // once a connection: what a write or a restore leads through is no new set
      if (!this.#greeted) this.#firstConnect()
      this.#greeted = true
      parts.changed()
    })
  }

  /** A set of settings this shop has not seen yet is kept before anybody can change it. */
  #firstConnect(): void {
    const kept = this.#shelf.all()
    const present = this.#present()
    if (!kept.ok || !present.ok) return
    const known = kept.value.some(
      ({ values }) => compareSettings(values, present.value, GRBL_CODES).differences.length === 0,
    )
    if (known) return
    const made = this.backup('first-connect', 'Kept when this set was first seen')
    if (!made.ok) this.#parts.report(made.error)
  }

  #present(): Result<readonly SettingValue[], Problem> {
    const values = this.#parts.machine.settings()
    if (values.size === 0) {
      return failure(problem('machine', 'No controller has told its settings.', CONNECT_FIRST))
    }
    return success([...values].map(([settingNumber, value]) => ({ settingNumber, value })))
  }

  readonly rows = (): Result<readonly SettingRow[], Problem> => {
    const present = this.#present()
    if (!present.ok) return present
    return success(settingRows(this.#parts.machine.settings(), GRBL_CODES))
  }

  readonly write = async (
    settingNumber: number,
    value: string,
    agreedWarnings: readonly string[],
  ): Promise<Result<readonly SettingRow[], Problem>> => {
    const rows = this.rows()
    if (!rows.ok) return rows
    const refused = refusalOf(rows.value, { settingNumber, value, agreedWarnings })
    if (refused !== null) return failure(refused)
    const kept = this.backup('before-change', `Before $${String(settingNumber)}=${value}`)
    if (!kept.ok) return kept
    const written = await this.#send([{ settingNumber, value }])
    return written.ok ? this.rows() : written
  }

  #send(changes: readonly SettingValue[]): Promise<Result<MachineSnapshot, Problem>> {
    return this.#parts.machine.manual({ kind: 'writeSettings', changes })
  }

  readonly backups = () => this.#shelf.list()

  readonly backup = (reason: BackupReason, note: string): Result<SettingsBackup, Problem> => {
    const present = this.#present()
    return present.ok ? this.#shelf.keep(reason, note, present.value) : present
  }

  readonly readBackup = (backupId: string) => this.#shelf.read(backupId)

  readonly importBackup = (name: string, text: string): Result<SettingsBackup, Problem> => {
    const values = parseSettingsFile(name, text)
    if (!values.ok) return failure(problem('invalid-data', values.error))
    return this.#shelf.keep('imported', name, values.value)
  }

  readonly removeBackup = (backupId: string) => this.#shelf.remove(backupId)

  #valuesOf(source: SettingsSource): Result<readonly SettingValue[], Problem> {
    if (source === 'controller') return this.#present()
    const backup = this.readBackup(source.backupId)
    return backup.ok ? success(backup.value.values) : backup
  }

  readonly compare = (
    left: SettingsSource,
    right: SettingsSource,
  ): Result<SettingsComparison, Problem> => {
    const leftValues = this.#valuesOf(left)
    if (!leftValues.ok) return leftValues
    const rightValues = this.#valuesOf(right)
    if (!rightValues.ok) return rightValues
    return success(compareSettings(leftValues.value, rightValues.value, GRBL_CODES))
  }

  readonly compareWithMachine = (machine: Machine): Result<MachineComparison, Problem> => {
    const present = this.#present()
    if (!present.ok) return present
    return success(compareMachine(this.#parts.machine.settings(), machine))
  }

  readonly restore = async (backupId: string): Promise<Result<RestoreReport, Problem>> => {
    const backup = this.readBackup(backupId)
    if (!backup.ok) return backup
    const begun = this.#beginRestore(backup.value)
    if (!begun.ok) return begun
    return this.#carryOut(begun.value)
  }

  /** A restore that is taken up again keeps what was before its first beginning. */
  #beginRestore({ backupId, values }: SettingsBackupContent): Result<BegunRestore, Problem> {
    const present = this.#present()
    if (!present.ok) return present
    const earlier = this.#begun.read()
    if (!earlier.ok) return earlier
    if (earlier.value?.backupId === backupId) return success(earlier.value)
    const safety = this.backup('before-restore', 'Before a restore')
    if (!safety.ok) return safety
    const now = this.#parts.machine.settings()
    const before = settingsToWrite(values, now).map(({ settingNumber }) => ({
      settingNumber,
      value: now.get(settingNumber) ?? '',
    }))
    const begun = { backupId, wanted: values, before }
    const written = this.#begun.write(begun)
    return written.ok ? success(begun) : written
  }

  async #carryOut(begun: BegunRestore): Promise<Result<RestoreReport, Problem>> {
    const changes = settingsToWrite(begun.wanted, this.#parts.machine.settings())
    const sent = changes.length === 0 ? null : await this.#send(changes)
    const trouble = sent === null || sent.ok ? '' : sent.error.message
    const report = restoreReport(begun, this.#parts.machine.settings(), trouble)
    if (report.state === 'complete') {
      const forgotten = this.#begun.write(null)
      if (!forgotten.ok) return forgotten
    }
    this.#parts.changed()
    return success(report)
  }

  readonly unfinished = (): Result<RestoreReport | null, Problem> => {
    const begun = this.#begun.read()
    if (!begun.ok) return begun
    if (begun.value === null) return success(null)
    return success(restoreReport(begun.value, this.#parts.machine.settings(), ''))
  }

  readonly rollBack = async (): Promise<Result<RestoreReport, Problem>> => {
    const begun = this.#begun.read()
    if (!begun.ok) return begun
    if (begun.value === null) return failure(problem('not-found', 'No restore is unfinished.'))
    const present = this.#present()
    if (!present.ok) return present
    const { backupId, before } = begun.value
    const changes = settingsToWrite(before, this.#parts.machine.settings())
    const sent = changes.length === 0 ? null : await this.#send(changes)
    const trouble = sent === null || sent.ok ? '' : sent.error.message
    const report = restoreReport(
      { backupId, wanted: before, before },
      this.#parts.machine.settings(),
      trouble,
    )
    if (report.state !== 'complete') return success(report)
    const forgotten = this.#begun.write(null)
    if (!forgotten.ok) return forgotten
    this.#parts.changed()
    return success({ ...report, state: 'rolledBack' })
  }

  readonly dismiss = (): Result<void, Problem> => this.#begun.write(null)
}

function refusalOf(
  rows: readonly SettingRow[],
  change: SettingValue & { readonly agreedWarnings: readonly string[] },
): Problem | null {
  const { settingNumber, value, agreedWarnings } = change
  const row = rows.find((one) => one.settingNumber === settingNumber)
  if (row === undefined) {
    return problem('not-found', `The controller has no setting $${String(settingNumber)}.`)
  }
  const wrong = row.entry === null ? null : settingProblem(row.entry, value)
  if (wrong !== null) return problem('invalid-input', wrong)
  const unread = settingWarnings(rows, settingNumber, value).filter(
    ({ code }) => !agreedWarnings.includes(code),
  )
  const [first] = unread
  return first === undefined
    ? null
    : problem('blocked', first.sentence, 'Agree to it, then write it again.')
}
