import { DATASET_NAMES, DATASETS, perDataset } from './dataset.ts'
import type { Dataset, PerDataset } from './dataset.ts'

/** A change of the stores as the database keeps it. */
export interface KeptStoreEvent {
  readonly kind: string
  /** ISO-8601 UTC. */
  readonly at: string
  readonly payload: Readonly<Record<string, unknown>>
}

/** The same in words and numbers. */
export interface ToldStoreEvent {
  readonly recordedAtUtc: string
  readonly kind: string
  /** Empty when it was not recorded. */
  readonly actor: string
  readonly outcome: string
  readonly sentence: string
  /** How many records it changed. */
  readonly counts: Partial<PerDataset<number>>
}

/** The events of one day, newest first. */
export interface HistoryDay {
  /** `2026-11-21`, UTC. */
  readonly date: string
  readonly counts: PerDataset<number>
  readonly events: readonly ToldStoreEvent[]
}

const WORDS: Readonly<Record<string, string>> = {
  import: 'JSON was imported',
  fix: 'Differing records were settled',
  snapshot: 'A snapshot was written',
  merge: 'Records kept in files were merged back',
  'merge-replaced': 'Records were replaced by a merge; the old ones are kept in the history',
  backup: 'A backup was made',
  restore: 'A backup was restored',
  schema: 'The database was brought to a newer form',
}

/** Puts an event into words. A kind this program does not know is named as it is. */
export function tellStoreEvent({ kind, at, payload }: KeptStoreEvent): ToldStoreEvent {
  const counts = countsIn(payload['changed'] ?? payload['counts'])
  const numbers = DATASETS.flatMap((dataset) => {
    const count = counts[dataset]
    return count === undefined ? [] : [`${String(count)} ${DATASET_NAMES[dataset]}`]
  })
  const words = WORDS[kind] ?? kind
  const { actor, outcome } = payload
  return {
    recordedAtUtc: at,
    kind,
    actor: typeof actor === 'string' ? actor : '',
    outcome: typeof outcome === 'string' ? outcome : 'done',
    sentence: numbers.length === 0 ? `${words}.` : `${words}: ${numbers.join(', ')}.`,
    counts,
  }
}

function countsIn(value: unknown): Partial<Record<Dataset, number>> {
  if (typeof value !== 'object' || value === null) return {}
  const fields = value as Readonly<Record<string, unknown>>
  return Object.fromEntries(
    DATASETS.flatMap((dataset) => {
      const count = fields[dataset]
      return typeof count === 'number' ? [[dataset, count]] : []
    }),
  )
}

/** Groups events, newest first, by their day. */
export function historyByDay(events: readonly KeptStoreEvent[]): readonly HistoryDay[] {
  const days = new Map<string, ToldStoreEvent[]>()
  for (const event of events) {
    const date = event.at.slice(0, 10)
    const day = days.get(date) ?? []
    day.push(tellStoreEvent(event))
    days.set(date, day)
  }
  return [...days]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([date, told]) => ({
      date,
      counts: perDataset((dataset) =>
        told.reduce(
          (sum, { kind, counts }) => sum + (changes(kind) ? (counts[dataset] ?? 0) : 0),
          0,
        ),
      ),
      events: told,
    }))
}

/** A snapshot and a backup count records too, but change none. */
function changes(kind: string): boolean {
  return kind === 'import' || kind === 'fix' || kind === 'merge'
}
