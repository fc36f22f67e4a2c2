import type { MergeOutcome } from '#core/contract/stores.contract.ts'

const plural = (one: string, many: string) => (count: number) =>
  `${String(count)} ${count === 1 ? one : many}`

type Conflict = MergeOutcome['conflicts'][number]

const datasets: Readonly<Record<Conflict['dataset'], string>> = {
  patterns: 'Plan or pattern',
  strip_families: 'Strip family',
  joblog: 'Job log entry',
  runs: 'Run',
  run_notes: 'Note about a run',
  approvals: 'Approval',
  settings: 'Setting',
  store_events: 'History entry',
}

/** Words of the banners that say where the records are kept. */
export const storesStrings = {
  filesTitle: 'The database is not in use.',
  filesText: (path: string) =>
    `Until it works again your records are kept as files in ${path}. What is in the database does not show meanwhile; nothing of it is lost.`,
  badFiles: plural(
    'file holds no record and was left alone',
    'files hold no record and were left alone',
  ),
  waitingTitle: 'Records wait to be merged.',
  waitingText: (what: string) =>
    `While the database could not be used, ${what} were kept in files.`,
  merge: 'Merge into the database',
  merging: 'Merging',
  counts: {
    patterns: plural('plan or pattern', 'plans and patterns'),
    stripFamilies: plural('strip family', 'strip families'),
    runs: plural('run', 'runs'),
    jobLog: plural('job log entry', 'job log entries'),
    others: plural('other entry', 'other entries'),
  },
  mergedTitle: 'The records are merged.',
  mergedCounts: (added: number, unchanged: number, conflicts: number) =>
    `${String(added)} added, ${String(unchanged)} were there already, ${String(conflicts)} differed.`,
  movedTo: (path: string) => `The files are now in ${path}.`,
  notMoved: 'The files could not be moved aside; merging them again changes nothing.',
  conflicts: 'What differed',
  conflict: (dataset: string, id: string, kept: Conflict['kept']) =>
    kept === 'files'
      ? `${dataset} ${id}: the one from the files was changed last and stays; the other is kept in the history.`
      : `${dataset} ${id}: the one in the database stays; the other is kept in its file.`,
  datasets,
  close: 'Close',
} as const
