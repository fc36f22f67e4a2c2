import type { ContentDifference, DatasetReport, MigrationReport } from '#core/migration/report.ts'
import { type Dataset, DATASETS } from '#core/migration/dataset.ts'
import type {
  DatasetCounts,
  KeepSide,
  MigrationOutcome,
  MigrationProgress,
} from '#core/migration/outcome.ts'
import { type AuditThresholds, MEASURED } from '#core/migration/verdict.ts'
import { formatDecimal } from '#core/units/format-length.ts'
import { formatDuration } from '../../session/time-text.ts'
import { migrationStrings } from './migration.strings.ts'

const words = migrationStrings

/** A count with thin-space groups. */
export function countText(count: number): string {
  return formatDecimal(count, 0)
}

/** A size in the largest unit that leaves a number of 1 or more: `2.4 MB`. */
export function sizeText(sizeBytes: number): string {
  const power = Math.min(3, Math.floor(Math.log10(Math.max(1, sizeBytes)) / 3))
  const unit = words.sizeUnits[power as 0 | 1 | 2 | 3]
  const value = sizeBytes / 10 ** (3 * power)
  return `${formatDecimal(value, power === 0 ? 0 : 1)} ${unit}`
}

/** One line of a dataset's card. */
export interface CardRow {
  readonly id: string
  readonly label: string
  readonly count: number
  /** The limit it is held to; null where none decides. */
  readonly limit: number | null
  readonly exceeded: boolean
}

type Unlimited = readonly (readonly [label: keyof typeof words.rows, count: number])[]

/** The lines of a dataset's card; each limited one is measured by the audit's own function. */
export function cardRows(found: DatasetReport, thresholds: AuditThresholds): readonly CardRow[] {
  const { json, sqlite, diff } = found
  const plain = (rows: Unlimited) =>
    rows.map(([id, count]) => ({
      id,
      label: words.rows[id],
      count,
      limit: null,
      exceeded: false,
    }))
  const limited = (id: keyof typeof words.rows, threshold: keyof AuditThresholds): CardRow => {
    const count = MEASURED[threshold].valueOf(found)
    const limit = thresholds[threshold]
    return { id, label: words.rows[id], count, limit, exceeded: !(count <= limit) }
  }
  return [
    ...plain([
      ['jsonCount', json.count],
      ['sqliteCount', sqlite.count],
    ]),
    limited('onlyInJson', 'maxOnlyInJson'),
    limited('onlyInSqlite', 'maxOnlyInSqlite'),
    limited('missingIds', 'maxMissingIds'),
    limited('duplicateIds', 'maxDuplicateIds'),
    ...plain([
      ['different', diff.content_difference_count],
      ...(diff.settled_count === 0 ? [] : ([['settled', diff.settled_count]] as const)),
      ...(json.id_conflict_count === 0 ? [] : ([['idConflicts', json.id_conflict_count]] as const)),
    ]),
  ]
}

/** The lanes either side has, with how many records on each side. */
export interface LaneRow {
  readonly lane: string
  readonly json: number
  readonly sqlite: number
}

/** The lanes of a dataset, by name. */
export function laneRows({ json, sqlite }: DatasetReport): readonly LaneRow[] {
  const lanes = new Set([...Object.keys(json.lane_counts), ...Object.keys(sqlite.lane_counts)])
  return [...lanes].sort().map((lane) => ({
    lane,
    json: json.lane_counts[lane] ?? 0,
    sqlite: sqlite.lane_counts[lane] ?? 0,
  }))
}

/** What a running job says of itself: what it does, and how far, how fast, how long still. */
export function progressText(
  progress: MigrationProgress,
  dryRun: boolean,
): { readonly label: string; readonly detail: string } {
  const { kind, phase, dataset, fraction, records, recordsPerSecond, secondsLeft } = progress
  const what = kind === 'migrate' && dryRun ? words.task.looking : words.task.kinds[kind]
  const of = dataset === null ? null : words.datasetTitles[dataset].toLowerCase()
  return {
    label: words.task.label(what, words.task.phases[phase], of),
    detail: words.task.detail(
      formatDecimal(fraction * 100, 0),
      countText(records),
      countText(Math.round(recordsPerSecond)),
      secondsLeft === null ? null : formatDuration(secondsLeft),
    ),
  }
}

/** Sums of an import over all datasets. */
export function totalCounts(outcome: MigrationOutcome): {
  readonly inserted: number
  readonly updated: number
  readonly same: number
  readonly settled: number
} {
  const sum = (of: (counts: DatasetCounts) => number) =>
    DATASETS.reduce((total, dataset) => total + of(outcome.counts[dataset]), 0)
  return {
    inserted: sum(({ inserted }) => inserted),
    updated: sum(({ updated }) => updated),
    same: sum(({ same }) => same),
    settled: sum(({ settled }) => settled),
  }
}

/** Entries of a dataset that an import leaves out or replaces by a later one. */
export function leftOut({ missingIds, duplicateIds, unreadable }: DatasetCounts): number {
  return missingIds + duplicateIds + unreadable
}

/** A record whose content differs, with its dataset. */
export interface Conflict {
  readonly dataset: Dataset
  readonly difference: ContentDifference
}

/** The listed records that differ in content, and how many there are in all. */
export function conflictsOf(report: MigrationReport): {
  readonly listed: readonly Conflict[]
  readonly count: number
} {
  const listed = DATASETS.flatMap((dataset) =>
    (report.datasets[dataset]?.diff.content_differences ?? []).map((difference) => ({
      dataset,
      difference,
    })),
  )
  const count = DATASETS.reduce(
    (sum, dataset) => sum + (report.datasets[dataset]?.diff.content_difference_count ?? 0),
    0,
  )
  return { listed, count }
}

/** Names a record among all datasets. */
export function conflictKey({ dataset, difference }: Conflict): string {
  return `${dataset} ${difference.id}`
}

/** Which side of a record changed last; `unknown` when a time is missing or both are the same. */
export function newestSide({
  json_updated_at: json,
  sqlite_updated_at: sqlite,
}: ContentDifference): 'json' | 'sqlite' | 'unknown' {
  const [jsonMs, sqliteMs] = [Date.parse(json ?? ''), Date.parse(sqlite ?? '')]
  if (jsonMs > sqliteMs) return 'json'
  return sqliteMs > jsonMs ? 'sqlite' : 'unknown'
}

/** A choice for each of these records. */
export type Choices = Readonly<Record<string, KeepSide>>

/** Chooses the same for all records; `newest` leaves out those that have no times to go by. */
export function chooseForAll(conflicts: readonly Conflict[], keep: KeepSide): Choices {
  return Object.fromEntries(
    conflicts
      .filter(({ difference }) => keep !== 'newest' || newestSide(difference) !== 'unknown')
      .map((conflict) => [conflictKey(conflict), keep]),
  )
}

/** The choices as they are asked for, in the order of the list; stale ones fall away. */
export function chosen(
  conflicts: readonly Conflict[],
  choices: Choices,
): readonly { readonly dataset: Dataset; readonly id: string; readonly keep: KeepSide }[] {
  return conflicts.flatMap((conflict) => {
    const keep = choices[conflictKey(conflict)]
    const { dataset, difference } = conflict
    return keep === undefined ? [] : [{ dataset, id: difference.id, keep }]
  })
}
