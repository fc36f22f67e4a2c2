import type { ListedBackup } from './list-backups.ts'
import type { BackupOrder } from './make-backup.ts'

const DAY_MS = 86_400_000

/** How old a copy is, ms; infinite when the clock says that it is from the future. */
function ageMs(backup: ListedBackup, nowMs: number): number {
  const age = nowMs - Date.parse(backup.createdAtUtc)
  return age < 0 ? Infinity : age
}

/** The newest copy of everything that can be read; null when there is none. */
export function newestWhole(backups: readonly ListedBackup[]): ListedBackup | null {
  return backups.find(({ contents }) => contents?.scope === 'everything') ?? null
}

/**
 * Which automatic copy is due: one of everything when the newest is a day old or there is none;
 * otherwise at a start one of the database, which is small; otherwise none. A newest copy from the
 * future, after the clock was put back, counts as old.
 */
export function dueBackup(
  backups: readonly ListedBackup[],
  now: { readonly nowMs: number; readonly isStart: boolean },
): Pick<BackupOrder, 'kind' | 'scope'> | null {
  const whole = newestWhole(backups)
  if (whole === null || ageMs(whole, now.nowMs) >= DAY_MS) {
    return { kind: 'daily', scope: 'everything' }
  }
  return now.isStart ? { kind: 'start', scope: 'database' } : null
}
