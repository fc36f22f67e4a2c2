import { DATASET_NAMES, DATASETS } from './dataset.ts'
import type { Dataset } from './dataset.ts'
import type { DatasetReport, MigrationReport } from './report.ts'

/** How much drift an audit lets pass; each limit is inclusive and counts records of one dataset. */
export interface AuditThresholds {
  readonly maxOnlyInJson: number
  readonly maxOnlyInSqlite: number
  /** Entries without a usable id: none given, or the entry cannot be read at all. */
  readonly maxMissingIds: number
  readonly maxDuplicateIds: number
}

/** No drift at all. */
export const STRICT_THRESHOLDS: AuditThresholds = {
  maxOnlyInJson: 0,
  maxOnlyInSqlite: 0,
  maxMissingIds: 0,
  maxDuplicateIds: 0,
}

/** One threshold that was exceeded. */
export interface Exceeded {
  readonly dataset: Dataset
  readonly threshold: keyof AuditThresholds
  readonly value: number
  readonly limit: number
  readonly sentence: string
}

/** The judgement of a report. `UNKNOWN` when there is nothing to judge: it never counts as a pass. */
export interface Verdict {
  readonly outcome: 'PASS' | 'FAIL' | 'UNKNOWN'
  readonly exceeded: readonly Exceeded[]
  /** Sentences of the database checks that failed. */
  readonly failedChecks: readonly string[]
  /** What a person should know besides; none of it decides. */
  readonly notes: readonly string[]
}

/** Each threshold with what it limits. */
export const MEASURED: Readonly<
  Record<
    keyof AuditThresholds,
    { readonly words: string; readonly valueOf: (d: DatasetReport) => number }
  >
> = {
  maxOnlyInJson: { words: 'only in JSON', valueOf: ({ diff }) => diff.only_in_json_count },
  maxOnlyInSqlite: { words: 'only in SQLite', valueOf: ({ diff }) => diff.only_in_sqlite_count },
  maxMissingIds: {
    words: 'without a usable id',
    valueOf: ({ json }) => json.missing_id_count + json.unreadable_count,
  },
  maxDuplicateIds: { words: 'with a repeated id', valueOf: ({ json }) => json.duplicate_id_count },
}

/** The names of the thresholds, in the order they are shown. */
export const THRESHOLD_NAMES = Object.keys(MEASURED) as readonly (keyof AuditThresholds)[]

/**
 * Judges a report: the one place where an audit passes or fails, for the command line and the
 * screen alike. Fails when any dataset exceeds any threshold or when a database check is an error.
 */
export function judgeReport(report: MigrationReport, thresholds: AuditThresholds): Verdict {
  const compared = DATASETS.flatMap((dataset) => {
    const found = report.datasets[dataset]
    return found === undefined ? [] : [{ dataset, found }]
  })
  const exceeded = compared.flatMap(({ dataset, found }) =>
    THRESHOLD_NAMES.flatMap((threshold) =>
      exceededBy(dataset, threshold, MEASURED[threshold].valueOf(found), thresholds[threshold]),
    ),
  )
  const failedChecks = report.database.flatMap(({ outcome, sentence }) =>
    outcome === 'error' ? [sentence] : [],
  )
  const notes = notesOf(report, compared)
  if (report.generated_at === null || compared.length === 0) {
    return { outcome: 'UNKNOWN', exceeded, failedChecks, notes }
  }
  const passes = exceeded.length === 0 && failedChecks.length === 0
  return { outcome: passes ? 'PASS' : 'FAIL', exceeded, failedChecks, notes }
}

function exceededBy(
  dataset: Dataset,
  threshold: keyof AuditThresholds,
  value: number,
  limit: number,
): readonly Exceeded[] {
  // Written so that a value or limit that is not a number fails.
  if (value <= limit) return []
  const sentence = `${DATASET_NAMES[dataset]}: ${String(value)} ${MEASURED[threshold].words}, the limit is ${String(limit)}`
  return [{ dataset, threshold, value, limit, sentence }]
}

function notesOf(
  report: MigrationReport,
  compared: readonly { readonly dataset: Dataset; readonly found: DatasetReport }[],
): readonly string[] {
  const missing = DATASETS.filter((dataset) => report.datasets[dataset] === undefined)
  return [
    ...(report.generated_at === null ? [report.message] : []),
    ...(report.generated_at === null || missing.length === 0
      ? []
      : [`Not compared, no JSON was named: ${missing.map((d) => DATASET_NAMES[d]).join(', ')}.`]),
    ...compared.flatMap(({ dataset, found }) => contentNotes(dataset, found)),
    ...report.database.flatMap(({ outcome, sentence }) =>
      outcome === 'warning' ? [sentence] : [],
    ),
  ]
}

function contentNotes(dataset: Dataset, { json, diff }: DatasetReport): readonly string[] {
  const name = DATASET_NAMES[dataset]
  return [
    ...(diff.content_difference_count === 0
      ? []
      : [
          `${name}: ${String(diff.content_difference_count)} on both sides with different content.`,
        ]),
    ...(json.id_conflict_count === 0
      ? []
      : [`${name}: ${String(json.id_conflict_count)} stand under a key that is not their id.`]),
  ]
}
