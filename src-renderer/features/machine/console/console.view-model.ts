import type { ConsoleEntry, ConsoleSource } from '#core/grbl/console/console-entry.ts'

/** What can be left out of the console; alarms, notes and messages never are. */
export const FILTERS = ['person', 'rmos', 'program', 'answer', 'report'] as const
/** A part of the conversation that can be left out. */
export type ConsoleFilter = (typeof FILTERS)[number]

/** As many entries as main keeps; older ones go. */
const MOST_ENTRIES = 5000
const MOST_SENT_LINES = 100

const FILTER_OF_SOURCE: Readonly<Record<ConsoleSource, ConsoleFilter | null>> = {
  person: 'person',
  rmos: 'rmos',
  realtime: 'rmos',
  program: 'program',
  answer: 'answer',
  report: 'report',
  alarm: null,
  message: null,
  note: null,
}

/** The entries with newer ones added, each once, the oldest dropped. */
export function withEntries(
  entries: readonly ConsoleEntry[],
  added: readonly ConsoleEntry[],
): readonly ConsoleEntry[] {
  const last = entries.at(-1)?.sequence ?? 0
  const fresh = added.filter(({ sequence }) => sequence > last)
  return fresh.length === 0 ? entries : [...entries, ...fresh].slice(-MOST_ENTRIES)
}

/** What is shown of the conversation. */
export function shownEntries(
  entries: readonly ConsoleEntry[],
  hidden: ReadonlySet<ConsoleFilter>,
): readonly ConsoleEntry[] {
  return entries.filter(({ source }) => {
    const filter = FILTER_OF_SOURCE[source]
    return filter === null || !hidden.has(filter)
  })
}

/** The part of a long list that is in sight, and a little beyond. */
export function visibleRange(view: {
  readonly scrollTopPx: number
  readonly heightPx: number
  readonly rowPx: number
  readonly count: number
}): { readonly first: number; readonly end: number } {
  const beyond = 8
  const first = Math.max(0, Math.floor(view.scrollTopPx / view.rowPx) - beyond)
  const end = Math.ceil((view.scrollTopPx + view.heightPx) / view.rowPx) + beyond
  return { first, end: Math.min(view.count, end) }
}

/** The lines that were sent, with the newest; the same line twice in a row is kept once. */
export function withSentLine(sent: readonly string[], line: string): readonly string[] {
  return sent.at(-1) === line ? sent : [...sent, line].slice(-MOST_SENT_LINES)
}

/** Wall clock with thousandths, as traffic is read. */
export function clockText(atUtcMs: number): string {
  const at = new Date(atUtcMs)
  const pad = (value: number, digits: number) => String(value).padStart(digits, '0')
  return `${pad(at.getHours(), 2)}:${pad(at.getMinutes(), 2)}:${pad(at.getSeconds(), 2)}.${pad(at.getMilliseconds(), 3)}`
}
