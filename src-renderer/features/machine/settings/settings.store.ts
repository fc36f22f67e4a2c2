import { create } from 'zustand'
import type { MachineComparison } from '#core/grbl/settings/compare-machine.ts'
import type { SettingsComparison } from '#core/grbl/settings/compare-settings.ts'
import type { RestoreReport } from '#core/grbl/settings/restore-settings.ts'
import type { SettingRow } from '#core/grbl/settings/setting-row.ts'
import { settingsText, type SettingsBackup } from '#core/grbl/settings/settings-backup.ts'
import { onEvent, rmos } from '../../../client.ts'
import { loaded, type Loadable } from '../../../session/loadable.ts'
import { settle } from '../../../session/settle.ts'
import { saveText } from '../../../ui/save-text.ts'
import { showProblem, showToast } from '../../../ui/toast.store.ts'
import { controllerStrings as words } from './settings.strings.ts'

interface ControllerState {
  readonly rows: Loadable<readonly SettingRow[]>
  readonly backups: Loadable<readonly SettingsBackup[]>
  /** Values of the newest backup, by number. */
  readonly lastBackup: ReadonlyMap<number, string>
  readonly backupId: string | null
  readonly comparison: Loadable<SettingsComparison>
  readonly restoring: boolean
  readonly report: RestoreReport | null
  readonly unfinished: RestoreReport | null
  readonly machineComparison: Loadable<MachineComparison>
  readonly load: () => Promise<void>
  readonly write: (
    settingNumber: number,
    value: string,
    agreed: readonly string[],
  ) => Promise<boolean>
  readonly backUp: (note: string) => Promise<void>
  readonly openBackup: (backupId: string) => Promise<void>
  readonly removeBackup: (backupId: string) => Promise<void>
  readonly saveBackup: (backupId: string) => Promise<void>
  readonly importBackup: (file: File) => Promise<void>
  readonly restore: (backupId: string) => Promise<void>
  readonly rollBack: () => Promise<void>
  readonly leave: () => Promise<void>
  readonly compareMachine: (machineId: string) => Promise<void>
}

type SetState = (change: Partial<ControllerState>) => void

/** Keeps what came of a call, or says why it was refused. */
async function taken<T>(call: Parameters<typeof settle<T>>[0]): Promise<T | null> {
  const answer = await settle(call)
  if (answer.ok) return answer.value
  showProblem(answer.error, 'controller')
  return null
}

function restoreActions(
  set: SetState,
  get: () => ControllerState,
): Pick<ControllerState, 'restore' | 'rollBack' | 'leave'> {
  const run = async (call: Parameters<typeof settle<RestoreReport>>[0]) => {
    set({ restoring: true, report: null })
    const report = await taken(call)
    // what was asked while it ran told of one under way
    set({ restoring: false, report, unfinished: null })
    await get().load()
  }
  return {
    restore: (backupId) => run(rmos.controller.restore({ backupId })),
    rollBack: () => run(rmos.controller.rollBackRestore({})),
    leave: async () => {
      await taken(rmos.controller.dismissRestore({}))
      await get().load()
    },
  }
}

function backupActions(
  set: SetState,
  get: () => ControllerState,
): Pick<ControllerState, 'backUp' | 'openBackup' | 'removeBackup' | 'saveBackup' | 'importBackup'> {
  return {
    backUp: async (note) => {
      if ((await taken(rmos.controller.backup({ note }))) !== null) showToast(words.backedUp)
      await get().load()
    },
    openBackup: async (backupId) => {
      set({ backupId, comparison: { state: 'loading' }, report: null })
      const read = await settle(
        rmos.controller.compare({ left: { backupId }, right: 'controller' }),
      )
      if (get().backupId === backupId) set({ comparison: loaded(read) })
    },
    removeBackup: async (backupId) => {
      if ((await taken(rmos.controller.removeBackup({ backupId }))) !== null) {
        set({ backupId: null, comparison: { state: 'idle' } })
      }
      await get().load()
    },
    saveBackup: async (backupId) => {
      const content = await taken(rmos.controller.readBackup({ backupId }))
      if (content === null) return
      saveText(words.fileName(content.createdAtUtc.slice(0, 10)), settingsText(content.values))
    },
    importBackup: async (file) => {
      const text = await file.text()
      const kept = await taken(rmos.controller.importBackup({ name: file.name, text }))
      await get().load()
      if (kept !== null) await get().openBackup(kept.backupId)
    },
  }
}

/** The controller's settings and their backups. */
export const useController = create<ControllerState>()((set, get) => ({
  rows: { state: 'idle' },
  backups: { state: 'idle' },
  lastBackup: new Map(),
  backupId: null,
  comparison: { state: 'idle' },
  restoring: false,
  report: null,
  unfinished: null,
  machineComparison: { state: 'idle' },
  ...restoreActions(set, get),
  ...backupActions(set, get),
  load: async () => {
    const [rows, backups, unfinished] = await Promise.all([
      settle(rmos.controller.settings({})),
      settle(rmos.controller.backups({})),
      settle(rmos.controller.unfinishedRestore({})),
    ])
    set({
      rows: loaded(rows),
      backups: loaded(backups),
      unfinished: unfinished.ok ? unfinished.value : null,
    })
    const newest = backups.ok ? backups.value[0] : undefined
    if (newest === undefined) return
    const content = await settle(rmos.controller.readBackup({ backupId: newest.backupId }))
    if (!content.ok) return
    set({
      lastBackup: new Map(
        content.value.values.map(({ settingNumber, value }) => [settingNumber, value]),
      ),
    })
  },
  write: async (settingNumber, value, agreed) => {
    const rows = await taken(
      rmos.controller.writeSetting({ settingNumber, value, agreedWarnings: [...agreed] }),
    )
    if (rows === null) return false
    set({ rows: { state: 'ready', value: rows } })
    showToast(words.written)
    return true
  },
  compareMachine: async (machineId) => {
    set({ machineComparison: { state: 'loading' } })
    set({
      machineComparison: loaded(await settle(rmos.controller.compareWithMachine({ machineId }))),
    })
  },
}))

/** Follows the controller's settings until the returned function is called. */
export function followController(): () => void {
  const load = () => void useController.getState().load()
  load()
  return onEvent('controller.changed', load)
}
