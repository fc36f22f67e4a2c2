/** Why a copy was made. */
export type BackupKind = 'start' | 'daily' | 'manual' | 'before-update'

/** The folder of the copies, in the data folder. */
export const BACKUPS_FOLDER = 'backups'

/** What a copy's name says. */
export interface BackupName {
  readonly fileName: string
  readonly kind: BackupKind
  /**
   * Counts up by one with every copy, so that their order does not hang on the clock; 0 for copies
   * from before a change of the database's form, which carry none.
   */
  readonly sequence: number
}

const ARCHIVE = /^rmos-(\d{6,})-(start|daily|manual)-[0-9TZ-]+\.zip$/
const BEFORE_UPDATE = /^rmos-before-v\d+-from-v\d+-.+\.db$/
const UNFINISHED = /^\.unfinished-(\d+)-[0-9a-f-]{36}$/

/** What a file in the backups folder is by its name; null for anything that is not a copy. */
export function parseBackupName(fileName: string): BackupName | null {
  const [, sequence, kind] = ARCHIVE.exec(fileName) ?? []
  if (sequence !== undefined && kind !== undefined) {
    return { fileName, kind: kind as BackupKind, sequence: Number(sequence) }
  }
  return BEFORE_UPDATE.test(fileName) ? { fileName, kind: 'before-update', sequence: 0 } : null
}

/** The name of a new copy: `rmos-000042-daily-2026-11-21T120000Z.zip`. */
export function backupName(
  sequence: number,
  kind: Exclude<BackupKind, 'before-update'>,
  createdAtUtc: string,
): string {
  const stamp = createdAtUtc.slice(0, 19).replaceAll(':', '')
  return `rmos-${String(sequence).padStart(6, '0')}-${kind}-${stamp}Z.zip`
}

/** The number for the next copy. */
export function nextSequence(names: readonly BackupName[]): number {
  return Math.max(0, ...names.map(({ sequence }) => sequence)) + 1
}

/** The name of a folder in which a process makes a copy. */
export function unfinishedName(pid: number, id: string): string {
  return `.unfinished-${String(pid)}-${id}`
}

/** The process that makes a copy in a folder of this name; null for any other name. */
export function unfinishedOwner(name: string): number | null {
  const pid = UNFINISHED.exec(name)?.[1]
  return pid === undefined ? null : Number(pid)
}
