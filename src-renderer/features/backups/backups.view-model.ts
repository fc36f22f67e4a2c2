import type { Backup, BackupWork, RecordCounts } from '#core/contract/backups.contract.ts'
import { formatDuration } from '../../session/time-text.ts'
import { backupsStrings } from './backups.strings.ts'

const words = backupsStrings

/** A size as people read it: `24 kB`, `1.4 MB`. */
export function sizeText(sizeBytes: number): string {
  return sizeBytes < 1e6
    ? words.smallSize(String(Math.ceil(sizeBytes / 1e3)))
    : words.size((sizeBytes / 1e6).toFixed(1))
}

/** Local date and time of a copy, to the minute. */
export function momentText(atUtc: string): string {
  return new Date(atUtc).toLocaleString(undefined, {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
  })
}

/** What a copy holds, in short. */
export function holdsText(backup: Backup): string {
  if (backup.counts === null) return ''
  const held = [words.runs(backup.counts.runs), words.plans(backup.counts.patterns)]
  return [...held, ...(backup.scope === 'database' ? [words.databaseOnly] : [])].join(', ')
}

/** The local calendar day of an instant, as a number that grows by one a day. */
function dayOf(atMs: number): number {
  const at = new Date(atMs)
  return Math.round(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate()) / 86_400_000)
}

/** Whether an instant was on the local day before now. */
export function isYesterday(atUtc: string, nowMs: number): boolean {
  return dayOf(Date.parse(atUtc)) === dayOf(nowMs) - 1
}

/**
 * The copy that somebody wants who says "as it was yesterday": the newest good copy of everything
 * from before today; where there is none, null.
 */
export function beforeToday(backups: readonly Backup[], nowMs: number): Backup | null {
  const today = dayOf(nowMs)
  return (
    backups.find(
      ({ scope, createdAtUtc, isOwn }) =>
        scope === 'everything' && isOwn !== false && dayOf(Date.parse(createdAtUtc)) < today,
    ) ?? null
  )
}

/** The copy to go on from after a loss: the newest good one of this installation; null without one. */
export function newestGood(backups: readonly Backup[]): Backup | null {
  return backups.find(({ scope, isOwn }) => scope !== null && isOwn !== false) ?? null
}

/** One line of what a restore changes. */
export interface CountRow {
  readonly id: keyof RecordCounts
  readonly name: string
  readonly now: string
  readonly copy: string
}

/** The records now and in the copy, side by side. */
export function countRows(copy: RecordCounts, now: RecordCounts | null): readonly CountRow[] {
  return (['runs', 'patterns', 'stripFamilies', 'jobLog'] as const).map((id) => ({
    id,
    name: words.rows[id],
    now: now === null ? words.unreadableNow : String(now[id]),
    copy: String(copy[id]),
  }))
}

/** What is under way, in words. */
export function workText(work: BackupWork): { readonly label: string; readonly detail: string } {
  const percent = work.ratio === null ? '' : `${String(Math.floor(work.ratio * 100))} %`
  const left = work.secondsLeft === null ? '' : words.left(formatDuration(work.secondsLeft))
  return {
    label: `${words.work[work.what]}: ${words.phases[work.phase]}`,
    detail: [percent, left].filter((part) => part !== '').join(', '),
  }
}
