import type { PatternLane } from '#core/contract/patterns.contract.ts'
import { count } from './count.strings.ts'

/** Words about the library of tile patterns. */
export const libraryStrings = {
  title: 'Library of tile patterns',
  search: 'Search',
  lane: 'Lane',
  lanes: {
    safe: 'Safe',
    tuned_v1: 'Tuned 1',
    tuned_v2: 'Tuned 2',
    experimental: 'Experimental',
  } satisfies Record<PatternLane, string>,
  anyLane: 'All lanes',
  archivedLane: 'Archived',
  keep: 'Keep in library',
  keepName: 'Name to keep it under',
  kept: (name: string) => `“${name}” is in the library.`,
  take: 'Take',
  taken: (name: string) => `“${name}” is on the ring. Undo brings the earlier picture back.`,
  compare: 'Compare',
  compareEnd: 'End comparing',
  compareTitle: 'Side by side',
  own: 'On this ring',
  use: 'Use this one',
  export: 'Save as a file',
  import: 'Read a file',
  unreadableFile: (file: string) =>
    `${file}: cannot be read: it has been moved, changed or deleted.`,
  imported: (name: string) => `“${name}” is in the library.`,
  exported: (file: string) => `${file} is in your downloads.`,
  duplicate: 'Duplicate',
  copyName: (name: string) => `${name} (copy)`,
  archive: 'Archive',
  archived: (name: string) => `“${name}” is archived. Plans that carry it keep it.`,
  restore: 'Bring back',
  restored: (name: string) => `“${name}” is back in the library.`,
  undo: 'Undo',
  whereUsed: 'Where used',
  usedNowhere: 'No plan carries this picture.',
  usedIn: (ring: string) => `ring ${ring}`,
  shipped: 'Example',
  size: (rows: number, columns: number, colours: number) =>
    `${String(rows)} × ${String(columns)}, ${count(colours, 'veneer', 'veneers')}`,
  reading: 'Reading the library',
  empty: 'Nothing here is called so.',
  more: (shown: number, total: number) =>
    `${String(shown)} of ${String(total)} shown; search for the others.`,
  unreadable: (patterns: number) =>
    `${count(patterns, 'kept pattern', 'kept patterns')} cannot be read.`,
  pictureOf: (name: string) => `Picture of ${name}`,
  open: (name: string) => `Show what can be done with ${name}`,
  failedSafe: 'Nothing was changed.',
} as const
