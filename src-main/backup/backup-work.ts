import { randomUUID } from 'node:crypto'
import type { Problem } from '#core/contract/problem.ts'
import { success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { nodeFiles } from '../files/node-files.ts'
import { loadMigrations } from '../store/migrations.ts'
import type { BackupProgress, WorkWatch } from './backup-progress.ts'
import { listBackups, removeSpent } from './list-backups.ts'
import type { ListedBackup } from './list-backups.ts'
import { makeBackup } from './make-backup.ts'
import type { BackupOrder, MadeBackup } from './make-backup.ts'
import { prepareEmptyStart, prepareRestore, previewRestore } from './restore.ts'
import type { PreparedRestore } from './restore.ts'
import type { RestorePlace, RestorePreview } from './restore-plan.ts'

/** Where data is restored to, as plain data. */
export interface RestoreSite {
  readonly dataDir: string
  readonly databasePath: string
  /** The folder of the numbered database scripts. */
  readonly migrationsDir: string
  /** The process that the restore is for. */
  readonly ownerPid: number
}

/** Every heavy piece of work around backups, by name: what it takes and what it answers. */
export interface BackupJobs {
  readonly make: { readonly order: BackupOrder; readonly answer: MadeBackup }
  readonly list: {
    readonly order: { readonly dataDir: string }
    readonly answer: readonly ListedBackup[]
  }
  readonly preview: {
    readonly order: { readonly path: string; readonly site: RestoreSite }
    readonly answer: RestorePreview
  }
  readonly prepare: {
    readonly order: {
      readonly path: string
      readonly site: RestoreSite
      readonly otherInstallation: boolean
    }
    readonly answer: PreparedRestore
  }
  readonly prepareEmpty: {
    readonly order: { readonly site: RestoreSite }
    readonly answer: Omit<PreparedRestore, 'preview'>
  }
}

/** Name of a piece of work. */
export type BackupJobName = keyof BackupJobs

/** How a piece of work is done. */
export type BackupJob<N extends BackupJobName> = (
  order: BackupJobs[N]['order'],
  watch: WorkWatch,
) => Promise<Result<BackupJobs[N]['answer'], Problem>>

/** Does every piece of work in this very process. */
export const BACKUP_JOBS: { readonly [N in BackupJobName]: BackupJob<N> } = {
  make: makeAndRotate,
  list: ({ dataDir }) => listBackups(nodeFiles(), dataDir),
  preview: async ({ path, site }, watch) => {
    const place = await openSite(site)
    return place.ok ? previewRestore(path, place.value, watch) : place
  },
  prepare: async ({ path, site, otherInstallation }, watch) => {
    const place = await openSite(site)
    return place.ok ? prepareRestore(path, place.value, { ...watch, otherInstallation }) : place
  },
  prepareEmpty: async ({ site }) => {
    const place = await openSite(site)
    return place.ok ? prepareEmptyStart(place.value) : place
  },
}

/** A restore's place on this computer's disk. */
export async function openSite(site: RestoreSite): Promise<Result<RestorePlace, Problem>> {
  const files = nodeFiles()
  const migrations = await loadMigrations(files, site.migrationsDir)
  if (!migrations.ok) return migrations
  const clock = () => new Date()
  return success({ ...site, migrations: migrations.value, files, clock, newId: () => randomUUID() })
}

/** Only after a copy was made and checked may older ones go. */
async function makeAndRotate(
  order: BackupOrder,
  watch: WorkWatch,
): Promise<Result<MadeBackup, Problem>> {
  const files = nodeFiles()
  const made = await makeBackup(order, { ...watch, files, clock: () => new Date() })
  if (!made.ok || order.target !== null) return made
  const removed = await removeSpent(files, order.dataDir)
  return removed.ok ? made : removed
}

/** Main to the process that does the work. */
export type ToWorker =
  | { readonly kind: 'order'; readonly name: BackupJobName; readonly order: unknown }
  | { readonly kind: 'cancel' }

/** The process that does the work to main. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: BackupProgress }
  | { readonly kind: 'answer'; readonly result: Result<unknown, Problem> }
  | { readonly kind: 'defect'; readonly stack: string }
