import { DATASET_NAMES, DATASETS } from './dataset.ts'
import type { DatasetReport, MigrationReport } from './report.ts'

/** One line of a report's table: a name and a value for each compared dataset. */
export type ReportRow = readonly [name: string, ...values: readonly string[]]

const NUMBERS: readonly (readonly [name: string, valueOf: (found: DatasetReport) => number])[] = [
  ['JSON: entries', ({ json }) => json.count],
  ['JSON: different ids', ({ json }) => json.unique_count],
  ['JSON: without an id', ({ json }) => json.missing_id_count],
  ['JSON: repeated ids', ({ json }) => json.duplicate_id_count],
  ['JSON: cannot be read', ({ json }) => json.unreadable_count],
  ['JSON: id and key differ', ({ json }) => json.id_conflict_count],
  ['SQLite: records', ({ sqlite }) => sqlite.count],
  ['Only in JSON', ({ diff }) => diff.only_in_json_count],
  ['Only in SQLite', ({ diff }) => diff.only_in_sqlite_count],
  ['On both sides, content differs', ({ diff }) => diff.content_difference_count],
  ['Decided: keep as in SQLite', ({ diff }) => diff.settled_count],
]

/** The compared datasets' names, in the order of the rows' values. */
export function reportColumns(report: MigrationReport): readonly string[] {
  return DATASETS.filter((dataset) => report.datasets[dataset] !== undefined).map(
    (dataset) => DATASET_NAMES[dataset],
  )
}

/** Every count of a report, one row each. */
export function numberRows(report: MigrationReport): readonly ReportRow[] {
  const found = datasetsOf(report)
  return NUMBERS.map(([name, valueOf]): ReportRow => [
    name,
    ...found.map((one) => String(valueOf(one))),
  ])
}

/** How many records of each lane both sides have: `12 / 12` is JSON and SQLite. */
export function laneRows(report: MigrationReport): readonly ReportRow[] {
  const found = datasetsOf(report)
  const lanes = new Set(
    found.flatMap(({ json, sqlite }) => [
      ...Object.keys(json.lane_counts),
      ...Object.keys(sqlite.lane_counts),
    ]),
  )
  return [...lanes].sort().map((lane): ReportRow => [
    lane,
    ...found.map(({ json, sqlite }) => {
      const counts = [json.lane_counts[lane] ?? 0, sqlite.lane_counts[lane] ?? 0]
      return counts.join(' / ')
    }),
  ])
}

function datasetsOf(report: MigrationReport): readonly DatasetReport[] {
  return DATASETS.flatMap((dataset) => report.datasets[dataset] ?? [])
}
