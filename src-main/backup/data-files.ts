import { join } from 'node:path'
import { systemErrorCode } from '../files/durable-files.ts'
import type { DurableFiles } from '../files/durable-files.ts'
import { tempFileOwner } from '../files/write-once.ts'
import { BACKUPS_FOLDER } from './backup-names.ts'

/** The disk-full reserve's name in the data folder. */
export const BALLAST_NAME = 'rmos.ballast'
/** The name of a restore that is under way. */
export const INTENT_NAME = 'rmos.restore.json'
/** Held by the process that replaces the data. */
export const RESTORE_LOCK_NAME = 'rmos.restore.lock'

/**
 * The paired devices. They are no part of a backup: restoring an old one must not bring a revoked
 * device back.
 */
export const PAIRED_DEVICES_NAME = 'rmos.devices.json'

/** What in the data folder is no part of the workshop's data: copies, logs, the window's cache. */
const NOT_DATA = new Set([
  ...[BACKUPS_FOLDER, 'quarantine', 'logs', 'window'],
  ...[BALLAST_NAME, INTENT_NAME, RESTORE_LOCK_NAME, PAIRED_DEVICES_NAME],
])
const SET_ASIDE = /^replaced-/
const STAGING = /^\.restore-(\d+)-/

/** The name under which data that was replaced is kept in the data folder. */
export function replacedName(atUtc: string, id: string): string {
  return `replaced-${atUtc.slice(0, 19).replaceAll(':', '')}Z-${id.slice(0, 8)}`
}

/** The name of the folder in which a process gets the data of a restore ready. */
export function stagingName(ownerPid: number, id: string): string {
  return `.restore-${String(ownerPid)}-${id}`
}

/** The process that gets a restore ready in a folder of this name; null for any other name. */
export function stagingOwner(name: string): number | null {
  const pid = STAGING.exec(name)?.[1]
  return pid === undefined ? null : Number(pid)
}

/** True for what belongs to the workshop's data, by its name in the data folder. */
export function isData(name: string): boolean {
  return !NOT_DATA.has(name) && !SET_ASIDE.test(name) && !STAGING.test(name) && !isTemporary(name)
}

/** What SQLite keeps beside a database under its name and these ends. */
export const DATABASE_COMPANIONS = ['-wal', '-shm', '-journal'] as const

/** True for a database's own files: itself, its log and its index of the log. */
export function isDatabaseFile(databasePath: string, path: string): boolean {
  return ['', ...DATABASE_COMPANIONS].some((end) => path === `${databasePath}${end}`)
}

function isTemporary(name: string): boolean {
  return tempFileOwner(name) !== null
}

/**
 * The paths of all files of the data folder besides the database, relative with `/`, sorted.
 * Temporary files, links and devices are passed over. Rejects with system errors.
 */
export async function listDataFiles(
  files: DurableFiles,
  { dataDir, databasePath }: { readonly dataDir: string; readonly databasePath: string },
): Promise<readonly string[]> {
  const found: string[] = []
  const walk = async (folder: string): Promise<void> => {
    for (const { name, kind } of await listOrNothing(files, join(dataDir, folder))) {
      const path = folder === '' ? name : `${folder}/${name}`
      if (isTemporary(name) || isDatabaseFile(databasePath, join(dataDir, path))) continue
      if (folder === '' && !isData(name)) continue
      if (kind === 'folder') await walk(path)
      else if (kind === 'file') found.push(path)
    }
  }
  await walk('')
  return found
}

/** The entries of a folder, none when there is no such folder. Rejects with other system errors. */
export async function listOrNothing(
  files: DurableFiles,
  path: string,
): Promise<Awaited<ReturnType<DurableFiles['list']>>> {
  try {
    return await files.list(path)
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return []
    throw error
  }
}
