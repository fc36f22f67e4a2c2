import type { Backup, BackupWork, SafeMode } from '#core/contract/backups.contract.ts'

/** Words of the Backups page and of safe mode. */
export const backupsStrings = {
  title: 'Backups',
  lead: 'Plans, runs and the job log, copied and checked by themselves every day.',
  backUpNow: 'Back up now',
  openFolder: 'Open the folder',
  table: 'Backups',
  columns: { when: 'Made', kind: 'Why', holds: 'Holds', size: 'Size', state: 'State' },
  kinds: {
    start: 'At a start',
    daily: 'Daily',
    manual: 'By hand',
    'before-update': 'Before an update',
  } satisfies Record<Backup['kind'], string>,
  good: 'Good',
  damaged: 'Cannot be read',
  foreign: 'Of another installation',
  databaseOnly: 'database only',
  runs: (count: number) => (count === 1 ? '1 run' : `${String(count)} runs`),
  plans: (count: number) =>
    count === 1 ? '1 plan or pattern' : `${String(count)} plans and patterns`,
  size: (megabytes: string) => `${megabytes} MB`,
  smallSize: (kilobytes: string) => `${kilobytes} kB`,
  emptyTitle: 'There is no backup yet',
  emptyText: 'RMOS makes one by itself shortly after it starts. You can also make one now.',
  reading: 'Reading the backups',
  failedSafe: 'Your data and your backups are as they were.',
  made: 'The backup was made and checked.',
  quickYesterday: 'Restore yesterday',
  quickOlder: (date: string) => `Restore ${date}`,
  quickTitle: 'Something went wrong today?',
  quickText: (when: string, holds: string) => `The copy of ${when} holds ${holds}.`,
  side: 'Backup',
  inCopy: 'In the copy',
  now: 'Now',
  rows: {
    runs: 'Runs',
    patterns: 'Plans and patterns',
    stripFamilies: 'Strip families',
    jobLog: 'Job log entries',
  },
  countsLabel: 'What changes',
  unreadableNow: 'unreadable',
  changes: {
    checked: 'Every file of this backup was read and is as it was copied.',
    setAside: (count: number) =>
      count === 1
        ? '1 run recorded since then is set aside.'
        : `${String(count)} runs recorded since then are set aside.`,
    comingBack: (count: number) =>
      count === 1 ? '1 run comes back.' : `${String(count)} runs come back.`,
    withoutFile: (count: number) =>
      count === 1
        ? '1 run of this copy has no file any more: this copy holds the database only.'
        : `${String(count)} runs of this copy have no file any more: this copy holds the database only.`,
    kept: 'The data of now is kept in a folder beside it.',
    olderForm: 'It has an older form and is brought up to date when it is opened.',
    other:
      'It was made by another installation of RMOS, on another computer or in another data folder.',
  },
  takeOver: 'Take over the data of the other installation',
  restore: (when: string) => `Replace the data with that of ${when}`,
  jobRuns: 'A job is on the machine. Let it end or stop it, then restore.',
  work: {
    backup: 'Making a backup',
    preview: 'Checking the backup',
    restore: 'Restoring the backup',
  } satisfies Record<BackupWork['what'], string>,
  phases: {
    starting: 'starting',
    copying: 'copying',
    checking: 'reading it again',
    unpacking: 'unpacking',
    replacing: 'replacing the data',
  } satisfies Record<BackupWork['phase'], string>,
  left: (time: string) => `${time} left`,
  cancel: 'Cancel',
  close: 'Close',
  safe: {
    title: 'RMOS is in safe mode',
    causes: {
      damaged: 'The database is damaged, so RMOS does not work with it.',
      newer: 'The database was written by a newer RMOS.',
      foreign: 'The database in the data folder is not the one of this installation.',
      missing: 'The database is missing.',
    } satisfies Record<SafeMode['cause'], string>,
    isSafe:
      'Nothing was changed or deleted. Your backups and the files of your runs are where they were.',
    next: 'Choose a backup to go on from',
    restore: (when: string) => `Restore the backup of ${when}`,
    noBackupTitle: 'There is no backup in the data folder',
    noBackupText: 'If you keep copies elsewhere, put one into the backups folder and look again.',
    lookAgain: 'Look again',
    dataFolder: 'Open the data folder',
    startEmpty: 'Start with nothing',
    startEmptyTitle: 'Start with an empty workshop?',
    startEmptyText:
      'Everything in the data folder, the database too, moves into a folder named “replaced” beside it. RMOS then starts with no plans, no runs and no job log. Nothing is deleted, and a backup can still be restored later.',
    startEmptyConfirm: 'Set everything aside and start empty',
    keep: 'Leave it as it is',
    what: 'What happened',
  },
} as const
